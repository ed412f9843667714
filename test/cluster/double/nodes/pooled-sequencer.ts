import { Message, SequencerEndpoint } from './messages';
import { KeepAlive, keepAliveOf, openSequencer } from './sequencer-subscription';
import { JsonClient } from '../rpc/json-service';
import { sleep } from '../support/time';
import { SEQUENCER_POOL } from '../timing';

/** One sequencer of a pool: after a failure it is not used until it has shaken hands again, which is tried at growing distances. */
export class PooledSequencer {
  /** For sending; each subscription has a connection of its own. */
  private client?: JsonClient;
  private readonly keepAlive: KeepAlive;
  private available = true;
  private closed = false;

  public constructor(private readonly endpoint: SequencerEndpoint, keepAlive: Partial<KeepAlive>) {
    this.keepAlive = keepAliveOf(keepAlive, SEQUENCER_POOL);
  }

  public get alias(): string {
    return this.endpoint.alias;
  }

  public get isAvailable(): boolean {
    return this.available;
  }

  public open(): JsonClient {
    return openSequencer(this.endpoint.url, this.endpoint.rootCertificate, this.keepAlive);
  }

  public async send(member: string, messages: Message[]): Promise<void> {
    const client = this.client ??= this.open();
    try {
      // gRPC has the kernel give up a connection where data is not acknowledged for as long as the keep-alive's time-out.
      await client.call('Send', { member, messages }, this.keepAlive.keepAliveTimeout);
    } catch (error) {
      if (client === this.client) {
        this.failed();
      }
      throw error;
    }
  }

  public failed(): void {
    this.client?.close(); // the next use looks its name up again
    this.client = undefined;
    if (this.available) {
      this.available = false;
      void this.restart();
    }
  }

  public close(): void {
    this.closed = true;
    this.client?.close();
  }

  private async restart(): Promise<void> {
    for (let rest = SEQUENCER_POOL.minRestart; !this.available && !this.closed; rest = Math.min(rest * 2, SEQUENCER_POOL.maxRestart)) {
      await sleep(rest);
      const client = this.open();
      this.available = await client.call('Handshake', {}, SEQUENCER_POOL.handshakeTimeout).then(() => true, () => false);
      client.close();
    }
  }
}
