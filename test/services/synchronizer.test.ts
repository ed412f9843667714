import { Chart, Duration } from 'cdk8s';
import { AUTH, CANTON_3, database, participant, referenceDriver, synchronizer } from './fixtures';
import {
  CantonRelease, Endpoint, LogLevel, MediatorService, NetworkPeer, NodeOperation, ParticipantService, Placement, SecretKey, SequencerDriver,
  SequencerService, Synchronizer, SynchronizerAttributes, SynchronizerProps, Tls,
} from '../../lib';
import { config, manifests, named, names, only, testChart } from '../support/chart';

const PARTICIPANT = `PAR::bank::1220${'cd'.repeat(32)}`;
const IOU = `iou::1220${'ab'.repeat(32)}::35-0`;

test('a synchronizer is a Job, by default', () => {
  const chart = testChart();
  synchronizer(chart);
  expect(manifests(chart).filter(({ metadata }) => metadata.name.startsWith('iou'))).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const { sequencer, mediator } = nodes(chart);
  const props: Required<SynchronizerProps> = {
    sequencer,
    mediators: [mediator, new MediatorService(chart, 'mediator-b', { sequencer, storage: database('mediator-b') })],
    synchronizerAlias: 'bonds',
    mediatorThreshold: 2,
    ownerThreshold: 1,
    protocolVersion: 34,
    kmsMembers: true,
    open: false,
    admit: [PARTICIPANT],
    quorum: { trustThreshold: 2, livenessMargin: 0, amplificationFactor: 1, amplificationPatience: Duration.seconds(3) },
    operation: NodeOperation.RUN,
    placement: Placement.spread({ nodeSelector: { pool: 'jobs' } }),
    priorityClassName: 'high',
    podAnnotations: { 'example.com/a': 'b' },
    podLabels: { team: 'ledger' },
    egress: [NetworkPeer.cidr('10.9.0.0/16')],
    logLevel: LogLevel.DEBUG,
  };
  expect(new Synchronizer(chart, 'iou', props).synchronizerAlias).toBe('bonds');
  expect(manifests(chart).filter(({ metadata }) => metadata.name.startsWith('iou'))).toMatchSnapshot();
});

test('names are a contract, and there is no process of its own', () => {
  const chart = testChart();
  synchronizer(chart);
  expect(names(chart).filter((name) => name.includes(' iou'))).toEqual([
    expect.stringMatching(/^ConfigMap iou-bootstrap-config-[0-9a-f]{10}$/), expect.stringMatching(/^Job iou-bootstrap-[0-9a-f]{10}$/),
    'NetworkPolicy iou-bootstrap', 'ServiceAccount iou-bootstrap',
  ]);
});

test('the Job reaches sequencers and mediators, and knows each by a name of its own', () => {
  const chart = testChart();
  synchronizer(chart);
  for (const policy of ['sequencer', 'mediator']) {
    expect(JSON.stringify(only(chart, 'NetworkPolicy', policy).spec.ingress)).toContain('"app.kubernetes.io/component":"synchronizer-bootstrap"');
  }
  const remote = config(chart, 'iou-bootstrap-config', 'remote.conf');
  ['sequencer-0', 'sequencer-1', 'mediator-0-0', 'mediator-0-1'].forEach((name) => expect(remote).toContain(`${name} {`));
  expect(remote).toContain('address = "sequencer-1.test.svc.cluster.local"');
});

test('it is not made while nodes are stopped', () => {
  const chart = testChart();
  const { sequencer, mediator } = nodes(chart);
  new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator], operation: NodeOperation.MAINTENANCE });
  expect(named(chart, 'Job')).toEqual([]);
});

test('a participant joins it at every sequencer, by its own name, and is let in', () => {
  const chart = testChart();
  const { iou } = synchronizer(chart);
  new ParticipantService(chart, 'participant', { release: CANTON_3, storage: database('participant'), auth: AUTH, synchronizers: [iou] });
  const script = config(chart, 'participant-connect-config', 'connect.canton');
  ['sequencer-0', 'sequencer-1'].forEach((name) => expect(script).toContain(`"https://${name}.test.svc.cluster.local:4401"`));
  expect(script).toContain('PositiveInt.tryCreate(1), NonNegativeInt.tryCreate(1), SubmissionRequestAmplification(PositiveInt.tryCreate(2), 10.seconds)');
  expect(JSON.stringify(only(chart, 'NetworkPolicy', 'sequencer').spec.ingress)).toContain('"app.kubernetes.io/component":"participant"');
  expect(chart.node.root.node.validate()).toEqual([]);
});

