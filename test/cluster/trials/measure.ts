import { MOST_SWITCHES, NOTICED } from './budgets';
import { Fault, Strike, Trial } from './trial';
import { sleep, waitUntil } from '../../control-plane/wait';
import { Activity, activeInstance, activity } from '../ledger/activity';
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
  /** How often an instance became active, where the budget is for one switch. */
  readonly switches?: number;
  /** Seconds until the services were redundant again. */
  readonly redundancy?: number;
  /** The longest time without an acknowledgement while everything was made as it was, in seconds. @default - nothing had to be */
  readonly back?: number;
  readonly note?: string;
  /** The instance that was active when the fault came. @default - none, or all of them are */
  readonly activeBefore?: string;
  /** Who was active when. */
  readonly story: string;
  readonly at: string;
}

/** How long clients must be served without a break for a fault to be over. */
const QUIET = 3000;
const SETTLE = 300;

/** Makes a fault once, on a ledger that is steady, and says what the clients saw of it. The ledger is steady again then. */
export async function measure(fault: Fault, trial: Trial): Promise<Outcome[]> {
  const strike = await fault.strike(trial);
  const { begin } = strike;
  await strike.end?.();
  await served(strike.hits.map(({ client }) => client), begin);
  const redundancy = await redundancyAfter(strike, begin);
  const end = Date.now();
  const outcomes: Outcome[] = [];
  for (const { client, service, budget, perSwitch = false, note } of strike.hits) {
    const gaps = breaks(await acknowledgements(client, begin - QUIET), begin, end);
    const noticed = gaps.filter(gap => gap > NOTICED * 1000).length;
    const all = await activity(trial.database, service);
    const events = all.filter(({ at }) => at >= begin);
    const merged = perSwitch ? mergedSwitches(events, noticed) : 1;
    outcomes.push({
      release: trial.ledger.release,
      fault: fault.name,
      client,
      service,
      gap: Math.max(...gaps) / 1000,
      gaps: noticed,
      budget: budget && budget.worst * merged,
      median: budget?.median && budget.median * merged,
      arithmetic: budget && perSwitch ? `${budget.arithmetic} a switch` : budget?.arithmetic,
      switches: perSwitch ? switchesIn(events) : undefined,
      redundancy,
      note,
      activeBefore: hasOneActive(trial, service) ? activeInstance(all.filter(({ at }) => at < begin)) : undefined,
      story: story(events, begin),
      at: new Date(begin).toISOString(),
    });
  }
  const back = await wayBack(strike, trial.ledger);
  return outcomes.map(outcome => ({ ...outcome, back: back?.[outcome.client] }));
}

/** Makes everything as it was and waits until it is. @returns the longest time without an acknowledgement until then, by client that was hit */
async function wayBack({ undo, hits }: Strike, ledger: Ledger): Promise<Record<string, number> | undefined> {
  const begin = Date.now();
  await undo?.();
  await steady(ledger);
  if (undo === undefined) {
    return undefined;
  }
  const end = Date.now();
  const longest: Record<string, number> = {};
  for (const { client } of hits) {
    longest[client] = Math.max(...breaks(await acknowledgements(client, begin - QUIET), begin, end)) / 1000;
  }
  return longest;
}

/** Sequencers that share a database are active all at once. */
function hasOneActive({ ledger }: Trial, service: string): boolean {
  return !ledger.participants.some(({ domain }) => domain.sequencerDatabases.includes(service));
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
      return acknowledged.length > 0 && Math.max(...breaks(acknowledged, from, now), acknowledged[0] - from) < NOTICED * 1000;
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
  return noticed > 1 ? 1 : Math.min(MOST_SWITCHES, Math.max(1, switchesIn(events)));
}

function switchesIn(events: Activity[]): number {
  return events.filter(({ event }) => event === 'became_active').length;
}

function story(events: Activity[], begin: number): string {
  const told = events.filter(({ event }) => event.startsWith('became') || event === 'started' || event === 'stopped');
  return told.map(({ instance, event, at }) => `${((at - begin) / 1000).toFixed(1)} s ${instance} ${event.replace('_', ' ')}`).join('; ');
}
