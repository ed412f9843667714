import { Message, SequencedEvent, SequencerEndpoint } from './messages';
import { KeepAlive, keepAliveOf, openSequencer, SequencerSubscription } from './sequencer-subscription';
import { JsonClient } from '../rpc/json-service';
import { sleep } from '../support/time';
import { SEQUENCER_POOL } from '../timing';

/**
 * One sequencer of a pool, on one connection, which carries what is sent and what is followed: its name is looked up once, and all of it breaks together. It is
 * not used before it has shaken hands, at the start and after each failure; that is tried at growing distances.
 */
export class PooledSequencer {
  private client: JsonClient;
  private readonly keepAlive: KeepAlive;
  private available = false;
  private closed = false;

  public constructor(private readonly endpoint: SequencerEndpoint, keepAlive: Partial<KeepAlive>) {
    this.keepAlive = keepAliveOf(keepAlive, SEQUENCER_POOL);
    this.client = this.open();
  }

  public get alias(): string {
    return this.endpoint.alias;
  }

  public get isAvailable(): boolean {
    return this.available;
  }

  public start(): void {
    void this.validate();
  }

  public follow(member: string, after: number, take: (events: SequencedEvent[]) => Promise<void>): SequencerSubscription {
    const { client } = this;
    const subscription = new SequencerSubscription(client, { member, after }, take);
    void subscription.ended.then(() => this.failed(client));
    return subscription;
  }

  public async send(member: string, messages: Message[]): Promise<void> {
    const { client } = this;
    try {
      // gRPC has the kernel give up a connection where data is not acknowledged for as long as the keep-alive's time-out.
      await client.call('Send', { member, messages }, this.keepAlive.keepAliveTimeout);
    } catch (error) {
      this.failed(client);
      throw error;
    }
  }

  public close(): void {
    this.closed = true;
    this.client.close();
  }

  private async validate(): Promise<void> {
    for (let rest = SEQUENCER_POOL.minRestart; !this.available && !this.closed; rest = Math.min(rest * 2, SEQUENCER_POOL.maxRestart)) {
      await sleep(rest);
      const { client } = this;
      const answered = await client.call('Handshake', {}, SEQUENCER_POOL.handshakeTimeout).then(() => true, () => false);
      if (!answered) {
        this.failed(client);
      }
      this.available = answered && client === this.client;
    }
  }

  /** The next connection looks the name up again. */
  private failed(client: JsonClient): void {
    if (client !== this.client || this.closed) {
      return;
    }
    client.break();
    this.client = this.open();
    if (this.available) {
      this.available = false;
      void this.validate();
    }
  }

  private open(): JsonClient {
    return openSequencer(this.endpoint.url, this.endpoint.rootCertificate, this.keepAlive);
  }
}
