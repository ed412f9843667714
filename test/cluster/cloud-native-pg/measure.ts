import { PARTICIPANT, WRITER } from './app';
import { WRITERS } from './deploy';
import { DatabaseFault } from './faults';
import { ask, clusterStatus, INSTANCES, isWhole, servers } from './server';
import { waitUntil } from '../../control-plane/wait';
import { acknowledged, acknowledgements, stopClient } from '../ledger/clients';
import { waitForLedger } from '../ledger/deploy';
import { breaks } from '../trials/measure';

/** One fault as both clients saw it; in seconds. */
export interface Measurement {
  readonly fault: string;
  /** The longest time without an acknowledgement, by client. */
  readonly gaps: Readonly<Record<string, number>>;
  /** Whether another server writes now. */
  readonly moved: boolean;
  /** Until all servers were there again, what was lost or drained included. */
  readonly whole: number;
}

/** What became of the rows and commands that were acknowledged. */
export interface Count {
  readonly client: string;
  readonly acknowledged: number;
  /** Acknowledged, and not in the database. */
  readonly lost: number;
}

/** How long both must be served without a break for a fault to be over, and what is a break; in milliseconds. */
const QUIET = 5000;
const BREAK = 2000;
const SECONDS = 420;

export async function measure({ name, strike }: DatabaseFault): Promise<Measurement> {
  await steady();
  const [primary] = servers();
  const begin = Date.now();
  const undo = await strike(primary);
  await served(begin);
  const end = Date.now();
  const gaps: Record<string, number> = {};
  for (const { name: client } of WRITERS) {
    gaps[client] = Math.max(...breaks(await acknowledgements(client, begin - QUIET), begin, end)) / 1000;
  }
  const moved = clusterStatus().currentPrimary !== primary.metadata.name;
  await undo?.();
  await waitUntil(`${INSTANCES} servers`, isWhole, { seconds: SECONDS, every: 500, otherwise: () => JSON.stringify(clusterStatus()) });
  return { fault: name, gaps, moved, whole: (Date.now() - begin) / 1000 };
}

/** Stops both and looks for all that was acknowledged. */
export async function count(): Promise<Count[]> {
  const stored: Record<string, () => string[]> = {
    sql: () => ask(WRITER, 'select id from commands'),
    ledger: () => ask(PARTICIPANT, 'select command_id from contracts'),
  };
  const counts: Count[] = [];
  for (const { name: client } of WRITERS) {
    await stopClient(client);
    const acks = await acknowledged(client);
    const there = new Set(stored[client]());
    counts.push({ client, acknowledged: acks.length, lost: acks.filter(([id]) => !there.has(id)).length });
  }
  return counts;
}

async function steady(): Promise<void> {
  await waitUntil(`${INSTANCES} servers`, isWhole, { seconds: SECONDS, every: 500 });
  await waitForLedger(SECONDS);
  await served(Date.now());
}

/** Waits until both were served for a while without a break, after the fault. */
async function served(since: number): Promise<void> {
  for (const { name } of WRITERS) {
    const isServed = async () => {
      const now = Date.now();
      const from = now - QUIET;
      const times = await acknowledgements(name, from);
      return from >= since && times.length > 0 && Math.max(...breaks(times, from, now), times[0] - from) < BREAK;
    };
    await waitUntil(`service for client ${name}`, isServed, { seconds: SECONDS, every: 500 });
  }
}
