/** What was acknowledged, and when. */
export class Tally {
  private readonly acks: [id: string, at: number, tries: number][] = [];
  private readonly began = Date.now();
  private longest = { gapMs: 0, from: Date.now() };
  private lastAck = Date.now();
  private attempts = 0;
  private readonly errors: { [reason: string]: number } = {};

  public attempt(): void {
    this.attempts++;
  }

  public failed(reason: string): void {
    const kind = reason.replace(/ (after )?[\d.:]*\d[.:].*$/, '').slice(0, 80); // without what differs each time
    this.errors[kind] = (this.errors[kind] ?? 0) + 1;
  }

  public acknowledged(commandId: string, tries: number): void {
    const now = Date.now();
    this.acks.push([commandId, now, tries]);
    if (now - this.lastAck > this.longest.gapMs) {
      this.longest = { gapMs: now - this.lastAck, from: this.lastAck };
    }
    this.lastAck = now;
  }

  public since(millis: number): [id: string, at: number, tries: number][] {
    return this.acks.filter(([, at]) => at >= millis);
  }

  public stats(): object {
    return {
      acked: this.acks.length,
      attempts: this.attempts,
      errors: this.errors,
      longestGapMs: this.longest.gapMs,
      longestGapFrom: this.longest.from,
      silentMs: Date.now() - this.lastAck,
      seconds: (Date.now() - this.began) / 1000,
    };
  }

  public get count(): number {
    return this.acks.length;
  }

  /** How long the last acknowledgement is ago. */
  public get gapMs(): number {
    return Date.now() - this.lastAck;
  }
}
