import * as grpc from '@grpc/grpc-js';
import { Message, SequencedEvent, SequencerConnection } from './messages';
import { JsonClient } from '../rpc/json-service';
import { log, reason } from '../support/log';
import { sleep } from '../support/time';
import { SEQUENCER_CLIENT } from '../timing';

const KEEP_ALIVE = {
  'grpc.keepalive_time_ms': SEQUENCER_CLIENT.keepAliveTime,
  'grpc.keepalive_timeout_ms': SEQUENCER_CLIENT.keepAliveTimeout,
  'grpc.keepalive_permit_without_calls': 1,
};

/**
 * A member's connection to the sequencers: one subscription, which moves on to the next endpoint when it breaks and goes on after the last event; sends go round.
 * Both leave out endpoints that are not connected, as long as another is (facts C.3, rule R42).
 */
export class SequencerClient {
  /** Those that send; a subscription has a connection of its own. */
  private readonly clients: (JsonClient | undefined)[];
  private turn: number;
  private stopped = false;
  private stream?: grpc.ClientReadableStream<any>;
  private subscribed = false;

  /** @param handle gets events in order, the next batch when it is done with the last; where it fails, they come again */
  public constructor(
    private readonly connection: SequencerConnection,
    private readonly member: string,
    private after: number,
    private readonly handle: (events: SequencedEvent[]) => Promise<void>,
  ) {
    this.clients = connection.urls.map(() => undefined);
    // Members do not all begin with the same one.
    this.turn = Math.floor(Math.random() * connection.urls.length);
  }

  /** Whether events arrive. */
  public get isConnected(): boolean {
    return this.subscribed;
  }

  public start(): void {
    void this.follow();
  }

  public stop(): void {
    this.stopped = true;
    this.stream?.cancel();
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
      const why = await this.subscription(index).catch(reason);
      const lived = this.subscribed;
      this.subscribed = false;
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
  private subscription(index: number): Promise<string> {
    return new Promise((resolve) => {
      const client = this.newClient(index);
      const stream = client.stream('Subscribe', { member: this.member, after: this.after });
      this.stream = stream;
      let work = Promise.resolve();
      let broken = false;
      const end = (why: string) => {
        if (!broken) {
          broken = true;
          clearTimeout(silence);
          stream.cancel();
          client.close();
          void work.then(() => resolve(why));
        }
      };
      const silence = setTimeout(() => end('the sequencer says nothing'), SEQUENCER_CLIENT.helloTimeout);
      stream.on('data', ({ events }: { events: SequencedEvent[] }) => {
        clearTimeout(silence);
        this.subscribed = true;
        stream.pause();
        work = work.then(async () => {
          const fresh = events.filter(({ ts }) => ts > this.after);
          if (!broken && !this.stopped && fresh.length > 0) {
            await this.handle(fresh);
            this.after = fresh[fresh.length - 1].ts;
          }
          stream.resume();
        }).catch((error) => end(reason(error)));
      });
      stream.on('error', (error) => end(reason(error)));
      stream.on('end', () => end('the sequencer ended it'));
    });
  }

  /** Whose turn it is: the next one that is connected, or the next of all. */
  private next(): number {
    const turns = this.clients.map((_, offset) => (this.turn + offset) % this.clients.length);
    const ready = turns.filter((index) => this.client(index).isReady);
    this.turn = (ready[0] ?? turns[0]) + 1;
    return ready[0] ?? turns[0];
  }

  private client(index: number): JsonClient {
    return this.clients[index] ??= this.newClient(index);
  }

  private newClient(index: number): JsonClient {
    const url = this.connection.urls[index];
    return new JsonClient(target(url), this.credentials(url), 'Sequencer', KEEP_ALIVE);
  }

  /** The next use of an endpoint looks its name up again and opens a new connection. */
  private renew(index: number): void {
    this.clients[index]?.close();
    this.clients[index] = undefined;
  }

  private credentials(url: string): grpc.ChannelCredentials {
    const { rootCertificate } = this.connection;
    return url.startsWith('https:') ? grpc.credentials.createSsl(rootCertificate === undefined ? null : Buffer.from(rootCertificate)) : grpc.credentials.createInsecure();
  }
}

/** Host and port of a sequencer's URL. */
export function target(url: string): string {
  const [, host] = /^https?:\/\/([^/]+:\d+)\/?$/.exec(url) ?? [];
  if (host === undefined) {
    throw new Error(`'${url}' is no address of a sequencer; write https://host:port`);
  }
  return host;
}
