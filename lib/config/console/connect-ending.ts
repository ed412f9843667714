import { setPruningSchedule } from './pruning';
import { PruningSchedule } from '../../model/pruning-schedule';

/** What every script that connects a participant ends with. */
export function connectEnding({ pruning, ping }: { readonly pruning?: PruningSchedule; readonly ping: boolean }): string {
  return `${pruning === undefined ? '' : `\n${setPruningSchedule('participant', pruning)}`}${ping ? PING : ''}
println("participant " + participant.id.toProtoPrimitive + " is ready")
`;
}

const PING = `
println("ping took " + participant.health.ping(participant.id))
`;
