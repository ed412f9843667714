import { EventHandler, Message, SequencerConnection, SequencerLink } from './messages';
import { SequencerEndpoints } from './sequencer-endpoints';
import { KeepAlive, keepAliveOf, SequencerSubscription } from './sequencer-subscription';
import { log, reason } from '../support/log';
import { sleep } from '../support/time';
import { SEQUENCER_CLIENT } from '../timing';

/** A member's connection to the sequencers: one subscription, which moves on when it breaks and goes on after the last event; sends go round (rule R42). */
export class SequencerClient implements SequencerLink {
  private readonly reads: SequencerEndpoints;
  private readonly writes: SequencerEndpoints;
  private stopped = false;
  private subscription?: SequencerSubscription;

  public constructor(
    connection: SequencerConnection,
    private readonly member: string,
    private after: number,
    private readonly handle: EventHandler,
    keepAlive: Partial<KeepAlive> = {},
  ) {
    const open = () => new SequencerEndpoints(connection, keepAliveOf(keepAlive, SEQUENCER_CLIENT));
    [this.reads, this.writes] = [open(), open()];
  }

  /** Whether events arrive. */
  public get isConnected(): boolean {
    return this.subscription?.hasSpoken === true;
  }

  public start(): void {
    void this.follow();
  }

  public stop(): void {
    this.stopped = true;
    this.subscription?.cancel();
    this.reads.close();
    this.writes.close();
  }

  /** Has messages sequenced; tries other endpoints before it gives up. They may be sequenced twice. */
  public async send(messages: Message[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.writes.use((client) => client.call('Send', { member: this.member, messages }, SEQUENCER_CLIENT.sendTimeout));
      } catch (error) {
        if (this.stopped || attempt > this.writes.count) {
          throw error;
        }
        await sleep(SEQUENCER_CLIENT.firstBackOff * attempt);
      }
    }
  }

  private async follow(): Promise<void> {
    let backOff = SEQUENCER_CLIENT.firstBackOff;
    while (!this.stopped) {
      const from = this.after;
      const why = await this.followOne().catch(reason);
      const lived = this.isConnected;
      this.subscription = undefined;
      if (this.stopped) {
        return;
      }
      log('sequencer subscription ended', { why });
      backOff = lived || this.after > from ? SEQUENCER_CLIENT.firstBackOff : Math.min(backOff * 2, SEQUENCER_CLIENT.maxBackOff);
      await sleep(backOff);
    }
  }

  /** Follows one endpoint until it breaks. */
  private followOne(): Promise<never> {
    return this.reads.use(async (client, url) => {
      this.subscription = new SequencerSubscription(client, { member: this.member, after: this.after }, async (events) => {
        const fresh = events.filter(({ ts }) => ts > this.after);
        if (!this.stopped && fresh.length > 0) {
          await this.handle(fresh);
          this.after = fresh[fresh.length - 1].ts;
        }
      });
      throw new Error(`${url}: ${await this.subscription.ended}`);
    });
  }
}
