import { Chart, Size } from 'cdk8s';
import { Mode, Service, Topology } from '../../../cli/topology/model';
import {
  ActiveRouting, Autoscaling, CloudNativePgCluster, DomainManagerService, Endpoint, FailoverTiming, Hocon, JsonApiService, LedgerApiAuth,
  MediatorService, NetworkPeer, NodeOperation, ParticipantService, Placement, PostgresReplication, PostgresServer, PostgresTls, PostgresUser,
  SecretKey, SequencerAccess, SequencerDriver, SequencerDriverJar, SequencerService,
} from '../../../lib';
import { renderHocon } from '../../../lib/config/hocon/render';
import { AUTH, database, participant } from '../../services/fixtures';
import { manifests, testChart } from '../../support/chart';
import { ledger, readObjects, readTopology, sharded } from '../support/topology';

/** What a chart holds, by the names of its services. */
function servicesOf(fill: (chart: Chart) => void): { [name: string]: Service } {
  const chart = testChart();
  fill(chart);
  return byName(readTopology(chart));
}

function byName({ services }: Topology): { [name: string]: Service } {
  return Object.fromEntries(services.map((service) => [service.name, service]));
}

describe('a ledger', () => {
  let topology: Topology;
  beforeAll(() => {
    topology = readTopology(ledger());
  });

  test('is read whole', () => {
    expect(topology).toMatchSnapshot();
  });

  test('has each service in its mode, with its load balancer', () => {
    expect(topology.services.map(({ name, component, mode, balancer }) => [name, component, mode, balancer?.object])).toEqual([
      ['json-api', 'json-api', Mode.ACTIVE_ACTIVE, 'Service test/json-api'],
      ['manager', 'domain-manager', Mode.ACTIVE_PASSIVE, undefined],
      ['mediator', 'mediator', Mode.ACTIVE_PASSIVE, undefined],
      ['participant', 'participant', Mode.ACTIVE_PASSIVE, 'Deployment test/participant-router'],
      ['sequencer', 'sequencer', Mode.ACTIVE_ACTIVE, 'Service test/sequencer'],
    ]);
  });

  test('has a domain of those that make one', () => {
    const domainName = { kind: 'Domain', name: 'manager' };
    expect(topology.services.map((service) => [service.name, service.domain])).toEqual([
      ['json-api', undefined], ['manager', domainName], ['mediator', domainName], ['participant', undefined], ['sequencer', domainName],
    ]);
  });

  test('is connected as its network policies say; Jobs and those who read health and metrics do not count', () => {
    expect(topology.connections).toEqual([
      { from: 'namespace ingress', to: 'test/json-api', apis: ['http'] },
      { from: 'test/json-api', to: 'test/participant', apis: ['ledger-api'] },
      { from: 'test/manager', to: 'test/sequencer', apis: ['public-api'] },
      { from: 'test/mediator', to: 'test/sequencer', apis: ['public-api'] },
      { from: 'test/participant', to: 'test/sequencer', apis: ['public-api'] },
    ]);
    expect(topology.outsiders).toEqual([{ id: 'namespace ingress', name: 'ingress', kind: 'namespace' }]);
  });

  test('has a cache for each JSON API, and one database that the instances of a participant share', () => {
    const services = byName(topology);
    expect(services['json-api'].databases).toEqual([]);
    expect(services['json-api'].instances.map(({ databases }) => databases.map(({ cache }) => cache))).toEqual([[true], [true]]);
    expect(services.participant.databases).toEqual([{ name: 'participant', server: 'pg.db.svc:5432', replication: 'synchronous', cache: false }]);
    expect(services.participant.instances.flatMap(({ databases }) => databases)).toEqual([]);
  });
});

test('clients that balance by themselves need no load balancer', () => {
  const { sequencer, participant: one } = servicesOf((chart) => {
    const node = new SequencerService(chart, 'sequencer', { storage: database('sequencer'), access: SequencerAccess.clientSide() });
    const mediator = new MediatorService(chart, 'mediator', { sequencer: node, storage: database('mediator') });
    const manager = new DomainManagerService(chart, 'manager', { sequencer: node, mediators: [mediator], storage: database('manager') });
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [manager], routing: ActiveRouting.clientSide() });
  });
  expect([sequencer.balancer, one.balancer]).toEqual([undefined, undefined]);
});

