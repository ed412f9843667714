import * as grpc from '@grpc/grpc-js';
import { SequencedEvent } from './messages';
import { JsonClient } from '../rpc/json-service';
import { reason } from '../support/log';
import { SEQUENCER_CLIENT } from '../timing';

/** When a connection that is silent is given up, in milliseconds. */
export interface KeepAlive {
  readonly keepAliveTime: number;
  readonly keepAliveTimeout: number;
}

/** What a member's file says, and what Canton does where it says nothing. */
export function keepAliveOf({ keepAliveTime, keepAliveTimeout }: Partial<KeepAlive>, own: KeepAlive): KeepAlive {
  return { keepAliveTime: keepAliveTime ?? own.keepAliveTime, keepAliveTimeout: keepAliveTimeout ?? own.keepAliveTimeout };
}

/** A connection to one sequencer's public API. */
export function openSequencer(url: string, rootCertificate: string | undefined, keepAlive: KeepAlive): JsonClient {
  const credentials = url.startsWith('https:')
    ? grpc.credentials.createSsl(rootCertificate === undefined ? null : Buffer.from(rootCertificate))
    : grpc.credentials.createInsecure();
  return new JsonClient(target(url), credentials, 'Sequencer', {
    'grpc.keepalive_time_ms': keepAlive.keepAliveTime,
    'grpc.keepalive_timeout_ms': keepAlive.keepAliveTimeout,
    'grpc.keepalive_permit_without_calls': 1,
  });
}

/** One subscription, on a connection of its own, until it breaks. */
export class SequencerSubscription {
  /** Why it ended, when all that it had begun is done. */
  public readonly ended: Promise<string>;
  private readonly stream: grpc.ClientReadableStream<any>;
  private spoken = false;
  private broken = false;

  /** @param take gets each batch when it is done with the last; the subscription ends where it fails */
  public constructor(client: JsonClient, request: { member: string; after: number }, take: (events: SequencedEvent[]) => Promise<void>) {
    this.stream = client.stream('Subscribe', request);
    this.ended = new Promise((resolve) => {
      let work = Promise.resolve();
      const end = (why: string) => {
        if (!this.broken) {
          this.broken = true;
          clearTimeout(silence);
          this.stream.cancel();
          client.close();
          void work.then(() => resolve(why));
        }
      };
      const silence = setTimeout(() => end('the sequencer says nothing'), SEQUENCER_CLIENT.helloTimeout);
      this.stream.on('data', ({ events }: { events: SequencedEvent[] }) => {
        clearTimeout(silence);
        this.spoken = true;
        this.stream.pause();
        work = work.then(async () => {
          if (!this.broken) {
            await take(events);
          }
          this.stream.resume();
        }).catch((error) => end(reason(error)));
      });
      this.stream.on('error', (error) => end(reason(error)));
      this.stream.on('end', () => end('the sequencer ended it'));
    });
  }

  /** Whether the sequencer has said something, as it does as soon as it serves. */
  public get hasSpoken(): boolean {
    return this.spoken;
  }

  public cancel(): void {
    this.stream.cancel();
  }
}

/** Host and port of a sequencer's URL. */
function target(url: string): string {
  const [, host] = /^https?:\/\/([^/]+:\d+)\/?$/.exec(url) ?? [];
  if (host === undefined) {
    throw new Error(`'${url}' is no address of a sequencer; write https://host:port`);
  }
  return host;
}
