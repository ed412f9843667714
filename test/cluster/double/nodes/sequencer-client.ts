import { EventHandler, Message, SequencerConnection, SequencerLink } from './messages';
import { KeepAlive, keepAliveOf, openSequencer, SequencerSubscription } from './sequencer-subscription';
import { JsonClient } from '../rpc/json-service';
import { log, reason } from '../support/log';
import { sleep } from '../support/time';
import { SEQUENCER_CLIENT } from '../timing';

/**
 * A member's connection to the sequencers: one subscription, which moves on to the next endpoint when it breaks and goes on after the last event; sends go round.
 * Both leave out endpoints that are not connected, as long as another is (facts C.3, rule R42).
 */
export class SequencerClient implements SequencerLink {
  /** Those that send; a subscription has a connection of its own. */
  private readonly clients: (JsonClient | undefined)[];
  private turn: number;
  private stopped = false;
  private subscription?: SequencerSubscription;

  public constructor(
    private readonly connection: SequencerConnection,
    private readonly member: string,
    private after: number,
    private readonly handle: EventHandler,
    private readonly keepAlive: Partial<KeepAlive> = {},
  ) {
    this.clients = connection.urls.map(() => undefined);
    // Members do not all begin with the same one.
    this.turn = Math.floor(Math.random() * connection.urls.length);
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
    this.clients.forEach((client) => client?.close());
  }

  /** Has messages sequenced; tries other endpoints before it gives up. They may be sequenced twice. */
  public async send(messages: Message[]): Promise<void> {
    const tries = this.clients.length + 1;
    for (let attempt = 1; ; attempt++) {
      const index = this.next();
      try {
        await this.client(index).call('Send', { member: this.member, messages }, SEQUENCER_CLIENT.sendTimeout);
        return;
      } catch (error) {
        this.renew(index);
        if (this.stopped || attempt >= tries) {
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
      const index = this.next();
      const why = await this.followOne(index).catch(reason);
      const lived = this.isConnected;
      this.subscription = undefined;
      if (this.stopped) {
        return;
      }
      log('sequencer subscription ended', { url: this.connection.urls[index], why });
      this.renew(index);
      backOff = lived || this.after > from ? SEQUENCER_CLIENT.firstBackOff : Math.min(backOff * 2, SEQUENCER_CLIENT.maxBackOff);
      await sleep(backOff);
    }
  }

  /** Follows one endpoint until it breaks. */
  private async followOne(index: number): Promise<string> {
    this.subscription = new SequencerSubscription(this.newClient(index), { member: this.member, after: this.after }, async (events) => {
      const fresh = events.filter(({ ts }) => ts > this.after);
      if (!this.stopped && fresh.length > 0) {
        await this.handle(fresh);
        this.after = fresh[fresh.length - 1].ts;
      }
    });
    return this.subscription.ended;
  }

  /** Whose turn it is: the next one that is connected, or the next of all. */
  private next(): number {
    const turns = this.clients.map((_, offset) => (this.turn + offset) % this.clients.length);
    const [index] = [...turns.filter((turn) => this.client(turn).isReady), ...turns];
    this.turn = index + 1;
    return index;
  }

  private client(index: number): JsonClient {
    return this.clients[index] ??= this.newClient(index);
  }

  private newClient(index: number): JsonClient {
    return openSequencer(this.connection.urls[index], this.connection.rootCertificate, keepAliveOf(this.keepAlive, SEQUENCER_CLIENT));
  }

  /** The next use of an endpoint looks its name up again and opens a new connection. */
  private renew(index: number): void {
    this.clients[index]?.close();
    this.clients[index] = undefined;
  }
}
