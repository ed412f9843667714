import { Fault, Strike, Trial } from './trial';
import { sleep, waitUntil } from '../../control-plane/wait';
import { Activity, activity } from '../ledger/activity';
import { acknowledgements, clientApps } from '../ledger/clients';
import { waitForLedger } from '../ledger/deploy';
import { Ledger } from '../ledger/ledger';

/** One fault as one client saw it. */
export interface Outcome {
  /** Of which ledger. @default - that of Daml 2.10 */
  readonly release?: string;
  readonly fault: string;
  readonly client: string;
  readonly service: string;
  /** The longest time without an acknowledgement, in seconds. */
  readonly gap: number;
  readonly gaps: number;
  readonly budget?: number;
  readonly median?: number;
  readonly arithmetic?: string;
  /** Seconds until the services were redundant again. */
  readonly redundancy?: number;
  readonly note?: string;
  /** Who was active when. */
  readonly story: string;
  readonly at: string;
}

/** A break that a user notices; shorter ones are the ups and downs of a busy machine. */
const NOTICED = 2000;
/** How long clients must be served without a break for a fault to be over. */
const QUIET = 3000;
const SETTLE = 300;

/** Makes a fault once and says what the clients saw of it. */
export async function measure(fault: Fault, trial: Trial): Promise<Outcome[]> {
  await steady(trial.ledger);
  const strike = await fault.strike(trial);
  const { begin } = strike;
  await strike.end?.();
  await served(strike.hits.map(({ client }) => client), begin);
  const redundancy = await redundancyAfter(strike, begin);
  const end = Date.now();
  const outcomes: Outcome[] = [];
  for (const { client, service, budget, perSwitch = false, note } of strike.hits) {
    const gaps = breaks(await acknowledgements(client, begin - QUIET), begin, end);
    const noticed = gaps.filter(gap => gap > NOTICED).length;
    const events = await activity(trial.database, service, begin);
    const switches = perSwitch ? mergedSwitches(events, noticed) : 1;
    outcomes.push({
      release: trial.ledger.release,
      fault: fault.name,
      client,
      service,
      gap: Math.max(...gaps) / 1000,
      gaps: noticed,
      budget: budget && budget.worst * switches,
      median: budget?.median && budget.median * switches,
      arithmetic: budget?.arithmetic,
      redundancy,
      note,
      story: story(events, begin),
      at: new Date(begin).toISOString(),
    });
  }
  await strike.undo?.();
  return outcomes;
}

/** The times between acknowledgements, in milliseconds, that end after a fault began. */
export function breaks(acknowledged: number[], begin: number, end: number): number[] {
  const times = [...acknowledged.filter(at => at <= end), end];
  const gaps = times.slice(1).map((at, index) => ({ at, gap: at - times[index] })).filter(({ at }) => at >= begin).map(({ gap }) => gap);
  return gaps.length === 0 ? [end - begin] : gaps;
}

/** Waits until everything is up and every client is served. */
export async function steady(ledger: Ledger): Promise<void> {
  await waitForLedger(SETTLE);
  await served(clientApps(ledger).map(({ name }) => name), Date.now());
}

/** Waits until each client was served for a while without a break, after the fault. */
export async function served(clients: string[], since: number): Promise<void> {
  await sleep(QUIET);
  for (const client of clients) {
    const isServed = async () => {
      const now = Date.now();
      const from = Math.max(since, now - QUIET);
      const acknowledged = await acknowledgements(client, from);
      return acknowledged.length > 0 && Math.max(...breaks(acknowledged, from, now), acknowledged[0] - from) < NOTICED;
    };
    await waitUntil(`service for client ${client}`, isServed, { seconds: SETTLE });
  }
}

async function redundancyAfter({ redundancy }: Strike, begin: number): Promise<number | undefined> {
  if (redundancy === undefined) {
    return undefined;
  }
  await redundancy();
  return (Date.now() - begin) / 1000;
}

/** How many switches one break may be made of: two that follow each other closely are one break, and their times add up. */
export function mergedSwitches(events: Activity[], noticed: number): number {
  const switches = events.filter(({ event }) => event === 'lock_gained').length;
  return noticed > 1 ? 1 : Math.min(2, Math.max(1, switches));
}

function story(events: Activity[], begin: number): string {
  const told = events.filter(({ event }) => event.startsWith('became') || event === 'started' || event === 'stopped');
  return told.map(({ instance, event, at }) => `${((at - begin) / 1000).toFixed(1)} s ${instance} ${event.replace('_', ' ')}`).join('; ');
}
