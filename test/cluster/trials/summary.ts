import { MOST_SWITCHES, REDUNDANCY } from './budgets';
import { Outcome } from './measure';

/** What many runs of one fault came to for one service. */
export interface Summary {
  readonly fault: string;
  readonly client: string;
  readonly note: string;
  readonly times: number;
  readonly median: number;
  readonly worst: number;
  readonly budget: string;
  readonly missed: string[];
  /** How many of the runs missed something. */
  readonly missedRuns: number;
  readonly redundancy?: number;
  /** The longest gap on the way back. */
  readonly back?: number;
  /** Who was active before the run with the longest gap. @default - none, or all of them are */
  readonly activeBefore?: string;
  /** What happened in it. */
  readonly story: string;
  /** All runs of the fault for this client, where it is the first of several lines. */
  readonly all?: Figures;
}

/** Gaps in figures. */
export interface Figures {
  readonly times: number;
  readonly median: number;
  readonly worst: number;
}

/** One line for each fault, client and budget: the same fault with another budget is another line. Those of one fault and client follow each other. */
export function summarize(outcomes: Outcome[]): Summary[] {
  return groupsOf(outcomes, ({ fault }) => fault).flatMap(ofFault => groupsOf(ofFault, ({ client }) => client)).flatMap(ofClient => {
    const [first, ...others] = groupsOf(ofClient, outcome => `${outcome.arithmetic?.startsWith('its own') ? '' : outcome.arithmetic}|${noteOf(outcome)}`).map(summary);
    return others.length === 0 ? [first] : [{ ...first, all: figures(ofClient) }, ...others];
  });
}

/** In the order of each group's first. */
function groupsOf(outcomes: Outcome[], keyOf: (outcome: Outcome) => string): Outcome[][] {
  const groups = new Map<string, Outcome[]>();
  outcomes.forEach(outcome => groups.set(keyOf(outcome), [...groups.get(keyOf(outcome)) ?? [], outcome]));
  return [...groups.values()];
}

function figures(outcomes: Outcome[]): Figures {
  const gaps = outcomes.map(({ gap }) => gap);
  return { times: outcomes.length, median: medianOf(gaps), worst: Math.max(...gaps) };
}

function summary(outcomes: Outcome[]): Summary {
  const [first] = outcomes;
  const worst = outcomes.reduce((a, b) => (b.gap > a.gap ? b : a));
  return {
    fault: first.fault,
    client: first.client,
    note: noteOf(first),
    ...figures(outcomes),
    budget: first.arithmetic?.replace(/its own [\d.]+ s/, 'its own time') ?? 'none: recorded',
    missed: [...outcomes.flatMap(missesOf), ...missedMedian(outcomes)],
    missedRuns: outcomes.filter(outcome => missesOf(outcome).length > 0).length,
    redundancy: longest(outcomes.map(({ redundancy }) => redundancy)),
    back: longest(outcomes.map(({ back }) => back)),
    activeBefore: worst.activeBefore,
    story: worst.story,
  };
}

/** What one run promised and did not keep. */
export function missesOf({ gap, budget = Infinity, back = 0, switches = 0, redundancy = 0 }: Outcome): string[] {
  return [
    ...(gap > budget ? [`${gap.toFixed(1)} s > ${budget.toFixed(1)} s`] : []),
    ...(switches > MOST_SWITCHES ? [`${switches} switches > ${MOST_SWITCHES}`] : []),
    ...(back > budget ? [`on the way back ${back.toFixed(1)} s > ${budget.toFixed(1)} s`] : []),
    ...(redundancy > REDUNDANCY ? [`redundant after ${redundancy.toFixed(0)} s > ${REDUNDANCY} s`] : []),
  ];
}

function missedMedian(outcomes: Outcome[]): string[] {
  const median = medianOf(outcomes.map(({ gap }) => gap));
  const typical = medianOf(outcomes.flatMap(outcome => outcome.median ?? []));
  return median > typical ? [`median ${median.toFixed(1)} s > ${typical} s`] : [];
}

function longest(times: (number | undefined)[]): number | undefined {
  const known = times.flatMap(time => time ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

export function medianOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Notes that vary from run to run, such as the order of a cold start, do not part the runs. */
function noteOf({ note }: Outcome): string {
  return note === undefined || note.startsWith('order ') ? '' : note;
}
