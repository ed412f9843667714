import { createHash } from 'crypto';

/** A place that something may go to, and how much of everything it gets compared with the others. */
export interface Candidate {
  readonly name: string;
  readonly weight: number;
}

/**
 * Weighted rendezvous hashing: each place draws a number for the key, and the highest one wins. The same key and places give the same winner
 * everywhere; one place more takes its share evenly from all the others, and nothing else changes (https://en.wikipedia.org/wiki/Rendezvous_hashing).
 */
export function rendezvous<T extends Candidate>(key: string, candidates: readonly T[]): T | undefined {
  return candidates.map((candidate) => ({ candidate, score: score(key, candidate) })).sort(byScore)[0]?.candidate;
}

function score(key: string, { name, weight }: Candidate): number {
  return -weight / Math.log(draw(`${name}\n${key}`));
}

/** A number between 0 and 1, neither of them included. */
function draw(text: string): number {
  return (createHash('sha256').update(text).digest().readUIntBE(0, 6) + 0.5) / 2 ** 48;
}

function byScore(a: { candidate: Candidate; score: number }, b: { candidate: Candidate; score: number }): number {
  return b.score - a.score || (a.candidate.name < b.candidate.name ? -1 : 1);
}
