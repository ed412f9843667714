import { text } from './scala';

/**
 * Lets a participant into a domain that is not open. To say the same twice is an error, so it is asked first; the state is not waited for on all
 * nodes of the console, because standbys never show it.
 *
 * @param manager Scala value of the active domain manager
 * @param participant Scala value of the participant's id
 * @param indent what each line begins with
 */
export function admit(manager: string, participant: string, indent = ''): string {
  return [
    `if (!${manager}.participants.list().exists(entry => entry.item.participant == ${participant} && entry.item.permission == ParticipantPermission.Submission)) {`,
    `  println("admitting " + ${participant}.toProtoPrimitive)`,
    `  ${manager}.participants.set_state(${participant}, ParticipantPermission.Submission, TrustLevel.Ordinary, synchronize = None)`,
    '}',
  ].map((line) => `${indent}${line}`).join('\n');
}

/** Scala value of a participant id that is known as text. */
export function participantId(id: string): string {
  return `ParticipantId.tryFromProtoPrimitive(${text(id)})`;
}
