import { Chart } from 'cdk8s';
import { ALL_NODE_PROPS, database, domain } from './fixtures';
import {
  DomainManagerService, DomainManagerServiceProps, Endpoint, FailoverTiming, ISequencer, MediatorService, SecretKey, SequencerService, Tls,
} from '../../lib';
import { config, manifests, named, names, only, testChart } from '../support/chart';

const PARTICIPANT = `PAR::bank::1220${'0'.repeat(64)}`;

test('an active and a standby instance and a bootstrap Job, by default', () => {
  const chart = testChart();
  domain(chart);
  expect(manifests(chart).filter(({ metadata }) => metadata.name.startsWith('manager'))).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer') });
  const mediators = ['m1', 'm2'].map((id) => new MediatorService(chart, id, { sequencer, storage: database(id) }));
  const props: Required<Omit<DomainManagerServiceProps, 'adminApiAuth'>> = {
    ...ALL_NODE_PROPS,
    storage: database('manager'),
    failoverTiming: FailoverTiming.fast(),
    sequencer,
    mediators,
    domainAlias: 'iou',
    open: false,
    admit: [PARTICIPANT],
    protocolVersion: 5,
  };
  new DomainManagerService(chart, 'manager', props);
  expect(manifests(chart).filter(({ metadata }) => metadata.name.startsWith('manager'))).toMatchSnapshot();
});

test('names are a contract, and there is no Service that clients could use', () => {
  const chart = testChart();
  domain(chart);
  expect(names(chart).filter((name) => name.includes('manager'))).toEqual([
    expect.stringMatching(/^ConfigMap manager-bootstrap-config-[0-9a-f]{10}$/), expect.stringMatching(/^ConfigMap manager-config-[0-9a-f]{10}$/),
    'Deployment manager-0', 'Deployment manager-1', expect.stringMatching(/^Job manager-bootstrap-[0-9a-f]{10}$/), 'NetworkPolicy manager',
    'NetworkPolicy manager-bootstrap', 'PodDisruptionBudget manager', 'Service manager-0', 'Service manager-1', 'ServiceAccount manager',
    'ServiceAccount manager-bootstrap',
  ]);
});

test('a domain is permissioned unless it is opened, and speaks protocol version 7', () => {
  const chart = testChart();
  domain(chart);
  const text = config(chart, 'manager-config', 'domain-manager.conf');
  expect(text).toMatch(/topology \{\s+open = false\s+\}/);
  expect(text).toMatch(/init \{\s+domain-parameters \{\s+protocol-version = 7\s+\}\s+\}/);
});

