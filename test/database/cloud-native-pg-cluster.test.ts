import { App, Chart, Size } from 'cdk8s';
import {
  BackupCredentials, CantonRelease, CloudNativePgBackup, CloudNativePgCluster, CloudNativePgClusterProps, ClusterDomain, ConnectionPlan,
  ContainerImage, Cpu, NetworkPeer, NodeOperation, ParticipantService, Placement, PostgresUser, Resources, SequencerService, TaintEffect,
} from '../../lib';
import { AUTH, participant } from '../services/fixtures';
import { manifests, named, names, only, testChart } from '../support/chart';

const GIB = Size.gibibytes;

function cluster(chart: Chart, props: Partial<CloudNativePgClusterProps> = {}, id = 'postgres'): CloudNativePgCluster {
  return new CloudNativePgCluster(chart, id, { storage: GIB(100), ...props });
}

function spec(props: Partial<CloudNativePgClusterProps> = {}): any {
  const chart = testChart();
  cluster(chart, props);
  return only(chart, 'Cluster', 'postgres').spec;
}

/** Every prop. A new one breaks the compilation here until it is tested. */
const ALL: Required<CloudNativePgClusterProps> = {
  storage: GIB(200),
  walStorage: GIB(50),
  storageClass: 'local-nvme',
  instances: 5,
  version: 14,
  image: ContainerImage.of('registry.example.com:5000/postgresql:14.24-minimal@sha256:' + '0'.repeat(64)),
  imagePullSecrets: ['registry'],
  maxConnections: 450,
  parameters: { 'shared_buffers': '4GB', 'pgaudit.log': 'role' },
  resources: Resources.of({ memory: GIB(16), cpu: Cpu.cores(4), cpuLimit: Cpu.cores(8) }),
  placement: Placement.spread({ nodeSelector: { pool: 'database' }, tolerations: [{ key: 'dedicated', value: 'db', effect: TaintEffect.NO_SCHEDULE }, { key: 'local' }] }),
  priorityClassName: 'database-critical',
  backup: CloudNativePgBackup.s3('s3://backups/pg', BackupCredentials.iamRole()),
  podMonitor: { labels: { release: 'prometheus' } },
  metricsClients: [NetworkPeer.namespace('monitoring')],
  clients: [NetworkPeer.namespace('admins')],
  operatorPods: NetworkPeer.namespace('operators'),
};

test('by default', () => {
  const chart = testChart();
  cluster(chart).database('sequencer');
  expect(manifests(chart)).toMatchSnapshot();
});

test('with all props', () => {
  const chart = testChart();
  cluster(chart, ALL).database('main_ledger', { user: PostgresUser.fromSecret('ledger', { username: 'ledger' }), maxConnections: 40 });
  expect(manifests(chart)).toMatchSnapshot();
});

describe('names and selectors', () => {
  test('are these, for ever', () => {
    const chart = testChart();
    cluster(chart, ALL).database('participant');
    expect(names(chart)).toEqual([
      'Cluster postgres', 'Database postgres-participant', 'NetworkPolicy postgres', 'ObjectStore postgres', 'PodMonitor postgres', 'ScheduledBackup postgres',
    ]);
    // What the operator writes on its pods.
    const labels = { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'postgres', 'app.kubernetes.io/component': 'database' };
    expect(only(chart, 'NetworkPolicy', 'postgres').spec.podSelector).toEqual({ matchLabels: labels });
    expect(only(chart, 'PodMonitor', 'postgres').spec.selector).toEqual({ matchLabels: { 'cnpg.io/cluster': 'postgres' } });
  });

  test('synthesis is the same each time', () => {
    const chart = testChart();
    participantOn(chart);
    expect(manifests(chart)).toEqual(manifests(chart));
  });
});

describe('the server', () => {
  test('is the Service that leads to the primary, with the operator\'s own certificate', () => {
    const chart = testChart('bank');
    const { server, instances } = cluster(chart);
    expect([server.id, server._host, server._port, server.version, server.replication.kind, instances]).toEqual([
      'bank/postgres', 'postgres-rw.bank.svc.cluster.local', 5432, 15, 'synchronous', 3,
    ]);
    expect([server._tls.sslmode, String(server._tls._rootCertificate)]).toEqual(['verify-full', 'postgres-ca/ca.crt']);
  });

  test('is certified for its whole name in any cluster', () => {
    const app = new App();
    ClusterDomain.set(app, 'k8s.example.com');
    const chart = new Chart(app, 'chart', { namespace: 'bank', disableResourceNameHashes: true });
    expect(cluster(chart).server._host).toBe('postgres-rw.bank.svc.k8s.example.com');
    expect(only(chart, 'Cluster', 'postgres').spec.certificates).toEqual({ serverAltDNSNames: ['postgres-rw.bank.svc.k8s.example.com'] });
  });

  test('takes no password without TLS', () => {
    expect(spec().postgresql.pg_hba).toEqual(['hostnossl all all all reject']);
  });
});

