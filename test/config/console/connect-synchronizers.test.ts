import { Duration } from 'cdk8s';
import { ConnectParticipant } from '../../../lib/config/console/connect-participant';
import { connectSynchronizersScript } from '../../../lib/config/console/connect-synchronizers';
import { SynchronizerConnection } from '../../../lib/config/console/synchronizer-connections';
import { SequencerQuorum } from '../../../lib/model/sequencer-quorum';
import { JOIN, JOIN_ALL, ROOT, SUNDAYS } from '../support/scripts';

function script(over: Partial<ConnectParticipant> = {}): string {
  return connectSynchronizersScript({ ...JOIN, ...over }, '').text;
}

function joining(over: Partial<SynchronizerConnection>): string {
  return script({ synchronizers: [{ ...JOIN.synchronizers![0], ...over }] });
}

test('a participant that joins one synchronizer', () => {
  expect(script()).toMatchSnapshot();
});

test('a participant with everything', () => {
  expect(connectSynchronizersScript(JOIN_ALL, 'import com.example.Other\n').text).toMatchSnapshot();
});

test('the file has a name, and needs the root certificates of all sequencers and nothing else', () => {
  const { name, env, files } = connectSynchronizersScript(JOIN_ALL, '');
  expect({ name, env, files }).toEqual({ name: 'connect.canton', env: [], files: [ROOT, ROOT] });
});

test('behind a router the participant is the one that it leads to; otherwise the active one is looked for', () => {
  expect(script()).toContain('val participant = participants.remote.find(_.name == "participant-0")');
  expect(script(JOIN_ALL)).toMatch(/val participant = active\("the participant", Seq\(\n.*"participant-0".*\n.*"participant-1".*\n\)\)\(_\.health\.active\)/);
});

test('each sequencer is one endpoint with an alias of its own', () => {
  const certificate = 'Some(BinaryFileUtil.tryReadByteStringFromFile("/secrets/sequencer-tls/ca.crt"))';
  expect(script()).toContain('val connections = Seq('
    + `GrpcSequencerConnection.tryCreate("https://sequencer-0.iou.svc:4401", ${certificate}, SequencerAlias.tryCreate("sequencer-0")), `
    + `GrpcSequencerConnection.tryCreate("https://sequencer-1.iou.svc:4401", ${certificate}, SequencerAlias.tryCreate("sequencer-1")))\n`);
  expect(script(JOIN_ALL)).toContain('GrpcSequencerConnection.tryCreate("https://sequencer.example.com:4401", None, SequencerAlias.tryCreate("their-sequencer"))');
});

test('what is demanded of them is said, and one that is away holds nothing up', () => {
  const quorum = SequencerQuorum.of('p', 2, 0, { trustThreshold: 2, amplificationFactor: 1, amplificationPatience: Duration.millis(1500) });
  const text = joining({ quorum });
  expect(text).toContain('val wanted = SequencerConnections.tryMany(connections, PositiveInt.tryCreate(2), NonNegativeInt.tryCreate(0), '
    + 'SubmissionRequestAmplification(PositiveInt.tryCreate(1), 1500.millis), SequencerConnectionPoolDelays.default)');
  expect(text.match(/SequencerConnectionValidation\.\w+/g)).toEqual(Array(2).fill('SequencerConnectionValidation.ThresholdActive'));
});

test('a synchronizer whose id is known must have it', () => {
  expect(joining({ synchronizerId: 'iou::1220::35-0' })).toContain('physicalSynchronizerId = Some(PhysicalSynchronizerId.tryFromString("iou::1220::35-0")),');
  expect(script()).toContain('physicalSynchronizerId = None,');
});

test('it is registered only where it is not, as to connect again would change nothing', () => {
  expect(script()).toContain('if (!participant.synchronizers.is_registered(alias)) participant.synchronizers.connect_bft(');
});

test('a connection that has changed is cut, changed and made again; what Canton itself has added is no change', () => {
  const text = script();
  expect(text).toContain([
    '    scala.util.Try(participant.synchronizers.disconnect(alias))',
    '    participant.synchronizers.modify(alias, _.copy(sequencerConnections = wanted), SequencerConnectionValidation.ThresholdActive)',
  ].join('\n'));
  expect(text).toContain('case grpc: GrpcSequencerConnection => grpc.copy(sequencerId = None)');
  expect(text).toContain('participant.synchronizers.reconnect(alias, retry = false, synchronize = None)');
});

test('a connection is kept by a standby that takes over', () => {
  expect(script(JOIN_ALL)).not.toContain('manualConnect');
});

test('it has itself admitted before it connects, by whoever of the sequencers is there, where they are at hand', () => {
  const text = script(JOIN_ALL);
  expect(text.match(/sequencers\.remote\.find\(_\.name == "[^"]*"\)/g)).toEqual(['sequencer-0-0', 'sequencer-0-1'].map((name) => `sequencers.remote.find(_.name == "${name}")`));
  const steps = [
    'waitUntil("synchronizer " + alias + " is bootstrapped", participant.health.active)(bootstrapped.nonEmpty)', 'if (!permitted) {',
    'propose(synchronizer.logical, participant.id, ParticipantPermission.Submission, synchronize = None)',
    'waitUntil("the owners have admitted " + participant.id.toProtoPrimitive)(permitted)', 'connect_bft(',
  ].map((step) => text.indexOf(step));
  expect(steps).not.toContain(-1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(text.match(/if \(!permitted\)/g)).toHaveLength(1);
  expect(script()).not.toContain('permi');
});

test('DARs are uploaded for each synchronizer, once it is connected, which vetting needs', () => {
  const text = script(JOIN_ALL);
  expect(text.match(/participant\.dars\.upload.*/g)).toEqual(['/dars/0/iou.dar', '/dars/1/swap.dar', '/dars/0/iou.dar', '/dars/1/swap.dar'].map((dar) => (
    `participant.dars.upload("${dar}", synchronizerId = Some(participant.synchronizers.id_of(alias)), synchronizeVetting = false)`
  )));
  expect(text.indexOf('dars.upload')).toBeGreaterThan(text.indexOf('is connected"'));
});

test('without a synchronizer nothing is vetted', () => {
  expect(script({ synchronizers: [], dars: ['/dars/0/iou.dar'] })).toContain('participant.dars.upload("/dars/0/iou.dar", vetAllPackages = false, synchronizeVetting = false)');
});

test('every synchronizer has a block of its own, in order, and nothing waits for standbys', () => {
  const text = script(JOIN_ALL);
  expect(text.match(/locally \{\n {2}val alias = .*/g)).toEqual(['locally {\n  val alias = "iou"', 'locally {\n  val alias = "other"']);
  expect(text).not.toMatch(/wait_for_|synchronize_topology|retry_until_true|nodes\./);
});

test('it pings itself where it is asked to', () => {
  expect(script(JOIN_ALL)).toContain('println("ping took " + participant.health.ping(participant.id))');
  expect(script()).not.toContain('ping');
});

test('it is told when to prune, once it is connected, and only where that is said', () => {
  const text = script({ ...JOIN, pruning: SUNDAYS });
  expect(text).toContain('participant.pruning.set_schedule("0 0 2 ? * SUN", 21600.seconds, 7776000.seconds)\n');
  expect(text.indexOf('pruning.set_schedule')).toBeGreaterThan(text.indexOf('synchronizers.reconnect'));
  expect(script(JOIN)).not.toContain('pruning');
});
