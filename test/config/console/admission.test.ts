import { admit, participantId } from '../../../lib/config/console/admission';

test('a participant is admitted once: it is asked first, as saying the same twice is an error', () => {
  expect(admit('manager', 'participant.id')).toBe([
    'if (!manager.participants.list().exists(entry => entry.item.participant == participant.id'
    + ' && entry.item.permission == ParticipantPermission.Submission)) {',
    '  println("admitting " + participant.id.toProtoPrimitive)',
    '  manager.participants.set_state(participant.id, ParticipantPermission.Submission, TrustLevel.Ordinary, synchronize = None)',
    '}',
  ].join('\n'));
});

test('every line of it is indented', () => {
  expect(admit('m', 'p', '    ')).toBe(admit('m', 'p').replace(/^/gm, '    '));
});

test('an id that is known as text is a literal', () => {
  expect(participantId('PAR::bank::1220ab')).toBe('ParticipantId.tryFromProtoPrimitive("PAR::bank::1220ab")');
  expect(participantId('"')).toBe('ParticipantId.tryFromProtoPrimitive("\\"")');
});
