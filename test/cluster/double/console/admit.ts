import { RemoteNode } from './remote-node';
import { log } from '../support/log';

/** Lets a participant in, if it is not in yet. */
export async function admit(manager: RemoteNode, participant: string): Promise<void> {
  const { participants } = await manager.operate('Participants');
  if (!participants.includes(participant)) {
    log(`admitting ${participant}`);
    await manager.operate('Admit', { participant });
  }
}
