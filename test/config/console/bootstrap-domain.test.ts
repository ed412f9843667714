import { BootstrapDomain, bootstrapDomainScript } from '../../../lib/config/console/bootstrap-domain';
import { ADMITTING, FIRST_START, ON_A_CHAIN, ROOT, SEVERAL } from '../support/scripts';

function script(over: Partial<BootstrapDomain> = {}): string {
  return bootstrapDomainScript({ ...FIRST_START, ...over }).text;
}

test('a domain with one mediator service', () => {
  expect(script()).toMatchSnapshot();
});

test('a domain with everything', () => {
  expect(script({ ...SEVERAL, rootCertificate: ROOT, admit: ADMITTING.admit })).toMatchSnapshot();
});

test('the file has a name, and needs the root certificate and nothing else', () => {
  const { name, env, files } = bootstrapDomainScript(FIRST_START);
  expect({ name, env, files }).toEqual({ name: 'bootstrap.canton', env: [], files: [ROOT] });
  expect(bootstrapDomainScript(SEVERAL).files).toEqual([]);
});

test('the time-out of commands is set before the first command', () => {
  const commands = script().split('\n').filter((line) => !/^(\/\/|import |$)/.test(line));
  expect(commands[0]).toBe('console.set_command_timeout(2.minutes)');
});

test('only the active instance of each service is spoken to, and one of the sequencers', () => {
  const text = script(SEVERAL);
  expect(text.match(/active\(.*\(/g)).toEqual([
    'active("the domain manager", Seq(', 'active("mediator service mediator", Seq(', 'active("mediator service mediator-b", Seq(',
  ]);
  expect(text.match(/\.remote\.find\(_\.name == "[^"]*"\)/g)).toEqual(
    ['manager-0', 'manager-1', 'sequencer', 'mediator-0-0', 'mediator-0-1', 'mediator-1-0'].map((name) => `.remote.find(_.name == "${name}")`),
  );
});

test('the domain is bootstrapped where it is not, and mediators that came later are onboarded', () => {
  expect(script()).toContain([
    'if (!manager.health.initialized() || !sequencer.health.initialized() || newcomers.size == members.size) {',
    '  println("bootstrapping domain " + "iou")',
    '  manager.setup.bootstrap_domain(Seq(sequencer), members)',
    '} else {',
    '  newcomers.foreach { mediator =>',
    '    println("onboarding mediator " + mediator.name)',
    '    manager.setup.onboard_mediator(mediator, Seq(sequencer))',
    '  }',
    '}',
  ].join('\n'));
});

test('mediators and manager are told their sequencers where they know others, after all is initialized', () => {
  const text = script(SEVERAL);
  expect(text).toContain([
    'val wanted = SequencerConnections.single(GrpcSequencerConnection.tryCreate("http://sequencer-0.iou.svc:4401", None)'
    + '.addEndpoints("http://sequencer-1.iou.svc:4401", "http://sequencer-2.iou.svc:4401"))',
    'if (manager.sequencer_connection.get() != Some(wanted)) manager.sequencer_connection.set(wanted)',
    'members.filter(_.sequencer_connection.get() != Some(wanted)).foreach(_.sequencer_connection.set(wanted))',
  ].join('\n'));
  expect(text.indexOf('val wanted')).toBeGreaterThan(text.indexOf('every mediator service is initialized'));
});

test('a domain whose sequencers are nodes of their own', () => {
  expect(script(ON_A_CHAIN)).toMatchSnapshot();
});

test('sequencers on a blockchain are initialized one by one: all in the bootstrap, later ones by an established one, before the mediators', () => {
  expect(script(ON_A_CHAIN)).toContain([
    'if (!manager.health.initialized() || established.isEmpty || newcomers.size == members.size) {',
    '  println("bootstrapping domain " + "iou")',
    '  manager.setup.bootstrap_domain(orderers, members)',
    '} else {',
    '  joining.foreach { orderer =>',
    '    println("onboarding sequencer " + orderer.name)',
    '    manager.setup.onboard_new_sequencer(initialSequencer = established.head, newSequencer = orderer)',
    '  }',
    '  newcomers.foreach { mediator =>',
    '    println("onboarding mediator " + mediator.name)',
    '    manager.setup.onboard_mediator(mediator, Seq(established.head))',
    '  }',
    '}',
  ].join('\n'));
});

test('nobody is told of a new sequencer before the maximum decision duration is over, and the manager, whom participants follow, is told last', () => {
  const text = script(ON_A_CHAIN);
  const order = ['every mediator service is initialized', 'Thread.sleep(60.seconds.toMillis)', 'members.filter(_.sequencer_connection', 'manager.sequencer_connection.set'];
  expect(order.map((piece) => text.indexOf(piece))).toEqual(order.map((piece) => text.indexOf(piece)).sort((a, b) => a - b));
  expect(text.indexOf(order[0])).toBeGreaterThan(0);
  expect(text).toContain('if (manager.sequencer_connection.get() != Some(wanted)) {\n  println("waiting for 60 seconds');
  expect(script(SEVERAL)).not.toContain('Thread.sleep(60');
});

test('no command waits for nodes that never answer: standbys', () => {
  const text = script({ ...SEVERAL, admit: ADMITTING.admit });
  expect(text).not.toMatch(/wait_for_|synchronize_topology|retry_until_true|nodes\./);
  expect(text.match(/set_state\(.*/g)).toEqual(['set_state(participant, ParticipantPermission.Submission, TrustLevel.Ordinary, synchronize = None)']);
});

test('participants are admitted where there are any', () => {
  expect(script(ADMITTING)).toContain(
    'Seq(ParticipantId.tryFromProtoPrimitive("PAR::bank-a::1220ab"), ParticipantId.tryFromProtoPrimitive("PAR::bank-b::1220cd"))'
    + '.foreach { participant =>\n  if (!manager.participants.list()',
  );
  expect(script()).not.toMatch(/ParticipantId|set_state/);
});

test('names are literals wherever they stand', () => {
  const mediators = [{ service: 'x"y', replicas: ['r"'] }];
  const text = script({ managers: ['m"0'], sequencers: ['s"'], mediators, admit: ['p"'], sequencerUrls: ['u"'] });
  ['m\\"0', 's\\"', 'x\\"y', 'r\\"', 'p\\"', 'u\\"'].forEach((name) => expect(text).toContain(name));
  expect(text).not.toMatch(/[a-z]"[0y](?!")/);
});
