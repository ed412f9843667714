import { Duration, Size } from 'cdk8s';
import { ALL_NODE_PROPS, AUTH, Canton3Prop, database, domain, participant } from './fixtures';
import {
  ActiveRouting, CantonRelease, ContainerImage, Cpu, DarSource, Endpoint, Exposure, FailoverTiming, LedgerApiAuth, NetworkPeer, ParticipantService,
  ParticipantServiceProps, Placement, PostgresReplication, PostgresServer, PostgresTls, PostgresUser, PruningSchedule, Resources, SecretKey, Tls,
} from '../../lib';
import { config, manifests, named, names, only, Manifest, testChart } from '../support/chart';

test('two instances behind a router, by default', () => {
  const chart = testChart();
  participant(chart);
  expect(manifests(chart)).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const props: Required<Omit<ParticipantServiceProps, Canton3Prop>> = {
    ...ALL_NODE_PROPS,
    storage: database('participant'),
    failoverTiming: FailoverTiming.fast(),
    auth: LedgerApiAuth.anyOf(AUTH, LedgerApiAuth.rs256Certificate(SecretKey.of('jwt', 'ca.crt'), { targetAudience: 'bank', privileged: true })),
    release: CantonRelease.daml('2.10.5', { registry: 'registry.bank.example', imagePullSecrets: ['registry'] }),
    domains: [domain(chart).manager],
    routing: ActiveRouting.proxy({
      image: ContainerImage.of('registry.bank.example/haproxy:3.2.22'),
      replicas: 3,
      interval: Duration.seconds(2),
      rise: 2,
      fall: 3,
      idleTimeout: Duration.hours(2),
      resources: Resources.of({ memory: Size.mebibytes(300), cpu: Cpu.millis(50) }),
    }),
    ledgerApiTls: Tls.mutual('ledger-tls', { clientSecretName: 'ledger-client-tls' }),
    dars: [DarSource.configMap('dars', ['iou.dar']), DarSource.image(ContainerImage.of('registry.bank.example/dars:1'), ['/dars/swap.dar'])],
    pruning: PruningSchedule.of({ cron: '0 0 2 ? * SUN', maxDuration: Duration.hours(6), retention: Duration.days(90) }),
    ping: false,
    exposure: Exposure.loadBalancer({ clientCidrs: ['203.0.113.0/24'], annotations: { 'cloud.example.com/internal': 'true' }, port: 443 }),
    ledgerApiClients: [NetworkPeer.namespace('apps')],
  };
  new ParticipantService(chart, 'participant', props);
  expect(manifests(chart).filter(({ metadata }) => metadata.name.startsWith('participant'))).toMatchSnapshot();
});

test('names and selectors are a contract: a change here is a major release', () => {
  const chart = testChart();
  participant(chart, 'p1');
  expect(names(chart)).toEqual([
    expect.stringMatching(/^ConfigMap p1-config-[0-9a-f]{10}$/),
    expect.stringMatching(/^ConfigMap p1-router-config-[0-9a-f]{10}$/),
    'Deployment p1-0', 'Deployment p1-1', 'Deployment p1-router',
    'NetworkPolicy p1', 'NetworkPolicy p1-router', 'PodDisruptionBudget p1', 'PodDisruptionBudget p1-router',
    'Service p1', 'Service p1-0', 'Service p1-1', 'ServiceAccount p1', 'ServiceAccount p1-router',
  ]);
  const instance = {
    'app.kubernetes.io/name': 'canton', 'app.kubernetes.io/instance': 'p1', 'app.kubernetes.io/component': 'participant', 'cdk8s-canton/instance': '1',
  };
  const router = { 'app.kubernetes.io/name': 'haproxy', 'app.kubernetes.io/instance': 'p1', 'app.kubernetes.io/component': 'router' };
  expect(only(chart, 'Deployment', 'p1-1').spec.selector.matchLabels).toEqual(instance);
  expect(only(chart, 'Service', 'p1-1').spec.selector).toEqual(instance);
  expect(only(chart, 'Service', 'p1').spec.selector).toEqual(router);
  expect(only(chart, 'Deployment', 'p1-router').spec.selector.matchLabels).toEqual(router);
});

