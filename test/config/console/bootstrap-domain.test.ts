import { BootstrapDomain, bootstrapDomainScript } from '../../../lib/config/console/bootstrap-domain';
import { ADMITTING, FIRST_START, ROOT, SEVERAL } from '../support/scripts';

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
  const text = script({ managers: ['m"0'], sequencer: 's"', mediators, admit: ['p"'], sequencerUrls: ['u"'] });
  ['m\\"0', 's\\"', 'x\\"y', 'r\\"', 'p\\"', 'u\\"'].forEach((name) => expect(text).toContain(name));
  expect(text).not.toMatch(/[a-z]"[0y](?!")/);
});
