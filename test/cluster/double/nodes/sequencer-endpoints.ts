import { SequencerConnection } from './messages';
import { KeepAlive, openSequencer } from './sequencer-subscription';
import { JsonClient } from '../rpc/json-service';
import { sleep } from '../support/time';
import { SEQUENCER_CLIENT } from '../timing';

/** Between two looks at who is connected, in milliseconds. */
const LOOK = 20;

/** The endpoints of a connection as gRPC's round robin has them: all are connected to at once, and their turns pass over those that are not (facts C.3). */
export class SequencerEndpoints {
  private readonly clients: JsonClient[];
  private turn: number;
  private closed = false;

  public constructor(private readonly connection: SequencerConnection, private readonly keepAlive: KeepAlive) {
    this.clients = connection.urls.map((url) => this.open(url));
    // Members do not all begin with the same one.
    this.turn = Math.floor(Math.random() * this.count);
  }

  public get count(): number {
    return this.connection.urls.length;
  }

  /** Uses the next one that is connected. One that fails is connected to anew. */
  public async use<T>(work: (client: JsonClient, url: string) => Promise<T>): Promise<T> {
    const index = await this.next();
    const client = this.clients[index];
    try {
      return await work(client, this.connection.urls[index]);
    } catch (error) {
      this.renew(index, client);
      throw error;
    }
  }

  public close(): void {
    this.closed = true;
    this.clients.forEach((client) => client.close());
  }

  private async next(): Promise<number> {
    const turns = this.clients.map((_, offset) => (this.turn + offset) % this.count);
    const begin = Date.now();
    for (;;) {
      const index = turns.find((turn) => !this.closed && this.clients[turn].isReady);
      if (index !== undefined) {
        this.turn = index + 1;
        return index;
      }
      if (this.closed || Date.now() - begin > SEQUENCER_CLIENT.helloTimeout) {
        turns.forEach((turn) => this.renew(turn, this.clients[turn]));
        throw new Error(`connected to none of ${this.connection.urls.join(', ')}`);
      }
      await sleep(LOOK);
    }
  }

  /** A new connection, unless somebody else has seen to it. */
  private renew(index: number, client: JsonClient): void {
    client.close();
    if (!this.closed && this.clients[index] === client) {
      this.clients[index] = this.open(this.connection.urls[index]);
    }
  }

  private open(url: string): JsonClient {
    const client = openSequencer(url, this.connection.rootCertificate, this.keepAlive);
    void client.isReady; // connects
    return client;
  }
}