test('behind the router an instance is Ready when it is up, passive or active', () => {
  const chart = testChart();
  participant(chart);
  const { readinessProbe, livenessProbe } = container(only(chart, 'Deployment', 'participant-0'));
  expect(readinessProbe.grpc).toEqual({ port: 4003, service: 'liveness' });
  expect(livenessProbe.grpc).toEqual({ port: 4003, service: 'liveness' });
});

test('the router asks each instance by its own name whether it is active', () => {
  const chart = testChart();
  participant(chart);
  const text = config(chart, 'participant-router-config', 'haproxy.cfg');
  expect(text).toContain('server-template instance-0- 2 participant-0.test.svc.cluster.local:4001');
  expect(text).toContain('server-template instance-1- 2 participant-1.test.svc.cluster.local:4002');
  expect(config(chart, 'participant-config', 'participant.conf')).toContain('type = "is-active"');
});

test('only the router reaches the instances, and only known clients reach the router', () => {
  const chart = testChart();
  new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, ledgerApiClients: [NetworkPeer.cidr('10.1.0.0/16')] });
  const instanceRules = only(chart, 'NetworkPolicy', 'participant').spec.ingress as { from: object[]; ports: { port: number }[] }[];
  expect(instanceRules.map(({ ports }) => ports[0].port)).toEqual([4001, 4002, 8080]);
  instanceRules.forEach(({ from }) => expect(from).toEqual([{ podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': 'router' }) } }]));
  expect(only(chart, 'NetworkPolicy', 'participant-router').spec.ingress).toEqual([
    { from: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 4001, protocol: 'TCP' }] },
  ]);
});

describe('one instance', () => {
  const single = () => {
    const chart = testChart();
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, replicas: 1 });
    return chart;
  };

  test('is routed by readiness: the Service selects it, a new pod waits for the old one to go', () => {
    const chart = single();
    const deployment = only(chart, 'Deployment', 'participant-0');
    expect(container(deployment).readinessProbe.grpc).toEqual({ port: 4003 });
    expect(deployment.spec.strategy).toEqual({ type: 'Recreate' });
    expect(only(chart, 'Service', 'participant').spec.selector).toMatchObject({ 'app.kubernetes.io/component': 'participant' });
  });

  test('has no budget and no router', () => {
    expect(named(single(), 'PodDisruptionBudget')).toEqual([]);
    expect(named(single(), 'Deployment')).toEqual(['participant-0']);
  });

  test('may still have a router', () => {
    const chart = testChart();
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, replicas: 1, routing: ActiveRouting.proxy() });
    expect(named(chart, 'Deployment')).toEqual(['participant-0', 'participant-router']);
  });
});

test('readiness routing of two instances must be asked for by name, and has no budget that could only block', () => {
  const chart = testChart();
  const props = { storage: database('participant'), auth: AUTH };
  expect(() => new ParticipantService(chart, 'participant', { ...props, routing: ActiveRouting.readiness() })).toThrow(new Error(
    'participant \'participant\': ActiveRouting.readiness() needs replicas 1, got 2: only the active instance would ever be Ready, so the workload never becomes '
    + 'available, a rollout waits for ever, and a disruption budget never lets the active be drained; use ActiveRouting.proxy(), '
    + 'ActiveRouting.clientSide(), or ActiveRouting.readiness({ acceptNeverAvailable: true })',
  ));
  const other = testChart();
  new ParticipantService(other, 'participant', { ...props, routing: ActiveRouting.readiness({ acceptNeverAvailable: true }) });
  expect(named(other, 'Deployment')).toEqual(['participant-0', 'participant-1']);
  expect(named(other, 'PodDisruptionBudget')).toEqual([]);
});

