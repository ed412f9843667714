import { requireInteger } from './validation';

/** Canton's limit of sequencers that share a database. */
const MAXIMUM = 32;

/** How many sequencers may ever share a database. It can never change: timestamps are dealt out by it, and with another number some would be used twice (rule R37). */
export class TotalNodeCount {
  /** 10, as Canton recommends: five instances, which a rollout doubles. */
  public static recommended(): TotalNodeCount {
    return new TotalNodeCount(10);
  }

  /**
   * Another number, for the life of the database. Timestamps are split among all indexes (facts A.5), so it is no bigger than it must be.
   *
   * @param count at least twice the instances of all groups on the database, at most 32
   */
  public static fixedForever(count: number): TotalNodeCount {
    return new TotalNodeCount(requireInteger('totalNodeCount', count, 2, MAXIMUM));
  }

  private constructor(/** How many. */ public readonly count: number) {}
}
