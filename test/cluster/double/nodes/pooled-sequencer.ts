import { Message, SequencerEndpoint } from './messages';
import { openSequencer } from './sequencer-subscription';
import { JsonClient } from '../rpc/json-service';
import { SEQUENCER_POOL } from '../timing';

/** One sequencer of a pool: after a failure it rests, twice as long each time, until it works again. */
export class PooledSequencer {
  /** For sending; each subscription has a connection of its own. */
  private client?: JsonClient;
  private rest = SEQUENCER_POOL.minRestart;
  private restsUntil = 0;

  public constructor(private readonly endpoint: SequencerEndpoint) {}

  public get alias(): string {
    return this.endpoint.alias;
  }

  public get isResting(): boolean {
    return Date.now() < this.restsUntil;
  }

  public open(): JsonClient {
    return openSequencer(this.endpoint.url, this.endpoint.rootCertificate, SEQUENCER_POOL);
  }

  public async send(member: string, messages: Message[]): Promise<void> {
    const client = this.client ??= this.open();
    try {
      await client.call('Send', { member, messages }, SEQUENCER_POOL.sendTimeout);
      this.rest = SEQUENCER_POOL.minRestart;
    } catch (error) {
      if (client === this.client) {
        this.close(); // the next use looks its name up again
        this.failed(false);
      }
      throw error;
    }
  }

  /** @param worked whether it did so until then */
  public failed(worked: boolean): void {
    this.rest = worked ? SEQUENCER_POOL.minRestart : Math.min(this.rest * 2, SEQUENCER_POOL.maxRestart);
    this.restsUntil = Date.now() + this.rest;
  }

  public close(): void {
    this.client?.close();
    this.client = undefined;
  }
}