describe('the connect Job', () => {
  test('admits the participant to a permissioned domain of the same app, connects it with the root certificate, and pings', () => {
    const chart = testChart();
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [domain(chart).manager] });
    const script = config(chart, 'participant-connect-config', 'connect.canton');
    expect(script).toContain('set_state(participant.id, ParticipantPermission.Submission');
    expect(script).toContain('tryCreate("https://sequencer.test.svc.cluster.local:4401", Some(BinaryFileUtil.tryReadByteStringFromFile("/secrets/sequencer-tls/ca.crt")))');
    expect(script).toContain('manualConnect = false');
    expect(script).toContain('participant.health.ping(participant.id)');
    expect(config(chart, 'participant-connect-config', 'remote.conf')).toContain('manager-1.test.svc.cluster.local');
  });

  test('is let in where it goes: router, manager; and the instances are let in at the sequencer', () => {
    const chart = testChart();
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [domain(chart).manager] });
    const connect = { podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': 'participant-connect' }) } };
    expect(peers(only(chart, 'NetworkPolicy', 'participant-router'), 4002)).toContainEqual(connect);
    expect(peers(only(chart, 'NetworkPolicy', 'manager'), 4801)).toContainEqual(connect);
    expect(peers(only(chart, 'NetworkPolicy', 'sequencer'), 4401)).toContainEqual(
      { podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': 'participant' }) } },
    );
  });

  test('is an ordinary resource: named by its content, kept when done', () => {
    const jobs = (alias: string) => {
      const chart = testChart();
      const { manager } = domain(chart);
      new ParticipantService(chart, 'participant', {
        storage: database('participant'), auth: AUTH, domains: [manager], dars: [DarSource.configMap(alias, ['iou.dar'])],
      });
      return manifests(chart).filter(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith('participant'));
    };
    const [job] = jobs('dars');
    expect(job.metadata.name).toMatch(/^participant-connect-[0-9a-f]{10}$/);
    expect(job.spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(jobs('dars')[0].metadata.name).toBe(job.metadata.name);
    expect(jobs('other')[0].metadata.name).not.toBe(job.metadata.name);
  });

  test('is made for a pruning schedule alone', () => {
    const chart = testChart();
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, pruning: PruningSchedule.off() });
    expect(config(chart, 'participant-connect-config', 'connect.canton')).toContain('participant.pruning.clear_schedule()');
  });

  test('is not made where there is nothing to do', () => {
    const chart = testChart();
    participant(chart);
    expect(named(chart, 'Job')).toEqual([]);
  });
});

test('a participant that runs elsewhere is known by its attributes', () => {
  const chart = testChart();
  const imported = ParticipantService.fromAttributes(chart, 'theirs', {
    participantName: 'theirs', ledgerApi: Endpoint.of('ledger.example.com', 443), ledgerApiTls: Tls.trustingPublicAuthorities(), auth: AUTH,
  });
  expect(imported.ledgerApi.socketAddress).toBe('ledger.example.com:443');
  expect(imported.release.version).toBe('2.10.4');
  expect(manifests(chart)).toEqual([]);
});

test('two participants in one app do not meet', () => {
  const chart = testChart();
  participant(chart, 'p1');
  participant(chart, 'p2');
  const [first, second] = ['p1', 'p2'].map((id) => JSON.stringify(manifests(chart).filter(({ metadata }) => metadata.name.startsWith(id))));
  expect(first).not.toContain('p2');
  expect(second).not.toContain('p1');
});

