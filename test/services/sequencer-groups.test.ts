import { Chart } from 'cdk8s';
import { AUTH, database, domain } from './fixtures';
import {
  DomainManagerService, Endpoint, NodeOperation, ParticipantService, SequencerAccess, SequencerService, SequencerServiceProps, Tls, TotalNodeCount,
} from '../../lib';
import { KubeObject, runChecks } from '../../lib/checks';
import { deploymentOf } from '../../lib/services/parsed-manifests';
import { config, manifests, Manifest, names, only, testChart } from '../support/chart';

const own = (chart: Chart): Manifest[] => manifests(chart).filter(({ metadata }) => metadata.name.startsWith('bank-a'));

function first(chart: Chart, props: Partial<SequencerServiceProps> = {}): SequencerService {
  return new SequencerService(chart, 'sequencer', { storage: database('sequencer'), ...props });
}

test('a dedicated group is more instances of the same node, with Services, policy and budget of its own', () => {
  const chart = testChart();
  const group = new SequencerService(chart, 'bank-a', { sharesDatabaseOf: first(chart) });
  expect(own(chart)).toMatchSnapshot();
  expect(names(chart).filter((name) => name.includes('bank-a'))).toEqual([
    expect.stringMatching(/^ConfigMap bank-a-config-[0-9a-f]{10}$/), 'Deployment bank-a-0', 'Deployment bank-a-1', 'NetworkPolicy bank-a', 'PodDisruptionBudget bank-a',
    'Service bank-a', 'Service bank-a-0', 'Service bank-a-1', 'Service bank-a-admin', 'ServiceAccount bank-a',
  ]);
  expect(group.sequencerName).toBe('sequencer');
  expect(group.publicApi.host).toBe('bank-a.test.svc.cluster.local');
});

test('a group has database, node name and number of indexes of the first, and its own certificates', () => {
  const chart = testChart();
  new SequencerService(chart, 'bank-a', { sharesDatabaseOf: first(chart, { totalNodeCount: TotalNodeCount.fixedForever(16) }) });
  const text = config(chart, 'bank-a-config', 'sequencer.conf');
  expect(text).toMatch(/sequencers \{\s+sequencer \{/);
  expect(text).toContain('databaseName = "sequencer"');
  expect(text).toContain('total-node-count = 16');
  expect(text).toContain('/secrets/bank-a-tls/tls.crt');
});

test('the checks of the deployment are content with it', () => {
  const chart = testChart();
  const { sequencer } = domain(chart);
  new SequencerService(chart, 'bank-a', { sharesDatabaseOf: sequencer });
  expect(chart.node.root.node.validate()).toEqual([]);
});

test('but not with two sequencers of different names on one database, wherever they come from', async () => {
  const made = (id: string) => {
    const chart = testChart();
    new SequencerService(chart, id, { storage: database('sequencer') });
    return manifests(chart);
  };
  const results = runChecks(await deploymentOf([...made('one'), ...made('two')] as unknown as KubeObject[]));
  expect(results.filter(({ rule }) => rule === 'database-has-one-owner').map(({ object }) => object)).toEqual(
    ['Deployment test/one-0', 'Deployment test/one-1', 'Deployment test/two-0', 'Deployment test/two-1'],
  );
});

describe('the indexes are counted over all groups', () => {
  test('and the message names them', () => {
    const chart = testChart();
    const sequencer = first(chart);
    const bankA = new SequencerService(chart, 'bank-a', { sharesDatabaseOf: sequencer });
    expect(() => new SequencerService(chart, 'bank-b', { sharesDatabaseOf: bankA })).toThrow(new Error(
      'sequencer \'bank-b\': replicas must be at most 1 with totalNodeCount 10 beside \'sequencer\' (2), \'bank-a\' (2), got 2; '
      + 'a rollout doubles them, and each takes one of the indexes of the database (rule R37)',
    ));
    expect(() => new SequencerService(chart, 'bank-c', { sharesDatabaseOf: sequencer, replicas: 1 })).not.toThrow();
  });

  test('up to the number that was fixed', () => {
    const chart = testChart();
    const sequencer = first(chart, { totalNodeCount: TotalNodeCount.fixedForever(32), replicas: 6 });
    expect(() => ['a', 'b'].forEach((id) => new SequencerService(chart, id, { sharesDatabaseOf: sequencer, replicas: 5 }))).not.toThrow();
    expect(() => new SequencerService(chart, 'c', { sharesDatabaseOf: sequencer, replicas: 1 })).toThrow(/ replicas must be at most 0 with totalNodeCount 32 /);
  });
});

describe('participants of a group', () => {
  function joined(access?: SequencerAccess): Chart {
    const chart = testChart();
    const { sequencer, manager } = domain(chart);
    const group = new SequencerService(chart, 'bank-a', { sharesDatabaseOf: sequencer, access, publicApiTls: Tls.fromSecret('group-tls') });
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [manager.via(group)] });
    return chart;
  }

  test('connect to its own endpoint, by its certificate, and are admitted by the one manager', () => {
    const script = config(joined(), 'participant-connect-config', 'connect.canton');
    expect(script).toContain('GrpcSequencerConnection.tryCreate("https://bank-a.test.svc.cluster.local:4401", Some(BinaryFileUtil.tryReadByteStringFromFile("/secrets/group-tls/ca.crt")))');
    expect(script).toContain('val alias = "manager"');
    expect(script).toContain('"manager-0-1"');
    expect(script).not.toContain('sequencer.test.svc');
  });

  test('connect to each of its instances where they balance themselves', () => {
    expect(config(joined(SequencerAccess.clientSide()), 'participant-connect-config', 'connect.canton'))
      .toContain('.tryCreate("https://bank-a-0.test.svc.cluster.local:4401", ');
  });

  test('are let in by the group and by no other', () => {
    const chart = joined();
    const clients = (policy: string) => JSON.stringify(only(chart, 'NetworkPolicy', policy).spec.ingress ?? []);
    expect(clients('bank-a')).toContain('"app.kubernetes.io/component":"participant"');
    expect(clients('sequencer')).not.toContain('"app.kubernetes.io/component":"participant"');
  });

  test('see one and the same domain, however often it is asked for', () => {
    const chart = testChart();
    const { sequencer, manager } = domain(chart);
    const group = new SequencerService(chart, 'bank-a', { sharesDatabaseOf: sequencer });
    expect(manager.via(group)).toBe(manager.via(group));
    expect(manager.via(group).domainAlias).toBe('manager');
  });
});