describe('instances', () => {
  test.each([[3, 1], [4, 2], [5, 2], [6, 3], [7, 3], [8, 4], [9, 4]])('of %s, %s standbys have a commit, and so many that one has it answer for a failover', (instances, number) => {
    expect(spec({ instances }).postgresql.synchronous).toEqual({ method: 'any', number, dataDurability: 'required', failoverQuorum: true });
  });

  test('one has no standby, no budget, and says so', () => {
    const chart = testChart();
    expect(cluster(chart, { instances: 1 }).server.replication.kind).toBe('none');
    const { enablePDB, postgresql: { synchronous } } = only(chart, 'Cluster', 'postgres').spec;
    expect([enablePDB, synchronous]).toEqual([false, undefined]);
  });

  test('may share a node for trying', () => {
    const { affinity, topologySpreadConstraints } = spec({ placement: Placement.singleNode() });
    expect([affinity.podAntiAffinityType, topologySpreadConstraints]).toEqual(['preferred', undefined]);
  });
});

describe('parameters', () => {
  test('a quarter of the memory is shared, half of the log volume is kept for standbys', () => {
    const resources = Resources.of({ memory: Size.mebibytes(2050), cpu: Cpu.cores(1) });
    expect(spec({ resources, walStorage: GIB(4) }).postgresql.parameters).toMatchObject({ shared_buffers: '512MB', max_slot_wal_keep_size: '2048MB' });
  });

  test.each([14, 15, 16, 17, 18])('version %s has an image', (version) => {
    expect(spec({ version }).imageName).toMatch(new RegExp(`^ghcr.io/cloudnative-pg/postgresql:${version}\\.\\d+-\\d+-standard-trixie@sha256:[0-9a-f]{64}$`));
  });

  test('without services, PostgreSQL has the connections that it has by itself', () => {
    expect(spec().postgresql.parameters.max_connections).toBe('100');
  });

  test('the connections of all services are counted, and rounded up', () => {
    const chart = testChart();
    const postgres = cluster(chart);
    new SequencerService(chart, 'sequencer', { storage: postgres.database('sequencer', { maxConnections: 25 }) }); // 4 x (2 x 25 + 2) + 10
    participantOn(chart, postgres);
    expect(ConnectionPlan.of(chart, postgres.server).leastMaxConnections).toBe(330);
    expect(only(chart, 'Cluster', 'postgres').spec.postgresql.parameters.max_connections).toBe('400');
  });

  test.each([[330, true], [329, false]])('a limit of %s is enough: %s', (maxConnections, enough) => {
    const app = new App();
    const chart = new Chart(app, 'chart', { namespace: 'test' });
    const postgres = cluster(chart, { maxConnections });
    new SequencerService(chart, 'sequencer', { storage: postgres.database('sequencer', { maxConnections: 25 }) });
    participantOn(chart, postgres);
    const synth = () => app.synthYaml();
    if (enough) {
      expect(synth).not.toThrow();
    } else {
      expect(synth).toThrow("PostgreSQL server 'test/postgres': maxConnections must be at least 330, got 329; raise max_connections of the server, or lower");
    }
  });
});

describe('databases', () => {
  test('have a role each, whose password is in a Secret that the user brings', () => {
    const chart = testChart();
    const postgres = cluster(chart);
    const database = postgres.database('my_Ledger');
    expect([database.name, database.maxConnections, database.server]).toEqual(['my_Ledger', 10, postgres.server]);
    expect([String(database.user._name), String(database.user._password)]).toEqual(['my-ledger-db/username', 'my-ledger-db/password']);
    expect(only(chart, 'Cluster', 'postgres').spec.managed.roles).toEqual([{ name: 'my_Ledger', ensure: 'present', login: true, passwordSecret: { name: 'my-ledger-db' } }]);
    expect(only(chart, 'Database', 'postgres-my-ledger').spec).toEqual({
      cluster: { name: 'postgres' }, name: 'my_Ledger', owner: 'my_Ledger', ensure: 'present', encoding: 'UTF8', databaseReclaimPolicy: 'retain',
    });
  });

  test('of two clusters may share a name', () => {
    const chart = testChart();
    new SequencerService(chart, 'one', { storage: cluster(chart, {}, 'first').database('sequencer') });
    new SequencerService(chart, 'two', { storage: cluster(chart, {}, 'second').database('sequencer', { user: PostgresUser.fromSecret('two-db') }) });
    expect(named(chart, 'Database')).toEqual(['first-sequencer', 'second-sequencer']);
  });
});

