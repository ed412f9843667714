import { CANTON_3, database, referenceDriver, synchronizer } from './fixtures';
import {
  BftDriverProps, CantonRelease, ConnectionPlan, Exposure, NetworkPeer, PostgresDatabase, ReferenceDriverProps, SequencerDriver, SequencerService,
  SequencerServiceProps, SynchronizerSequencer, Tls, TotalNodeCount,
} from '../../lib';
import { config, manifests, named, names, only, testChart } from '../support/chart';

const sequencers = (count: number): SynchronizerSequencer[] => Array.from({ length: count }, (_, index) => ({ storage: database(`sequencer-${index}`) }));
const bft = (count: number, props: Partial<BftDriverProps> = {}) => SequencerDriver.bft({ sequencers: sequencers(count), ...props });

test('two sequencers that share a database, each a node of its own', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { release: CANTON_3, driver: referenceDriver() });
  expect(manifests(chart)).toMatchSnapshot();
});

test('four sequencers that agree, with everything that a sequencer may have', () => {
  const chart = testChart();
  const exposure = Exposure.loadBalancer({ clientCidrs: ['203.0.113.0/24'] });
  const props: Required<SynchronizerSequencer>[] = sequencers(4).map((sequencer) => ({ ...sequencer, exposure }));
  new SequencerService(chart, 'sequencer', {
    release: CANTON_3, driver: bft(4, { sequencers: props }), publicApiTls: Tls.fromSecret('public-tls'), publicApiClients: [NetworkPeer.namespace('members')],
  });
  expect(manifests(chart).filter(({ metadata }) => /sequencer(-0.*|-external|-config-.*)?$/.test(metadata.name))).toMatchSnapshot();
});

test('names and selectors are a contract, and nobody is told of a Service for several sequencers', () => {
  const chart = testChart();
  const service = new SequencerService(chart, 's', { release: CANTON_3, driver: referenceDriver() });
  expect(names(chart)).toEqual([
    expect.stringMatching(/^ConfigMap s-config-[0-9a-f]{10}$/), 'NetworkPolicy s', 'PodDisruptionBudget s', 'Service s-0', 'Service s-1', 'Service s-instances',
    'ServiceAccount s', 'StatefulSet s',
  ]);
  expect(only(chart, 'StatefulSet', 's').spec).toMatchObject({ replicas: 2, serviceName: 's-instances', podManagementPolicy: 'Parallel', minReadySeconds: 45 });
  expect(JSON.stringify(manifests(chart).filter(({ kind }) => kind === 'ConfigMap'))).not.toContain('s-instances');
  expect(service.publicApis.map(String)).toEqual(['s-0.test.svc.cluster.local:4401', 's-1.test.svc.cluster.local:4401']);
  expect(service.publicApi).toBe(service.publicApis[0]);
});

test('each has its own name and database beside the shared one, to which all open connections of their own', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { release: CANTON_3, driver: referenceDriver() });
  for (const index of [0, 1]) {
    const text = config(chart, 'sequencer-config', `sequencer-${index}.conf`);
    expect(text).toMatch(new RegExp(`sequencers \\{\\s+sequencer-${index} \\{`));
    expect(text.match(/databaseName = "[^"]*"/g)).toEqual(['databaseName = "driver"', `databaseName = "sequencer-${index}"`]);
  }
  const { storage } = referenceDriver().sequencers[0];
  expect(ConnectionPlan.of(chart, (storage as PostgresDatabase).server).services).toEqual([
    { service: "sequencer 'sequencer-0'", database: 'sequencer-0', pods: 1, connections: 10 },
    { service: "sequencer 'sequencer-1'", database: 'sequencer-1', pods: 1, connections: 10 },
    { service: "driver of sequencer 'sequencer'", database: 'driver', pods: 2, connections: 10 },
  ]);
});