test('the bootstrap Job names one of them', () => {
  const chart = testChart();
  const { sequencer } = domain(chart);
  new SequencerService(chart, 'bank-a', { sharesDatabaseOf: sequencer });
  expect(config(chart, 'manager-bootstrap-config', 'remote.conf')).not.toContain('bank-a');
  expect(config(chart, 'manager-bootstrap-config', 'bootstrap.canton')).toContain('bootstrap_domain(Seq(sequencer), members)');
});

test('a migration beside a running group fails the synthesis', () => {
  const chart = testChart();
  new SequencerService(chart, 'bank-a', { sharesDatabaseOf: first(chart, { operation: NodeOperation.MIGRATE }) });
  expect(chart.node.root.node.validate().join('\n')).toContain('opens the database of sequencer \'sequencer\' while Deployment test/bank-a-0 and Deployment test/bank-a-1 run');
});

describe('refuses', () => {
  test.each<[keyof SequencerServiceProps, Partial<SequencerServiceProps>]>([
    ['storage', { storage: database('other') }],
    ['totalNodeCount', { totalNodeCount: TotalNodeCount.recommended() }],
  ])('%s of its own', (name, props) => {
    const chart = testChart();
    const sequencer = first(chart);
    expect(() => new SequencerService(chart, 'bank-a', { sharesDatabaseOf: sequencer, ...props }))
      .toThrow(new Error(`sequencer 'bank-a': ${name} must be left out: a group has those of 'sequencer'`));
  });

  test('a release of its own', () => {
    const chart = testChart();
    const sequencer = first(chart);
    expect(() => new SequencerService(chart, 'bank-a', { sharesDatabaseOf: sequencer, release: sequencer.release }))
      .toThrow(new Error("sequencer 'bank-a': release must be left out: a group has those of 'sequencer'"));
  });

  test('a sequencer that runs elsewhere', () => {
    const chart = testChart();
    const imported = SequencerService.fromAttributes(chart, 'theirs', {
      sequencerName: 'theirs', publicApi: Endpoint.of('s', 1), publicApiTls: Tls.disabled(), adminApi: Endpoint.of('s', 2), adminApiTls: Tls.disabled(),
    });
    expect(() => new SequencerService(chart, 'bank-a', { sharesDatabaseOf: imported })).toThrow(new Error(
      "sequencer 'bank-a': sharesDatabaseOf must be a sequencer service of this app on an SQL database, got 'theirs', which is none (rule R45)",
    ));
  });

  test('a sequencer of another domain where participants join', () => {
    const chart = testChart();
    const { manager } = domain(chart);
    const other = new SequencerService(chart, 'other', { storage: database('other') });
    expect(() => manager.via(other)).toThrow(new Error(
      "domain manager 'manager': via needs a sequencer service on the database of 'sequencer', got 'other'; give it sharesDatabaseOf",
    ));
  });

  test('a second manager for the domain, by way of a group', () => {
    const chart = testChart();
    const { sequencer, mediator } = domain(chart);
    const group = new SequencerService(chart, 'bank-a', { sharesDatabaseOf: sequencer });
    expect(() => new DomainManagerService(chart, 'second', { sequencer: group, mediators: [mediator], storage: database('second') })).toThrow(new Error(
      'domain manager \'second\': the domain of the sequencer at sequencer.test.svc.cluster.local:4401 belongs to domain manager \'manager\' already; '
      + 'a domain has exactly one domain manager service (rule R54)',
    ));
  });
});
