import { RemoteNode } from './remote-node';
import { waitUntil } from './wait';
import { Body } from '../nodes/messages';
import { log } from '../support/log';

/** Lets a participant in, if it is not in yet. */
export async function admit(manager: RemoteNode, participant: string): Promise<void> {
  const { participants } = await manager.operate('Participants');
  if (!participants.includes(participant)) {
    log(`admitting ${participant}`);
    await manager.operate('Admit', { participant });
  }
}

/** Who may join a 3.5 synchronizer, as one of its sequencers sees it. */
export interface Admission {
  readonly open: boolean;
  readonly admitted: string[];
  /** Participants that came while it was open. */
  readonly joined: string[];
}

/** Has the owners of a synchronizer let a participant in, if it is not in yet. */
export async function permit(owners: RemoteNode[], participant: string): Promise<void> {
  const permitted = async () => (await admissionOf(owners[0])).admitted.includes(participant);
  if (!await permitted()) {
    log(`admitting ${participant}`);
    await propose(owners, { type: 'topology', member: participant });
    await waitUntil(`the owners have admitted ${participant}`, permitted);
  }
}

/** Says whether any participant may join. Who has joined before stays. */
export async function restrict(owners: RemoteNode[], open: boolean, ids: string[]): Promise<void> {
  const state = async () => (await admissionOf(owners[0])).open;
  const wasOpen = await state();
  const joined = wasOpen && !open ? (await Promise.all(owners.map(admissionOf))).flatMap((admission) => admission.joined) : [];
  for (const participant of new Set([...joined, ...ids])) {
    await permit(owners, participant);
  }
  if (wasOpen !== open) {
    const what = open ? 'any participant may join' : 'only admitted participants may join';
    log(`from now on ${what}`);
    await propose(owners, { type: 'restriction', open });
    await waitUntil(what, async () => await state() === open);
  }
}

function admissionOf(owner: RemoteNode): Promise<Admission> {
  return owner.operate('Admission');
}

/** One that is away holds nobody up. */
async function propose(owners: RemoteNode[], body: Body): Promise<void> {
  await Promise.all(owners.map((owner) => owner.operate('Propose', { body }).catch(() => undefined)));
}
