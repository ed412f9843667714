import { REDUNDANCY } from './budgets';
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
  readonly redundancy?: number;
  /** The run with the longest gap. */
  readonly story: string;
}

/** One line for each fault, client and budget: the same fault with another budget is another line. */
export function summarize(outcomes: Outcome[]): Summary[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = [outcome.fault, outcome.client, outcome.arithmetic?.startsWith('its own') ? '' : outcome.arithmetic, noteOf(outcome)].join('|');
    groups.set(key, [...groups.get(key) ?? [], outcome]);
  }
  return [...groups.values()].map(summary);
}

function summary(outcomes: Outcome[]): Summary {
  const [first] = outcomes;
  const gaps = outcomes.map(({ gap }) => gap);
  const worst = outcomes.reduce((a, b) => (b.gap > a.gap ? b : a));
  const redundancy = outcomes.flatMap(outcome => outcome.redundancy ?? []);
  return {
    fault: first.fault,
    client: first.client,
    note: noteOf(first),
    times: outcomes.length,
    median: medianOf(gaps),
    worst: worst.gap,
    budget: first.arithmetic?.replace(/its own [\d.]+ s/, 'its own time') ?? 'none: recorded',
    missed: misses(outcomes),
    redundancy: redundancy.length === 0 ? undefined : Math.max(...redundancy),
    story: worst.story,
  };
}

function misses(outcomes: Outcome[]): string[] {
  const slow = outcomes.filter(({ gap, budget }) => budget !== undefined && gap > budget).map(({ gap, budget }) => `${gap.toFixed(1)} s > ${budget!.toFixed(1)} s`);
  const median = medianOf(outcomes.map(({ gap }) => gap));
  const typical = medianOf(outcomes.flatMap(outcome => outcome.median ?? []));
  const late = outcomes.flatMap(({ redundancy }) => (redundancy !== undefined && redundancy > REDUNDANCY ? [`redundant after ${redundancy.toFixed(0)} s > ${REDUNDANCY} s`] : []));
  return [...slow, ...(median > typical ? [`median ${median.toFixed(1)} s > ${typical} s`] : []), ...late];
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