test('those that agree reach one another, and nobody else does there', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { release: CANTON_3, driver: bft(4) });
  const text = config(chart, 'sequencer-config', 'sequencer-1.conf');
  expect(text).toContain('external-address = "sequencer-1.test.svc.cluster.local"');
  expect(text.match(/address = "sequencer-\d/g)).toEqual(['1', '0', '2', '3'].map((index) => `address = "sequencer-${index}`).sort((a, b) => text.indexOf(a) - text.indexOf(b)));
  expect(only(chart, 'Service', 'sequencer-2').spec.ports).toContainEqual({ name: 'peer-to-peer', port: 4404, targetPort: 4404, protocol: 'TCP' });
  expect(only(chart, 'NetworkPolicy', 'sequencer').spec.ingress).toEqual([{
    from: [{ podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': 'sequencer' }) } }], ports: [{ port: 4404, protocol: 'TCP' }],
  }]);
});

test('an exposure leads to one sequencer', () => {
  const chart = testChart();
  const [first, second] = sequencers(2);
  const exposed = { ...second, exposure: Exposure.loadBalancer({ clientCidrs: ['203.0.113.0/24'] }) };
  new SequencerService(chart, 's', { release: CANTON_3, driver: bft(2, { sequencers: [first, exposed], acceptNoFaultTolerance: true }) });
  expect(named(chart, 'Service')).toEqual(['s-0', 's-1', 's-1-external', 's-instances']);
  expect(only(chart, 'Service', 's-1-external').spec.selector).toEqual(only(chart, 'Service', 's-1').spec.selector);
});

test('participants believe more sequencers than may lie', () => {
  const driver = bft(4);
  expect([driver._synchronizer!.faulty, bft(7)._synchronizer!.faulty, referenceDriver()._synchronizer!.faulty]).toEqual([1, 2, 0]);
});

test('the checks of the deployment are content with it', () => {
  const chart = testChart();
  synchronizer(chart);
  expect(chart.node.root.node.validate()).toEqual([]);
});

describe('refuses', () => {
  test.each<[string, () => SequencerDriver, string]>([
    [
      'a single sequencer', () => SequencerDriver.reference({ storage: database('driver'), sequencers: sequencers(1) }),
      'reference driver: sequencers must be two or more, so that members can go on while one is away, got a list of 1',
    ],
    [
      'a shared database that is none', () => SequencerDriver.reference({ sequencers: sequencers(2) } as ReferenceDriverProps),
      'reference driver: storage must come from PostgresServer.database, got undefined; all sequencers share it',
    ],
    ['a single sequencer that would agree with itself', () => bft(1), 'BFT driver: sequencers must be two or more, so that members can go on while one is away, got a list of 1'],
    [
      'three sequencers, none of which may fail', () => bft(3),
      'BFT driver: sequencers must be four or more, so that one may fail, got 3: agreement needs more than two thirds of them; add sequencers, or write acceptNoFaultTolerance: true',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test('two sequencers on one database', () => {
    const driver = SequencerDriver.reference({ storage: database('driver'), sequencers: [{ storage: database('s') }, { storage: database('s') }] });
    expect(() => new SequencerService(testChart(), 's', { release: CANTON_3, driver })).toThrow(new Error(
      "sequencer 's-1': database 's' on PostgreSQL server 'pg' belongs to sequencer 's-0' already; give each service a database of its own (rule R14)",
    ));
  });

  test('a sequencer on the database that all share', () => {
    const driver = SequencerDriver.reference({ storage: database('s-1'), sequencers: [{ storage: database('s-0') }, { storage: database('s-1') }] });
    expect(() => new SequencerService(testChart(), 's', { release: CANTON_3, driver })).toThrow(new Error(
      "driver of sequencer 's': database 's-1' on PostgreSQL server 'pg' belongs to sequencer 's-1' already; give each service a database of its own (rule R14)",
    ));
  });

  test.each<[string, Partial<SequencerServiceProps>, string]>([
    ['how many may share a database', { totalNodeCount: TotalNodeCount.recommended() }, 'totalNodeCount must be left out: each sequencer of a driver is a node of its own'],
    [
      'one exposure for all', { exposure: Exposure.loadBalancer({ clientCidrs: ['203.0.113.0/24'] }) },
      'exposure must be left out: members know each sequencer by an address of its own (facts F.8); set exposure of each sequencer of the driver',
    ],
    [
      'Daml 2', { release: CantonRelease.daml('2.10.4') },
      'release 2.10.4 has no reference sequencers; leave driver out, and give the sequencers one SQL database: storage',
    ],
  ])('%s', (_, over, message) => {
    expect(() => new SequencerService(testChart(), 's', { release: CANTON_3, driver: referenceDriver(2, 's'), ...over })).toThrow(new Error(`sequencer 's': ${message}`));
  });
});