describe('who may connect', () => {
  test('are the services that use a database, each other, the operator, and who is named', () => {
    const chart = testChart();
    const postgres = cluster(chart, { clients: [NetworkPeer.namespace('admins')], metricsClients: [NetworkPeer.namespace('monitoring')] });
    participantOn(chart, postgres);
    participant(chart, 'elsewhere');
    const operator = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cnpg-system' } },
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } },
    };
    const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
    const own = { podSelector: only(chart, 'NetworkPolicy', 'postgres').spec.podSelector };
    const service = { podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'participant' } } };
    expect(only(chart, 'NetworkPolicy', 'postgres').spec.ingress).toEqual([
      { from: expect.arrayContaining([operator, own, service, namespace('admins')]), ports: [{ port: 5432, protocol: 'TCP' }] },
      { from: [operator, own], ports: [{ port: 8000, protocol: 'TCP' }] },
      { from: [namespace('monitoring')], ports: [{ port: 9187, protocol: 'TCP' }] },
    ]);
    expect(only(chart, 'NetworkPolicy', 'postgres').spec.ingress[0].from).toHaveLength(4);
  });

  test('are the services of other namespaces, too, and a migration', () => {
    const chart = testChart('db');
    const postgres = cluster(chart);
    const other = new Chart(chart.node.root as App, 'other', { namespace: 'iou', disableResourceNameHashes: true });
    new ParticipantService(other, 'participant', { storage: postgres.database('participant'), auth: AUTH, operation: NodeOperation.MIGRATE });
    const [job] = manifests(other).filter(({ kind }) => kind === 'Job');
    const { matchLabels } = only(chart, 'NetworkPolicy', 'postgres').spec.ingress[0].from
      .find(({ namespaceSelector }: any) => namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] === 'iou').podSelector;
    expect(matchLabels).toEqual({ 'app.kubernetes.io/instance': 'participant' });
    expect(job.spec.template.metadata.labels).toMatchObject(matchLabels);
  });

  test('the pods can be named by services that may not connect to everybody', () => {
    const chart = testChart();
    const postgres = cluster(chart);
    new ParticipantService(chart, 'participant', { storage: postgres.database('participant'), auth: AUTH, egress: [postgres.pods] });
    const { podSelector } = only(chart, 'NetworkPolicy', 'postgres').spec;
    expect(only(chart, 'NetworkPolicy', 'participant').spec.egress).toContainEqual({ to: [{ podSelector }] });
  });
});

test('a service is refused on a version that its release does not run on', () => {
  const chart = testChart();
  expect(() => new SequencerService(chart, 'sequencer', { release: CantonRelease.daml('2.10.4'), storage: cluster(chart, { version: 16 }).database('sequencer') })).toThrow(
    "sequencer 'sequencer': PostgreSQL server 'test/postgres' must be of a version from 11 to 15 for release 2.10.4, got 16 (rule R21)",
  );
});