test('a load balancer of its own has pods', () => {
  const { sequencer } = servicesOf((chart) => (
    new SequencerService(chart, 'sequencer', { storage: database('sequencer'), access: SequencerAccess.loadBalancer() })
  ));
  expect(sequencer.balancer).toEqual({ name: 'HAProxy', object: 'Deployment test/sequencer-router', replicas: 2 });
});

test('one instance needs no load balancer, and is its own mode', () => {
  const { participant: one } = servicesOf((chart) => new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, replicas: 1 }));
  expect([one.mode, one.balancer]).toEqual([Mode.SINGLE, undefined]);
});

test('sequencers on a blockchain have a database each', () => {
  const { sequencer } = servicesOf((chart) => new SequencerService(chart, 'sequencer', {
    driver: SequencerDriver.ethereum({
      jar: SequencerDriverJar.persistentVolumeClaim('drivers', 'driver.jar'),
      sequencers: [0, 1].map((index) => ({
        account: `0x${String(index + 1).padStart(40, '0')}`, storage: database(`sequencer-${index}`), client: Endpoint.of(`besu-${index}.besu.svc`, 8545), config: Hocon.of({}),
      })),
    }),
  }));
  expect(sequencer.databases).toEqual([]);
  expect(sequencer.instances.map(({ databases }) => databases.map(({ name }) => name))).toEqual([['sequencer-0'], ['sequencer-1']]);
  expect(sequencer.recovery!.leaves).toBeUndefined(); // at most one pod of an identity
});

test('sequencers that share a driver database have that, and one each', () => {
  const storage = (databaseName: string) => ({ type: 'postgres', config: { properties: { serverName: 'pg', portNumber: 5432, databaseName } } });
  const config = (index: number) => renderHocon(Hocon.of({
    canton: { sequencers: { [`s${index}`]: { storage: storage(`own-${index}`), sequencer: { type: 'reference', config: { storage: storage('driver') } } } } },
  }));
  const labels = { 'app.kubernetes.io/name': 'canton', 'app.kubernetes.io/instance': 'sequencer', 'app.kubernetes.io/component': 'sequencer', 'app.kubernetes.io/managed-by': 'cdk8s-canton' };
  const objects = [0, 1].flatMap((index) => [
    {
      kind: 'ConfigMap',
      metadata: { name: `config-${index}`, namespace: 'x' },
      data: { 'sequencer.conf': config(index) },
    },
    {
      kind: 'StatefulSet',
      metadata: { name: `sequencer-${index}`, namespace: 'x', labels },
      spec: {
        template: {
          metadata: { labels: { ...labels, 'cdk8s-canton/instance': String(index) } },
          spec: { volumes: [{ name: 'c', configMap: { name: `config-${index}` } }], containers: [{ name: 'sequencer', volumeMounts: [{ name: 'c', mountPath: '/c' }] }] },
        },
      },
    },
  ]);
  const { sequencer } = byName(readObjects(objects));
  expect(sequencer.databases.map(({ name }) => name)).toEqual(['driver']);
  expect(sequencer.instances.map(({ databases }) => databases.map(({ name }) => name))).toEqual([['own-0'], ['own-1']]);
});

test('a Job without a service of its own, which members let in, is their synchronizer', () => {
  const renamed = JSON.parse(JSON.stringify(manifests(ledger()).filter(({ kind, metadata }) => !(kind === 'Deployment' && /^manager-\d$/.test(metadata.name))))
    .replace(/"domain-bootstrap"/g, '"synchronizer-bootstrap"'));
  const { sequencer, mediator, manager } = byName(readObjects(renamed));
  expect([sequencer.domain, mediator.domain, manager]).toEqual([{ kind: 'Synchronizer', name: 'manager' }, { kind: 'Synchronizer', name: 'manager' }, undefined]);
});

test('a domain of another operator is outside, and so is a participant', () => {
  const chart = testChart();
  const elsewhere = DomainManagerService.fromAttributes(chart, 'bank', { domainAlias: 'bank', sequencerUrls: ['https://sequencer.bank.example:443'] });
  new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [elsewhere] });
  const far = ParticipantService.fromAttributes(chart, 'far', {
    participantName: 'far', ledgerApi: Endpoint.of('ledger.far.example', 443), ledgerApiTls: participant(testChart()).ledgerApiTls, auth: AUTH,
  });
  new JsonApiService(chart, 'json-api', { participant: far });
  const { connections, outsiders } = readTopology(chart);
  expect(outsiders).toEqual([
    { id: 'host ledger.far.example', name: 'ledger.far.example', kind: 'participant elsewhere' },
    { id: 'host sequencer.bank.example', name: 'sequencer.bank.example', kind: 'domain elsewhere' },
  ]);
  expect(connections).toEqual([
    { from: 'test/json-api', to: 'host ledger.far.example', apis: ['ledger-api'] },
    { from: 'test/participant', to: 'host sequencer.bank.example', apis: ['public-api'] },
  ]);
});

