import { EventHandler, Message, SequencedEvent, SequencerConnections, SequencerLink } from './messages';
import { PooledSequencer } from './pooled-sequencer';
import { KeepAlive, SequencerSubscription } from './sequencer-subscription';
import { TrustedEvents } from './trusted-events';
import { log } from '../support/log';
import { sleep } from '../support/time';
import { SEQUENCER_POOL } from '../timing';

/**
 * A member's connections to the sequencers of a 3.5 synchronizer (facts of Canton 3, B8): as many subscriptions at once as the threshold and the margin say, each
 * with another sequencer, replaced when they break. What is sent goes to one sequencer, and to the next one where that fails.
 */
export class SequencerPool implements SequencerLink {
  private readonly sequencers: PooledSequencer[];
  private readonly events: TrustedEvents;
  private readonly subscriptions = new Map<PooledSequencer, SequencerSubscription>();
  private work: Promise<void> = Promise.resolve();
  private turn = 0;
  private stopped = false;

  public constructor(
    private readonly connections: SequencerConnections,
    private readonly member: string,
    after: number,
    private readonly handle: EventHandler,
    keepAlive: Partial<KeepAlive> = {},
  ) {
    this.sequencers = connections.sequencers.map((endpoint) => new PooledSequencer(endpoint, keepAlive));
    this.events = new TrustedEvents(connections.trustThreshold, after);
    // Members do not all begin with the same one.
    this.turn = Math.floor(Math.random() * this.sequencers.length);
  }

  /** Whether enough sequencers are followed to believe what they say. */
  public get isConnected(): boolean {
    return [...this.subscriptions.values()].filter((subscription) => subscription.hasSpoken).length >= this.connections.trustThreshold;
  }

  public start(): void {
    this.sequencers.forEach((sequencer) => sequencer.start());
    void this.keepSubscriptions();
  }

  public stop(): void {
    this.stopped = true;
    this.subscriptions.forEach((subscription) => subscription.cancel());
    this.sequencers.forEach((sequencer) => sequencer.close());
  }

  /** Goes to another sequencer where one fails, to as many as the amplification says. What a sequencer takes is sequenced, so patience plays no part here. */
  public async send(messages: Message[]): Promise<void> {
    const tried: PooledSequencer[] = [];
    for (;;) {
      const sequencer = this.choose(tried);
      tried.push(sequencer);
      try {
        return await sequencer.send(this.member, messages);
      } catch (error) {
        if (this.stopped || tried.length >= this.connections.amplification.factor) {
          throw error;
        }
      }
    }
  }

  /** Begins when as many sequencers as the threshold have shaken hands. */
  private async keepSubscriptions(): Promise<void> {
    const { trustThreshold, livenessMargin } = this.connections;
    while (!this.stopped && this.sequencers.filter(({ isAvailable }) => isAvailable).length < trustThreshold) {
      await sleep(SEQUENCER_POOL.minRestart);
    }
    const wanted = Math.min(trustThreshold + livenessMargin, this.sequencers.length);
    Array.from({ length: wanted }).forEach(() => void this.keepSubscription());
  }

  /** Has one subscription at all times, with a sequencer that no other one has. */
  private async keepSubscription(): Promise<void> {
    while (!this.stopped) {
      const sequencer = this.next(this.sequencers.filter((candidate) => candidate.isAvailable && !this.subscriptions.has(candidate)));
      if (sequencer === undefined) {
        await sleep(SEQUENCER_POOL.subscriptionRequest);
        continue;
      }
      const subscription = sequencer.follow(this.member, this.events.after, (events) => this.take(sequencer, events));
      this.subscriptions.set(sequencer, subscription);
      const why = await subscription.ended;
      this.subscriptions.delete(sequencer);
      if (!this.stopped) {
        log('sequencer subscription ended', { sequencer: sequencer.alias, why });
      }
    }
  }

  /** Hands on what enough sequencers have delivered; one hand-over at a time. */
  private take(sequencer: PooledSequencer, events: SequencedEvent[]): Promise<void> {
    this.events.add(sequencer.alias, events);
    this.work = this.work.catch(() => undefined).then(async () => {
      const trusted = this.events.trusted();
      if (!this.stopped && trusted.length > 0) {
        await this.handle(trusted);
        this.events.handled(trusted[trusted.length - 1].ts);
      }
    });
    return this.work;
  }

  /** One that was not tried and works; any one where there is none. */
  private choose(tried: PooledSequencer[]): PooledSequencer {
    const untried = this.sequencers.filter((sequencer) => !tried.includes(sequencer));
    return this.next(untried.filter(({ isAvailable }) => isAvailable)) ?? this.next(untried) ?? this.next(this.sequencers)!;
  }

  private next(among: PooledSequencer[]): PooledSequencer | undefined {
    return among[this.turn++ % among.length];
  }
}
