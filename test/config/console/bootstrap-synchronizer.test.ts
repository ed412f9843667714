import { BootstrapSynchronizer, bootstrapSynchronizerScript } from '../../../lib/config/console/bootstrap-synchronizer';
import { BFT_SYNCHRONIZER, OPEN_SYNCHRONIZER, SYNCHRONIZER } from '../support/scripts';

function script(over: Partial<BootstrapSynchronizer> = {}): string {
  return bootstrapSynchronizerScript({ ...SYNCHRONIZER, ...over }, '').text;
}

test('a synchronizer of two sequencers', () => {
  expect(script()).toMatchSnapshot();
});

test('a synchronizer with everything', () => {
  expect(bootstrapSynchronizerScript(BFT_SYNCHRONIZER, 'import com.example.Other\n').text).toMatchSnapshot();
});

test('the file has a name, and needs nothing: members are told what the console itself knows', () => {
  const { name, env, files } = bootstrapSynchronizerScript(SYNCHRONIZER, '');
  expect({ name, env, files }).toEqual({ name: 'bootstrap.canton', env: [], files: [] });
});

test('the time-out of commands is set before the first command', () => {
  expect(script().split('\n').filter((line) => !/^(\/\/|import |$)/.test(line))[0]).toBe('console.set_command_timeout(2.minutes)');
});