test('a participant of the app is admitted by its own Job, which is let in by the sequencers', () => {
  const chart = testChart();
  const { iou } = synchronizer(chart);
  new ParticipantService(chart, 'participant', { release: CANTON_3, storage: database('participant'), auth: AUTH, synchronizers: [iou] });
  expect(config(chart, 'participant-connect-config', 'connect.canton')).toContain('sequencers.remote.find(_.name == "sequencer-0-1")');
  expect(config(chart, 'participant-connect-config', 'remote.conf')).toMatch(/remote-sequencers \{\s+sequencer-0-0 \{\s+admin-api \{\s+address = "sequencer-0\.test\.svc\.cluster\.local"\s+port = 4402/);
  const { ingress } = only(chart, 'NetworkPolicy', 'sequencer').spec;
  const ports = ingress.filter((rule: object) => JSON.stringify(rule).includes('"participant-connect"')).map(({ ports: [{ port }] }: any) => port);
  expect(ports).toEqual([4401, 4402]);
});

test('of one that is open nobody is asked', () => {
  const chart = testChart();
  const { sequencer, mediator } = nodes(chart);
  const iou = new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator], open: true });
  new ParticipantService(chart, 'participant', { release: CANTON_3, storage: database('participant'), auth: AUTH, synchronizers: [iou] });
  expect(config(chart, 'iou-bootstrap-config', 'bootstrap.canton')).toContain('any participant may join');
  expect(config(chart, 'participant-connect-config', 'remote.conf')).not.toContain('remote-sequencers');
  expect(JSON.stringify(only(chart, 'NetworkPolicy', 'sequencer').spec.ingress)).not.toContain('"participant-connect"');
});

test('a participant may demand more of the sequencers than the synchronizer says', () => {
  const chart = testChart();
  const { iou } = synchronizer(chart);
  const props = { release: CANTON_3, auth: AUTH, synchronizers: [iou] };
  new ParticipantService(chart, 'participant', { ...props, storage: database('participant'), sequencerQuorum: { trustThreshold: 2, livenessMargin: 0 } });
  expect(config(chart, 'participant-connect-config', 'connect.canton')).toContain('tryMany(connections, PositiveInt.tryCreate(2), NonNegativeInt.tryCreate(0),');
  expect(() => new ParticipantService(chart, 'p2', { ...props, storage: database('p2'), sequencerQuorum: { trustThreshold: 3 } }))
    .toThrow(new Error("participant 'p2': synchronizer 'iou': trustThreshold with 2 sequencers must be a whole number from 1 to 2, got 3"));
});

test('a new sequencer is taken in as one of those that agree, even where they are too few for one to fail', () => {
  const chart = testChart();
  const sequencers = [0, 1].map((index) => ({ storage: database(`s-${index}`) }));
  const sequencer = new SequencerService(chart, 's', { release: CANTON_3, driver: SequencerDriver.bft({ sequencers, acceptNoFaultTolerance: true }) });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
  new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator] });
  expect(config(chart, 'iou-bootstrap-config', 'bootstrap.canton')).toContain('existing.bft.get_ordering_topology().sequencerIds.contains(orderer.id)');
});

describe('one that runs elsewhere', () => {
  const address = { alias: 'theirs', url: 'https://s0.example.com:4401', rootCertificate: SecretKey.of('theirs', 'ca.crt') };

  test('is known by the addresses of its sequencers', () => {
    const chart = testChart();
    const attributes: Required<SynchronizerAttributes> = {
      synchronizerAlias: 'bonds',
      sequencerAddresses: [address, { alias: 'public', url: 'https://s1.example.com' }],
      synchronizerId: IOU,
      quorum: { trustThreshold: 2 },
    };
    const bonds = Synchronizer.fromAttributes(chart, 'bonds', attributes);
    new ParticipantService(chart, 'participant', { release: CANTON_3, storage: database('participant'), auth: AUTH, synchronizers: [bonds] });
    const script = config(chart, 'participant-connect-config', 'connect.canton');
    expect(script).toContain(`physicalSynchronizerId = Some(PhysicalSynchronizerId.tryFromString("${IOU}"))`);
    expect(script).toContain('tryCreate("https://s0.example.com:4401", Some(BinaryFileUtil.tryReadByteStringFromFile("/secrets/theirs/ca.crt")), SequencerAlias.tryCreate("theirs"))');
    expect(script).toContain('tryCreate("https://s1.example.com", None, SequencerAlias.tryCreate("public"))');
    expect(script).toContain('tryMany(connections, PositiveInt.tryCreate(2), NonNegativeInt.tryCreate(0),');
  });

  test.each<[string, Partial<SynchronizerAttributes>, string]>([
    ['no sequencer', { sequencerAddresses: [] }, 'sequencerAddresses must name at least one sequencer, got a list of 0'],
    ['an alias that is none', { synchronizerAlias: 'a b' }, "synchronizerAlias must be letters, digits, '_' and '-', got 'a b'"],
    ['a sequencer without an alias', { sequencerAddresses: [{ ...address, alias: '' }] }, "alias of a sequencer must be letters, digits, '_' and '-', got ''"],
    ['an address that is none', { sequencerAddresses: [{ ...address, url: 's0.example.com' }] }, "url of sequencer 'theirs' must be a URL that starts with https:// or http://, got 's0.example.com'"],
    ['a certificate without TLS', { sequencerAddresses: [{ ...address, url: 'http://s0' }] }, "rootCertificate of sequencer 'theirs' is for https, got http://s0"],
    [
      'two sequencers at one address', { sequencerAddresses: [address, { ...address, alias: 'b' }] },
      "sequencers 'theirs' and 'b' must differ in alias and url, got https://s0.example.com:4401 and https://s0.example.com:4401; each sequencer is one endpoint",
    ],
    ['a logical id', { synchronizerId: IOU.slice(0, -6) }, `synchronizerId must be name::1220<64 hex digits>::<protocol version>-<serial>, got '${IOU.slice(0, -6)}'`],
    ['a threshold above the number of sequencers', { quorum: { trustThreshold: 2 } }, 'trustThreshold with 1 sequencer must be a whole number from 1 to 1, got 2'],
  ])('refuses %s', (_, over, message) => {
    expect(() => Synchronizer.fromAttributes(testChart(), 'bonds', { synchronizerAlias: 'bonds', sequencerAddresses: [address], ...over }))
      .toThrow(new Error(`synchronizer 'bonds': ${message}`));
  });
});

