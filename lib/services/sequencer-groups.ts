import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { Storage } from '../model/storage';
import { TotalNodeCount } from '../model/total-node-count';
import { describe, refuse } from '../model/validation';

/** The sequencer services on one SQL database: a rollout doubles the instances of all of them, and each needs an index of its own (rules R37, R48). */
export class SequencerGroups {
  private readonly joined: { readonly id: string; readonly replicas: number }[] = [];

  /**
   * @param name node name of all: that of the first
   * @param publicApi address of the first, which stands for the domain
   */
  public constructor(
    public readonly name: string,
    public readonly publicApi: Endpoint,
    public readonly release: CantonRelease,
    public readonly database: Storage,
    public readonly totalNodeCount: number,
  ) {}

  /** Takes indexes for the instances of a service, if there are enough. */
  public join(owner: string, id: string, replicas: number): void {
    const left = Math.floor(this.totalNodeCount / 2) - this.joined.reduce((sum, group) => sum + group.replicas, 0);
    if (replicas > left) {
      const others = this.joined.map((group) => `'${group.id}' (${group.replicas})`).join(', ');
      refuse(`${owner}: replicas must be at most ${left} with totalNodeCount ${this.totalNodeCount}${others && ` beside ${others}`}, got ${replicas}; `
        + 'a rollout doubles them, and each takes one of the indexes of the database (rule R37)');
    }
    this.joined.push({ id, replicas });
  }
}

/** A number alone is refused: whoever sets it must know what it means. */
export function requireTotalNodeCount(owner: string, totalNodeCount = TotalNodeCount.recommended()): number {
  return totalNodeCount instanceof TotalNodeCount ? totalNodeCount.count : refuse(`${owner}: totalNodeCount must be a TotalNodeCount, got ${describe(totalNodeCount)}; `
    + `it can never change while the database lives (rule R37): leave it out, or write TotalNodeCount.fixedForever(${String(totalNodeCount)})`);
}