test('every sequencer is spoken to, and only the active instance of each mediator service', () => {
  const text = script(BFT_SYNCHRONIZER);
  expect(text.match(/active\(".*\(/g)).toEqual(['active("mediator service mediator", Seq(', 'active("mediator service mediator-b", Seq(']);
  expect(text.match(/\.remote\.find\(_\.name == "[^"]*"\)/g)).toEqual(
    ['sequencer-0', 'sequencer-1', 'sequencer-2', 'sequencer-3', 'mediator-0-0', 'mediator-0-1', 'mediator-1-0'].map((name) => `.remote.find(_.name == "${name}")`),
  );
});

test('a synchronizer is founded by its sequencers, with thresholds and parameters that are said', () => {
  expect(script(BFT_SYNCHRONIZER)).toContain([
    '      synchronizerOwners = orderers,',
    '      synchronizerThreshold = PositiveInt.tryCreate(3),',
    '      staticSynchronizerParameters = StaticSynchronizerParameters.defaults(CryptoConfig(provider = CryptoProvider.Kms), ProtocolVersion.tryCreate("35")),',
    '      mediatorRequestAmplification = SubmissionRequestAmplification(PositiveInt.tryCreate(2), 10.seconds),',
    '      mediatorThreshold = PositiveInt.tryCreate(2)',
  ].join('\n'));
  expect(script()).toContain('staticSynchronizerParameters = StaticSynchronizerParameters.defaultsWithoutKMS(ProtocolVersion.tryCreate("35")),');
});

test('a protocol version is never what the release would choose: the id of the synchronizer depends on it, and a newer release would found another one', () => {
  expect(script()).not.toContain('forSynchronizer');
});

test('a bootstrap that died half-way is gone on with: what it left with the owners is dropped first, and it says what to do where that is not enough', () => {
  const text = script();
  expect(text).toContain('if (established.isEmpty || newcomers.size == members.size) {\n');
  expect(text).toContain('case left: TopologyStoreId.Temporary if left.name.unwrap == "iou-setup" => owner.topology.stores.drop_temporary_topology_store(left)');
  expect(text).toContain('println("the bootstrap failed half-way; if every further try fails too, restart the sequencers\' pods, which forget what it left, and let it run again")');
  expect(text.indexOf('drop_temporary_topology_store')).toBeLessThan(text.indexOf('bootstrap.synchronizer('));
});

test('sequencers and mediators that came later are taken in, by those that own the synchronizer', () => {
  const text = script();
  const steps = [
    'transactions.load(orderer.topology', 'sequencers.propose(', '"sequencer " + orderer.name + " is one of the synchronizer")', 'orderer.setup.assign_from_onboarding_stateV2(',
    'transactions.load(mediator.topology', 'mediators.propose(', '"mediator " + mediator.name + " is one of the synchronizer")', 'mediator.setup.assign(synchronizer, wanted',
  ];
  expect(steps.map((step) => text.indexOf(step))).toEqual(steps.map((step) => text.indexOf(step)).sort((a, b) => a - b));
  expect(steps.filter((step) => !text.includes(step))).toEqual([]);
});

test('an onboarding that died half-way is gone on with: what the owners have said already is not said again, which would be an error', () => {
  const text = script();
  expect(text).not.toContain('onboard_new_sequencer');
  expect(text).toContain('    if (!state.exists(_.active.contains(orderer.id))) {\n');
  expect(text).toContain('    if (!group.exists(_.active.contains(mediator.id))) {\n');
});

test('a sequencer that agrees with others starts once they let it, and any other as soon as it is known', () => {
  const asked = (bft: boolean) => /waitUntil\("sequencer " \+ orderer\.name \+ " is one of the synchronizer"\)\((.*)\)$/m.exec(script({ bft }))![1];
  expect(asked(false)).toBe('state.exists(_.active.contains(orderer.id))');
  expect(asked(true)).toBe('state.exists(_.active.contains(orderer.id)) && existing.bft.get_ordering_topology().sequencerIds.contains(orderer.id)');
});

test('mediators are told their sequencers where they know others, after all is initialized, and of new ones when older transactions are decided', () => {
  const text = script();
  const steps = ['every mediator service is initialized', 'val outdated', 'Thread.sleep(60.seconds.toMillis)', 'outdated.foreach('].map((step) => text.indexOf(step));
  expect(steps).not.toContain(-1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(text).toContain('if (outdated.nonEmpty && established.nonEmpty) {');
});

test('it is closed at last: whoever has joined before, and whoever is named, is admitted first', () => {
  const text = script(BFT_SYNCHRONIZER);
  const steps = [
    'outdated.foreach(', 'val owners = orderers.filter(', 'if (restriction == OnboardingRestriction.UnrestrictedOpen) existing.topology.synchronizer_trust_certificates.list(',
    'joined ++ Seq(ParticipantId.tryFromProtoPrimitive("PAR::bank-a::1220ab"), ParticipantId.tryFromProtoPrimitive("PAR::bank-b::1220cd"))).distinct',
    'propose(synchronizer.logical, participant, ParticipantPermission.Submission, synchronize = None)',
    '_.update(onboardingRestriction = OnboardingRestriction.RestrictedOpen)', ' is ready"',
  ].map((step) => text.indexOf(step));
  expect(steps).not.toContain(-1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});

test('it is opened where that is said, and admits nobody then', () => {
  const text = script(OPEN_SYNCHRONIZER);
  expect(text).toContain('if (restriction == OnboardingRestriction.RestrictedOpen) {\n  println("from now on any participant may join")');
  expect(text).toContain('_.update(onboardingRestriction = OnboardingRestriction.UnrestrictedOpen)');
  expect(text).not.toContain('participant_synchronizer_permissions');
});

test.each([['closed', SYNCHRONIZER], ['open', OPEN_SYNCHRONIZER]])('one that is %s and was locked by hand stays locked: only the other open state is left', (_, spec) => {
  expect(bootstrapSynchronizerScript(spec, '').text).not.toMatch(/Locked|isRestricted/);
});

test('no command waits for nodes that never answer', () => {
  expect(script(BFT_SYNCHRONIZER)).not.toMatch(/wait_for_|synchronize_topology|retry_until_true|nodes\./);
});

test('names are literals wherever they stand', () => {
  const text = script({ synchronizer: 'x"y', sequencers: ['s"'], mediators: [{ service: 'm"', replicas: ['r"'] }] }).replace(/^\/\/.*$/mg, '');
  ['x\\"y', 'x\\"y-setup', 's\\"', 'm\\"', 'r\\"'].forEach((name) => expect(text).toContain(name));
});
