import { ConnectParticipant, connectParticipantScript, DomainConnection } from '../../../lib/config/console/connect-participant';
import { PruningSchedule } from '../../../lib/model/pruning-schedule';
import { CONNECT, CONNECT_ALL, FOLLOWING, ROOT, SUNDAYS } from '../support/scripts';

function script(over: Partial<ConnectParticipant> = {}): string {
  return connectParticipantScript({ ...CONNECT, ...over }).text;
}

function connecting(over: Partial<DomainConnection>): string {
  return script({ domains: [{ ...CONNECT.domains[0], ...over }] });
}

test('a participant that joins one domain', () => {
  expect(script()).toMatchSnapshot();
});

test('a participant with everything', () => {
  expect(script(CONNECT_ALL)).toMatchSnapshot();
});

test('the file has a name, and needs the root certificates of all domains and nothing else', () => {
  const { name, env, files } = connectParticipantScript(CONNECT_ALL);
  expect({ name, env, files }).toEqual({ name: 'connect.canton', env: [], files: [ROOT, CONNECT_ALL.domains[1].rootCertificate] });
  expect(connectParticipantScript(CONNECT).files).toEqual([]);
});

test('the time-out of commands is set before the first command', () => {
  const commands = script().split('\n').filter((line) => !/^(\/\/|import |$)/.test(line));
  expect(commands[0]).toBe('console.set_command_timeout(2.minutes)');
});

test('behind a router the participant is the one that it leads to; otherwise the active one is looked for', () => {
  expect(script()).toContain('val participant = participants.remote.find(_.name == "participant-0")');
  expect(script(CONNECT_ALL))
    .toMatch(/val participant = active\("the participant", Seq\(\n.*"participant-0".*\n.*"participant-1".*\n\)\)\(_\.health\.active\)/);
});

test('a connection is kept by a standby that takes over', () => {
  expect(script()).toContain('DomainConnectionConfig(alias, SequencerConnections.single(connection), manualConnect = false)\n');
  expect(script(CONNECT_ALL)).not.toContain('manualConnect = true');
});

test('a domain whose id is known must have it', () => {
  expect(connecting({ domainId: 'iou::1220' })).toContain('manualConnect = false, domainId = Some(DomainId.tryFromString("iou::1220")))\n');
  expect(script()).not.toContain('domainId');
});

test('a domain is registered only where it is not, as a try that failed may have stored it', () => {
  expect(script()).toContain([
    '  waitUntil("domain " + alias + " is registered") {',
    '    if (!participant.domains.is_registered(alias)) participant.domains.register(wanted)',
    '    participant.domains.is_registered(alias)',
    '  }',
  ].join('\n'));
});

test('a connection that has changed is cut, changed and made again', () => {
  expect(script()).toContain([
    '  if (participant.domains.config(alias) != Some(wanted)) {',
    '    println("changing the connection to domain " + alias)',
    '    scala.util.Try(participant.domains.disconnect(alias))',
    '    participant.domains.modify(alias, _ => wanted)',
    '  }',
  ].join('\n'));
  expect(script()).toContain('participant.domains.reconnect(alias, retry = false, synchronize = None)');
});

test('every domain has a block of its own, in order, and nothing waits for standbys', () => {
  const text = script(CONNECT_ALL);
  expect(text.match(/locally \{\n {2}val alias = .*/g)).toEqual(['locally {\n  val alias = "iou"', 'locally {\n  val alias = "other"']);
  expect(text).not.toMatch(/wait_for_|synchronize_topology|retry_until_true|nodes\.|domains\.active/);
});

test('the participant is admitted where a manager is at hand, once its domain is bootstrapped, before it registers', () => {
  const text = connecting({ managers: ['manager-0-0', 'manager-0-1'] });
  const steps = [
    '"the manager of domain "', 'is bootstrapped", manager.health.active)(manager.health.initialized())', 'manager.participants.set_state(participant.id',
    'domains.register(wanted)',
  ].map((step) => text.indexOf(step));
  expect(steps).not.toContain(-1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(script()).not.toMatch(/manager\b/);
});

test('DARs are uploaded first, without a wait that would need a token', () => {
  const text = script(CONNECT_ALL);
  expect(text.match(/participant\.dars\.upload.*/g)).toEqual([
    'participant.dars.upload("/dars/0/iou.dar", synchronizeVetting = false)',
    'participant.dars.upload("/dars/1/swap.dar", synchronizeVetting = false)',
  ]);
  expect(text.indexOf('dars.upload')).toBeLessThan(text.indexOf('domains.register'));
});

test('it is told when to prune, once it is connected, and only where that is said', () => {
  const text = script({ pruning: SUNDAYS });
  expect(text).toContain('participant.pruning.set_schedule("0 0 2 ? * SUN", 21600.seconds, 7776000.seconds)\n');
  expect(text.indexOf('pruning.set_schedule')).toBeGreaterThan(text.indexOf('domains.reconnect'));
  expect(script({ pruning: PruningSchedule.off() })).toContain('participant.pruning.clear_schedule()\n');
  expect(script()).not.toContain('pruning');
});

test('it pings itself where it is asked to', () => {
  expect(script(CONNECT_ALL)).toContain('println("ping took " + participant.health.ping(participant.id))');
  expect(script()).not.toContain('ping');
});

test('where sequencers join one by one, the participant is told of them after the manager is', () => {
  const text = script(FOLLOWING);
  expect(text).toContain([
    '  waitUntil("the manager of domain " + alias + " uses these sequencers", manager.health.active) {',
    '    manager.sequencer_connection.get() == Some(SequencerConnections.single(connection))',
    '  }',
    '  waitUntil("domain " + alias + " is registered") {',
  ].join('\n'));
  expect(script(CONNECT_ALL)).not.toContain('uses these sequencers');
});

test('on an open domain the manager is asked for its sequencers, and not for admission', () => {
  const [domain] = FOLLOWING.domains;
  const text = script({ domains: [{ ...domain, open: true }] });
  expect(text).toContain('uses these sequencers');
  expect(text).toContain('val manager = active(');
  expect(text).not.toContain('set_state');
  expect(script(FOLLOWING)).toContain('set_state');
});