describe('what is refused', () => {
  const of = (props: Partial<CloudNativePgClusterProps>, id?: string) => () => cluster(testChart(), props, id);
  const on = (use: (postgres: CloudNativePgCluster) => void) => () => use(cluster(testChart()));
  const POSTGRES = "CloudNativePG cluster 'postgres'";
  const RELIED = `${POSTGRES}: parameters must not hold`;

  test.each<[string, () => void, string]>([
    ['an id that is none', of({}, '1st'), "CloudNativePG cluster '1st': id must be a DNS label of at most 50 characters that begins with a letter, got '1st'"],
    ['an id that is too long', of({}, 'a'.repeat(51)), `CloudNativePG cluster '${'a'.repeat(51)}': id must be a DNS label of at most 50 characters that begins with a letter, `
      + `got '${'a'.repeat(51)}'`],
    ['two instances', of({ instances: 2 }), `${POSTGRES}: instances must be 1 or from 3 to 9, got 2: a commit needs a standby, so with either of two lost nothing can be `
      + 'written; use 3, or 1 for trying'],
    ['no instances', of({ instances: 0 }), `${POSTGRES}: instances must be a whole number from 1 to 9, got 0`],
    ['an old version', of({ version: 13 }), `${POSTGRES}: version (the major one) must be a whole number from 14 to 99, got 13`],
    ['a version without an image', of({ version: 19 }), `${POSTGRES}: version must be one of 14, 15, 16, 17, 18, got 19; bring an image of any other`],
    ['an image of another version', of({ image: ContainerImage.of('registry:5000/postgresql:16.2') }), `${POSTGRES}: tag of image must begin with the major version, 15, got `
      + "'registry:5000/postgresql:16.2'; the operator reads it there: set version, or retag the image"],
    ['an image without a tag', of({ image: ContainerImage.of(`registry:15/postgresql@sha256:${'0'.repeat(64)}`) }), `${POSTGRES}: tag of image must begin with the major version, `
      + `15, got 'registry:15/postgresql@sha256:${'0'.repeat(64)}'; the operator reads it there: set version, or retag the image`],
    ['part of a GiB', of({ storage: Size.mebibytes(1536) }), `${POSTGRES}: storage must be whole GiB, at least 1, got 1.5 GiB`],
    ['a small log', of({ walStorage: GIB(3) }), `${POSTGRES}: walStorage must be whole GiB, at least 4, got 3 GiB`],
    ['connections as a parameter', of({ parameters: { max_connections: '10' } }), `${RELIED} max_connections, got '10'; use the prop maxConnections`],
    ['commits that wait for nobody', of({ parameters: { synchronous_commit: 'local' } }), `${RELIED} synchronous_commit, got 'local'; high availability relies on it as it is (on): `
      + 'drop it'],
    ['sessions that live on', of({ parameters: { tcp_user_timeout: '0' } }), `${RELIED} tcp_user_timeout, got '0'; high availability relies on it as it is (15s): drop it`],
    ['idle sessions that end', of({ parameters: { idle_session_timeout: '1h' } }), `${RELIED} idle_session_timeout, got '1h'; high availability relies on it as it is (its default): `
      + 'drop it'],
    ['an empty parameter', of({ parameters: { work_mem: '' } }), `${POSTGRES}: parameter work_mem must not be empty`],
    ['a database twice', on((postgres) => ['a', 'a'].map((name) => postgres.database(name))), `${POSTGRES}: database 'a' exists already; give each service a database of its own `
      + '(rule R14)'],
    ['two databases that Kubernetes calls the same', on((postgres) => ['a_b', 'a-b'].map((name) => postgres.database(name))), `${POSTGRES}: database 'a-b' exists already as 'a_b', `
      + 'which Kubernetes calls the same; give each service a database of its own (rule R14)'],
    ['a database of the operator', on((postgres) => postgres.database('app')), `${POSTGRES}: database must not be called as PostgreSQL and the operator call theirs (app, postgres, `
      + "template0, template1), got 'app'"],
    ['a name that is none', on((postgres) => postgres.database('a b', { user: PostgresUser.fromSecret('a') })), "database name must be letters, digits, '_' and '-' (at most 63, no "
      + "digit first), got 'a b'"],
    ['a role of the operator', on((postgres) => postgres.database('a', { user: PostgresUser.fromSecret('a', { username: 'cnpg_a' }) })), `${POSTGRES}: user of database 'a' must not `
      + "be called as PostgreSQL and the operator call theirs (app, postgres, streaming_replica, pg_*, cnpg_*), got 'cnpg_a'"],
    ['a password under another key', on((postgres) => postgres.database('a', { user: PostgresUser.fromSecret('a', { passwordKey: 'pw' }) })), `${POSTGRES}: user of database 'a' must `
      + 'be in the keys username and password of its Secret, where the operator reads it, got pw'],
    ['one role for two databases', on((postgres) => ['a', 'b'].map((name) => postgres.database(name, { user: PostgresUser.fromSecret('a', { username: 'both' }) }))),
      `${POSTGRES}: user of database 'b' must own no other, got 'both'; give each database a user of its own (rule R24)`],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(new Error(message));
  });

  test('a database that is taken by two services', () => {
    const chart = testChart();
    const storage = cluster(chart).database('shared');
    new SequencerService(chart, 'sequencer', { storage });
    expect(() => new ParticipantService(chart, 'participant', { storage, auth: AUTH })).toThrow(
      "participant 'participant': database 'shared' on PostgreSQL server 'test/postgres' belongs to sequencer 'sequencer' already; give each service a database of its own (rule R14)",
    );
  });
});

function participantOn(chart: Chart, postgres = cluster(chart)): ParticipantService {
  return new ParticipantService(chart, 'participant', { storage: postgres.database('participant'), auth: AUTH });
}
