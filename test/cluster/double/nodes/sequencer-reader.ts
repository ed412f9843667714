import * as grpc from '@grpc/grpc-js';
import { ALL_MEDIATORS, SequencedEvent } from './messages';
import { eventsBetween, Queryable, safeWatermark, StoredEvent } from './sequencer-store';
import { endWith, RpcError } from '../rpc/json-service';

const PAGE = 1000;

/** Someone who follows events. */
interface Subscriber {
  readonly member: string;
  readonly call: grpc.ServerWritableStream<any, object>;
}

/** Delivers events in order, never past what is settled: on a shared database, what every node that is online has written. One poll serves all subscribers. */
export class SequencerReader {
  private readonly subscribers = new Set<Subscriber>();
  /** Up to where events were delivered to all subscribers. */
  private cursor?: number;

  /** @param upTo how far events may be delivered; nothing where that is not known */
  public constructor(
    private readonly session: () => Queryable,
    private readonly upTo: () => Promise<number | undefined> = () => safeWatermark(session()),
  ) {}

  /** Delivers what may be delivered now. */
  public async poll(): Promise<void> {
    const session = this.session();
    const safe = await this.upTo();
    if (safe === undefined) {
      return;
    }
    this.cursor ??= safe;
    while (this.cursor < safe) {
      const events: StoredEvent[] = this.subscribers.size === 0 ? [] : await eventsBetween(session, this.cursor, safe, PAGE);
      this.subscribers.forEach((subscriber) => send(subscriber, events));
      this.cursor = events.length === PAGE ? events[events.length - 1].ts : safe;
    }
  }

  /** Brings a subscriber up to the others, and then along with them. */
  public async subscribe(subscriber: Subscriber, after: number): Promise<void> {
    subscriber.call.on('cancelled', () => this.subscribers.delete(subscriber));
    let from = after;
    for (;;) {
      const upTo: number | undefined = this.cursor;
      if (upTo === undefined) {
        throw new Error('this sequencer has not read its store yet');
      }
      const events = from < upTo ? await eventsBetween(this.session(), from, upTo, PAGE) : [];
      send(subscriber, events);
      from = events.length === PAGE ? events[events.length - 1].ts : upTo;
      if (from === this.cursor && !subscriber.call.cancelled) {
        this.subscribers.add(subscriber);
        subscriber.call.write({ events: [] }); // says that it is connected
        return;
      }
      if (subscriber.call.cancelled) {
        return;
      }
    }
  }

  /** Sends everybody away; they come again, here or elsewhere. */
  public dismiss(why: string): void {
    this.cursor = undefined;
    this.subscribers.forEach(({ call }) => endWith(call, new RpcError(grpc.status.UNAVAILABLE, why)));
    this.subscribers.clear();
  }
}

function send({ member, call }: Subscriber, events: StoredEvent[]): void {
  const own = events.filter(({ recipients }) => recipients.some((recipient) => recipient === member || (recipient === ALL_MEDIATORS && member.startsWith('MED::'))))
    .map(({ ts, body }): SequencedEvent => ({ ts, body }));
  if (own.length > 0) {
    call.write({ events: own });
  }
}