describe('refuses', () => {
  test.each<[string, Partial<SynchronizerProps>, string]>([
    ['more mediators that agree than there are', { mediatorThreshold: 2 }, 'mediatorThreshold with 1 mediator services must be a whole number from 1 to 1, got 2'],
    ['more owners than there are', { ownerThreshold: 3 }, 'ownerThreshold with 2 sequencers must be a whole number from 1 to 2, got 3'],
    ['a protocol version that the release does not speak', { protocolVersion: 7 }, 'protocolVersion must be 35 or 34 in release 3.5.9, got 7'],
    ['a list of participants where any may join', { open: true, admit: [PARTICIPANT] }, 'admit is for a synchronizer that is not open, got 1 ids; drop open or admit'],
    ['an id that is none', { admit: ['bank'] }, "admit must hold participant ids such as PAR::name::1220<64 hex digits>, got 'bank'"],
    ['no mediator', { mediators: [] }, 'mediators must name at least one mediator service, got none'],
    ['no sequencer', { sequencer: undefined }, 'exactly one sequencer is needed, got undefined'],
  ])('%s', (_, over, message) => {
    const chart = testChart();
    const { sequencer, mediator } = nodes(chart);
    expect(() => new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator], ...over } as SynchronizerProps)).toThrow(new Error(`synchronizer 'iou': ${message}`));
  });

  test('a sequencer service that has one', () => {
    const chart = testChart();
    const { sequencer, mediator } = synchronizer(chart);
    expect(() => new Synchronizer(chart, 'other', { sequencer, mediators: [mediator] })).toThrow(new Error(
      "synchronizer 'other': the synchronizer of the sequencer at sequencer-0.test.svc.cluster.local:4401 belongs to synchronizer 'iou' already; sequencers belong to one synchronizer",
    ));
  });

  test('a mediator of other sequencers', () => {
    const chart = testChart();
    const { sequencer } = nodes(chart);
    const elsewhere = SequencerService.fromAttributes(chart, 'theirs', {
      sequencerName: 'theirs', publicApi: Endpoint.of('s', 1), publicApiTls: Tls.disabled(), adminApi: Endpoint.of('s', 2), adminApiTls: Tls.disabled(), release: CANTON_3,
    });
    const mediator = new MediatorService(chart, 'm', { sequencer: elsewhere, storage: database('m') });
    expect(() => new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator] }))
      .toThrow(new Error("synchronizer 'iou': mediator 'm' is on sequencer 'theirs', not on 'sequencer'; give both the same sequencer"));
  });

  test('Daml 2, and says what it has', () => {
    const chart = testChart();
    const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer'), release: CantonRelease.daml('2.10.4') });
    expect(() => new Synchronizer(chart, 'iou', { sequencer, mediators: [] }))
      .toThrow(new Error("synchronizer 'iou': release 2.10.4 has no synchronizers; use domains: DomainManagerService, and domains of the participants"));
    expect(() => new ParticipantService(chart, 'p', { storage: database('p'), auth: AUTH, synchronizers: [] })).toThrow(new Error(
      "participant 'p': synchronizers and sequencerQuorum must be left out: release 2.10.4 has no synchronizers; use domains: DomainManagerService, and domains of the participants",
    ));
    expect(participant(chart).jsonApi).toBeUndefined();
  });
});

function nodes(chart: Chart): { sequencer: SequencerService; mediator: MediatorService } {
  const sequencer = new SequencerService(chart, 'sequencer', { release: CANTON_3, driver: referenceDriver() });
  return { sequencer, mediator: new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') }) };
}