test('peers that are no services are outside', () => {
  const chart = testChart();
  const clients = [NetworkPeer.cidr('10.0.0.0/8'), NetworkPeer.pods({ app: 'shop' }, 'shops'), NetworkPeer.pods({ app: 'till' }, 'test')];
  new JsonApiService(chart, 'json-api', { participant: participant(chart), clients });
  const { outsiders } = readTopology(chart);
  expect(outsiders.map(({ name, kind }) => [name, kind])).toEqual([['10.0.0.0/8', 'addresses'], ['shop', 'pods in shops'], ['till', 'pods in test']]);
});

test('shards are named, in the order in which people count', () => {
  const { services } = readTopology(sharded(11));
  const shards = services.filter(({ component }) => component === 'participant').map(({ shard }) => shard);
  expect(shards).toEqual(['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 's11']);
});

test.each([['a node selector', { 'topology.kubernetes.io/zone': 'eu-1a' }, 'eu-1a'], ['another selector', { pool: 'ledger' }, undefined]])(
  'a zone is that of %s', (_, nodeSelector, zone) => {
    const { participant: one } = servicesOf((chart) => (
      new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, placement: Placement.spread({ nodeSelector: nodeSelector as { [label: string]: string } }) })
    ));
    expect(one.zone).toBe(zone);
  },
);

test('instances that are stopped are there, without pods', () => {
  const { participant: one } = servicesOf((chart) => (
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, operation: NodeOperation.MAINTENANCE })
  ));
  expect(one.instances.map(({ name, stopped }) => [name, stopped])).toEqual([['participant-0', true], ['participant-1', true]]);
});

test('an autoscaler says how many there may be', () => {
  const { 'json-api': api } = servicesOf((chart) => (
    new JsonApiService(chart, 'json-api', { participant: participant(chart), autoscaling: Autoscaling.of({ min: 3, max: 8 }) })
  ));
  expect([api.instances.length, api.atMost]).toEqual([3, 8]);
});

test('a database cluster in the same manifests is a service, and says how it replicates', () => {
  const chart = testChart();
  const postgres = new CloudNativePgCluster(chart, 'postgres', { storage: Size.gibibytes(10) });
  new ParticipantService(chart, 'participant', { storage: postgres.database('participant'), auth: AUTH });
  const services = byName(readTopology(chart));
  expect(services.postgres.instances.map(({ name }) => name)).toEqual(['postgres-1', 'postgres-2', 'postgres-3']);
  expect(services.participant.databases[0].replication).toBe('synchronous');
});

test.each([
  ['synchronous', PostgresReplication.synchronous()], ['asynchronous', PostgresReplication.asynchronous()], ['none', PostgresReplication.none()],
])('a database that replicates %s is said to', (kind, replication) => {
  const postgres = PostgresServer.external({ host: 'pg.db.svc', tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt')), replication });
  const { participant: one } = servicesOf((chart) => (
    new ParticipantService(chart, 'participant', { storage: postgres.database('p', PostgresUser.fromSecret('p-db')), auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json') })
  ));
  expect(one.databases[0].replication).toBe(kind);
});

test('what decides how fast it comes back', () => {
  const { slow, fast, near } = servicesOf((chart) => {
    new ParticipantService(chart, 'slow', { storage: database('slow'), auth: AUTH });
    new ParticipantService(chart, 'fast', { storage: database('fast'), auth: AUTH, failoverTiming: FailoverTiming.fast() });
    new ParticipantService(chart, 'near', { storage: database('near'), auth: AUTH, placement: Placement.singleNode() });
  });
  expect(slow.recovery).toEqual({ hangs: 25, begins: 20, leaves: 10, agreeing: false, distinctNodes: true, overZones: true });
  expect(fast.recovery!.begins).toBe(1.5);
  expect(near.recovery).toMatchObject({ distinctNodes: false, overZones: false });
});
