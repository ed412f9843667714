/** Timestamps of sequencers on one database: microseconds, each node's own modulo their number (facts A.5), so that no two are ever the same. */
export class Timestamps {
  private last = 0;

  public constructor(private readonly index: number, private readonly totalNodeCount: number) {}

  /** The next one, later than all before it. */
  public next(nowMicros = Date.now() * 1000): number {
    const aligned = nowMicros - (nowMicros % this.totalNodeCount) + this.index;
    this.last = aligned > this.last ? aligned : this.last + this.totalNodeCount;
    return this.last;
  }

  /** Later ones only are given out from here on. */
  public startAfter(timestamp: number): void {
    this.last = Math.max(this.last, timestamp);
  }
}