describe('refuses', () => {
  const make = (props: Partial<ParticipantServiceProps>, id = 'participant') => () => (
    new ParticipantService(testChart(), id, { storage: database('participant'), auth: AUTH, ...props })
  );

  test.each([
    ['P1', 'participant \'P1\': id must be a DNS label (a-z, 0-9 and \'-\', no \'-\' at either end), as it names Kubernetes objects, got \'P1\''],
    ['p.1', 'participant \'p.1\': id must match [a-zA-Z0-9_-]{1,30}, as it is the Canton node name, got \'p.1\''],
    ['p'.repeat(31), `participant '${'p'.repeat(31)}': id must match [a-zA-Z0-9_-]{1,30}, as it is the Canton node name, got '${'p'.repeat(31)}'`],
    ['-p', 'participant \'-p\': id must be a DNS label (a-z, 0-9 and \'-\', no \'-\' at either end), as it names Kubernetes objects, got \'-p\''],
  ])('the id %s', (id, message) => {
    expect(make({}, id)).toThrow(new Error(message));
  });

  test.each([[0, '0'], [-1, '-1'], [1.5, '1.5'], [NaN, 'NaN']])('%s replicas', (replicas, got) => {
    expect(make({ replicas })).toThrow(new Error(`participant 'participant': replicas must be a whole number from 1 to 100, got ${got}`));
  });

  test('a database of another service', () => {
    const chart = testChart();
    const { manager } = domain(chart);
    expect(() => new ParticipantService(chart, 'participant', { storage: database('sequencer'), auth: AUTH, domains: [manager] })).toThrow(new Error(
      'participant \'participant\': database \'sequencer\' on PostgreSQL server \'pg\' belongs to sequencer \'sequencer\' already; '
      + 'give each service a database of its own (rule R14)',
    ));
  });

  test('storage that is no database', () => {
    expect(make({ storage: 'memory' as never })).toThrow(
      'participant \'participant\': storage must come from PostgresServer.database or OracleDatabase.external, got \'memory\'; memory and H2 cannot be replicated (rule R12)',
    );
  });

  test('a participant without auth', () => {
    expect(make({ auth: undefined as never })).toThrow(new Error('participant \'participant\': exactly one auth (LedgerApiAuth) is needed, got undefined'));
  });

  test('two domains of one alias', () => {
    const chart = testChart();
    const { manager } = domain(chart);
    expect(() => new ParticipantService(chart, 'participant', { storage: database('p'), auth: AUTH, domains: [manager, manager] })).toThrow(new Error(
      'participant \'participant\': two domains have the alias \'manager\'; set domainAlias on one of them',
    ));
  });

  test('a certificate of its own that it does not have', () => {
    expect(make({ ledgerApiTls: Tls.trustingPublicAuthorities() })).toThrow(new Error(
      'participant \'participant\': ledgerApiTls needs a certificate of its own: use Tls.fromSecret or Tls.mutual, not Tls.trusting',
    ));
  });

  test('a name that another service has taken', () => {
    const chart = testChart();
    participant(chart, 'p');
    expect(() => participant(chart, 'p-router')).toThrow(new Error(
      'participant \'p-router\': ServiceAccount \'p-router\' in namespace \'test\' belongs to router \'p\' already; give one of the two another id',
    ));
  });

  test('too little memory for a JVM', () => {
    expect(make({ resources: Resources.of({ memory: Size.mebibytes(512), cpu: Cpu.millis(100) }) })).toThrow(new Error(
      'participant \'participant\': memory must be at least 768 MiB for a JVM, got 512 MiB',
    ));
  });
});

test('Placement.singleNode() lets instances share a node, where there is no other', () => {
  const chart = testChart();
  new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, placement: Placement.singleNode() });
  const { affinity, topologySpreadConstraints } = only(chart, 'Deployment', 'participant-0').spec.template.spec;
  expect([Object.keys(affinity.podAntiAffinity), topologySpreadConstraints]).toEqual([['preferredDuringSchedulingIgnoredDuringExecution'], undefined]);
});

test('a host that only a Secret knows becomes an environment variable', () => {
  const chart = testChart();
  const server = PostgresServer.external({
    hostFromSecret: SecretKey.of('rds', 'host'),
    portFromSecret: SecretKey.of('rds', 'port'),
    tls: PostgresTls.verifyFull(SecretKey.of('rds-ca', 'ca.crt')),
    replication: PostgresReplication.synchronous(),
  });
  new ParticipantService(chart, 'participant', { storage: server.database('p', PostgresUser.fromSecret('p-db')), auth: AUTH });
  expect(config(chart, 'participant-config', 'participant.conf')).toContain('serverName = ${POSTGRES_HOST}');
  expect(container(only(chart, 'Deployment', 'participant-0')).env).toContainEqual(
    { name: 'POSTGRES_PORT', valueFrom: { secretKeyRef: { name: 'rds', key: 'port' } } },
  );
});

function container(deployment: Manifest) {
  return deployment.spec.template.spec.containers[0];
}

function peers(policy: Manifest, port: number): object[] {
  return policy.spec.ingress.find((rule: { ports: { port: number }[] }) => rule.ports[0].port === port).from;
}