describe('the bootstrap Job', () => {
  test('asks every instance of manager and mediator, and names one endpoint for all sequencers', () => {
    const chart = testChart();
    domain(chart);
    const remote = config(chart, 'manager-bootstrap-config', 'remote.conf');
    ['manager-0.test.svc.cluster.local', 'manager-1.test.svc.cluster.local', 'mediator-0.test.svc.cluster.local', 'mediator-1.test.svc.cluster.local', 'sequencer.test.svc.cluster.local', 'sequencer-admin.test.svc.cluster.local']
      .forEach((host) => expect(remote).toContain(`address = "${host}"`));
    expect(remote).not.toContain('sequencer-0.test.svc.cluster.local');
    expect(config(chart, 'manager-bootstrap-config', 'bootstrap.canton')).toContain('bootstrap_domain(Seq(sequencer), members)');
  });

  test('is let in where it goes', () => {
    const chart = testChart();
    domain(chart);
    for (const [policy, port] of [['sequencer', 4401], ['sequencer', 4402], ['mediator', 4602], ['manager', 4801]] as const) {
      const rule = only(chart, 'NetworkPolicy', policy).spec.ingress.find(({ ports }: { ports: { port: number }[] }) => ports[0].port === port);
      expect(JSON.stringify(rule.from)).toContain('"app.kubernetes.io/component":"domain-bootstrap"');
    }
  });

  test('is made again when a mediator service is added, and speaks to its active instance too', () => {
    const one = testChart();
    domain(one);
    const two = testChart();
    const sequencer = new SequencerService(two, 'sequencer', { storage: database('sequencer') });
    const mediators = ['mediator', 'second'].map((id) => new MediatorService(two, id, { sequencer, storage: database(id) }));
    new DomainManagerService(two, 'manager', { sequencer, mediators, storage: database('manager') });
    expect(named(two, 'Job')).not.toEqual(named(one, 'Job'));
    expect(config(two, 'manager-bootstrap-config', 'bootstrap.canton')).toContain('onboard_mediator(mediator, Seq(sequencer))');
    expect(config(two, 'manager-bootstrap-config', 'remote.conf')).toContain('mediator-1-1');
  });

  test('is a restricted pod with a writable home, retried, and never cleaned up by itself', () => {
    const chart = testChart();
    domain(chart);
    const { spec } = only(chart, 'Job', named(chart, 'Job')[0]);
    expect(spec).toMatchObject({ backoffLimit: 20, activeDeadlineSeconds: 21600, template: { spec: { restartPolicy: 'Never' } } });
    expect(spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(spec.template.spec.containers[0].env).toContainEqual({ name: 'HOME', value: '/tmp' });
  });

  test('admits participants of other operators by id', () => {
    const chart = testChart();
    const { sequencer, mediator } = without();
    new DomainManagerService(sequencer.node.scope!, 'manager', { sequencer, mediators: [mediator], storage: database('manager'), admit: [PARTICIPANT] });
    expect(config(sequencer.node.scope as typeof chart, 'manager-bootstrap-config', 'bootstrap.canton')).toContain(`tryFromProtoPrimitive("${PARTICIPANT}")`);
  });
});

describe('a domain that runs elsewhere', () => {
  const imported = (sequencerUrls: string[], rootCertificate?: SecretKey) => (
    DomainManagerService.fromAttributes(testChart(), 'theirs', { domainAlias: 'theirs', sequencerUrls, rootCertificate })
  );

  test('is known by its URLs and its root certificate', () => {
    const known = imported(['https://s1.example.com', 'https://s2.example.com:4401'], SecretKey.of('their-ca', 'ca.crt'));
    expect(known.sequencerUrls).toEqual(['https://s1.example.com', 'https://s2.example.com:4401']);
    expect(known.sequencerTls.enabled).toBe(true);
    expect(imported(['http://s1']).sequencerTls.enabled).toBe(false);
  });

  test('is refused with a mixture of TLS and plaintext', () => {
    expect(() => imported(['https://s1.example.com', 'http://s2.example.com'])).toThrow(new Error(
      'domain \'theirs\': sequencerUrls must be all https or all http, got https://s1.example.com, http://s2.example.com; Canton refuses a mixture (rule R40)',
    ));
  });

  test('is refused without URLs, with other URLs, and with a root certificate for plaintext', () => {
    expect(() => imported([])).toThrow(new Error('domain \'theirs\': sequencerUrls must name at least one sequencer, got none'));
    expect(() => imported(['s1.example.com:4401'])).toThrow(new Error(
      'domain \'theirs\': sequencer URL must be a URL that starts with https:// or http://, got \'s1.example.com:4401\'',
    ));
    expect(() => imported(['http://s1'], SecretKey.of('ca', 'ca.crt'))).toThrow(new Error('domain \'theirs\': rootCertificate is for https, got http://s1'));
  });
});

describe('refuses', () => {
  const make = (props: Partial<DomainManagerServiceProps>) => () => {
    const { sequencer, mediator } = without();
    return new DomainManagerService(sequencer.node.scope!, 'manager', { sequencer, mediators: [mediator], storage: database('manager'), ...props });
  };

  test('a second domain manager for one domain', () => {
    const chart = testChart();
    const { sequencer, mediator } = domain(chart);
    expect(() => new DomainManagerService(chart, 'second', { sequencer, mediators: [mediator], storage: database('second') })).toThrow(new Error(
      'domain manager \'second\': the domain of the sequencer at sequencer.test.svc.cluster.local:4401 belongs to domain manager \'manager\' already; '
      + 'a domain has exactly one domain manager service (rule R54)',
    ));
  });

  test('a second domain manager for the domain of a sequencer that runs elsewhere, however often it is described, and for one of this app that is', () => {
    const chart = testChart();
    const { sequencer } = domain(chart);
    const imported = (id: string, publicApi: Endpoint) => SequencerService.fromAttributes(chart, id, {
      sequencerName: 'theirs', publicApi, publicApiTls: Tls.disabled(), adminApi: Endpoint.of('seq.example.com', 4402), adminApiTls: Tls.disabled(),
    });
    const manage = (id: string, ordering: ISequencer) => () => {
      const mediator = new MediatorService(chart, `${id}-mediator`, { sequencer: ordering, storage: database(`${id}-mediator`) });
      return new DomainManagerService(chart, id, { sequencer: ordering, mediators: [mediator], storage: database(id) });
    };
    expect(manage('first', imported('one', Endpoint.of('seq.example.com', 443)))).not.toThrow();
    expect(manage('second', imported('two', Endpoint.of('seq.example.com', 443)))).toThrow(new Error(
      'domain manager \'second\': the domain of the sequencer at seq.example.com:443 belongs to domain manager \'first\' already; '
      + 'a domain has exactly one domain manager service (rule R54)',
    ));
    expect(manage('third', imported('three', sequencer.publicApi))).toThrow(/^domain manager 'third': .* belongs to domain manager 'manager' already/);
  });

  test('a second domain manager in another chart of the app', () => {
    const chart = testChart();
    const { sequencer, mediator } = domain(chart);
    const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
    expect(() => new DomainManagerService(other, 'manager', { sequencer, mediators: [mediator], storage: database('second') }))
      .toThrow(/^domain manager 'manager': the domain of the sequencer at \S+ belongs to domain manager 'manager' already/);
  });

  test('no mediator, and a mediator that is listed twice', () => {
    expect(make({ mediators: [] })).toThrow(new Error('domain manager \'manager\': mediators must name at least one mediator service, got none'));
    const { sequencer, mediator } = without();
    expect(make({ sequencer, mediators: [mediator, mediator] })).toThrow(/mediator 'chart\/mediator' belongs to domain manager 'manager' already; list each mediator service once$/);
  });

  test('a mediator of another sequencer', () => {
    const { sequencer, mediator } = without();
    const other = new SequencerService(sequencer.node.scope!, 'other', { storage: database('other') });
    expect(make({ sequencer: other, mediators: [mediator] })).toThrow(new Error(
      'domain manager \'manager\': mediator \'mediator\' is on sequencer \'sequencer\', not on \'other\'; give both the same sequencer',
    ));
  });

  test.each([[6, '6'], [8, '8']])('protocol version %s', (protocolVersion, got) => {
    expect(make({ protocolVersion })).toThrow(new Error(`domain manager 'manager': protocolVersion must be 7 or 5 in release 2.10.4, got ${got}`));
  });

  test('admission to an open domain, and ids that are none', () => {
    expect(make({ open: true, admit: [PARTICIPANT] })).toThrow(new Error(
      'domain manager \'manager\': admit is for a domain that is not open, got 1 ids; drop open or admit',
    ));
    expect(make({ admit: ['bank'] })).toThrow(new Error(
      'domain manager \'manager\': admit must hold participant ids such as PAR::name::1220<64 hex digits>, got \'bank\'',
    ));
  });

  test('an alias that Canton would not take', () => {
    expect(make({ domainAlias: 'a b' })).toThrow(new Error('domain manager \'manager\': domainAlias must be letters, digits, \'_\' and \'-\', got \'a b\''));
  });

  test('an admin API with somebody else\'s certificate', () => {
    expect(make({ adminApiTls: Tls.trusting(SecretKey.of('ca', 'ca.crt')) })).toThrow(/adminApiTls needs a certificate of its own/);
  });
});

/** Sequencer and mediator, still without a manager. */
function without(): { sequencer: SequencerService; mediator: MediatorService } {
  const chart = testChart();
  const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer') });
  return { sequencer, mediator: new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') }) };
}
