import { SequencedEvent } from './messages';

/** Events that several sequencers deliver: each is believed when as many as the threshold have delivered it, and comes out once, in order. */
export class TrustedEvents {
  private readonly waiting = new Map<number, { event: SequencedEvent; from: Set<string> }>();

  /** @param after up to where all was handled before */
  public constructor(private readonly threshold: number, private last: number) {}

  /** Up to where all is handled: a subscription begins there. */
  public get after(): number {
    return this.last;
  }

  public add(sequencer: string, events: SequencedEvent[]): void {
    for (const event of events.filter(({ ts }) => ts > this.last)) {
      const entry = this.waiting.get(event.ts) ?? { event, from: new Set() };
      this.waiting.set(event.ts, entry);
      entry.from.add(sequencer);
    }
  }

  /** Those that may be handled now. They stay until they are said to be handled. */
  public trusted(): SequencedEvent[] {
    const entries = [...this.waiting.values()].sort((a, b) => a.event.ts - b.event.ts);
    const untrusted = entries.findIndex(({ from }) => from.size < this.threshold);
    return (untrusted < 0 ? entries : entries.slice(0, untrusted)).map(({ event }) => event);
  }

  public handled(upTo: number): void {
    this.last = upTo;
    [...this.waiting.keys()].filter((ts) => ts <= upTo).forEach((ts) => this.waiting.delete(ts));
  }
}
