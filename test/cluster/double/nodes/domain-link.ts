import { randomUUID } from 'crypto';
import * as grpc from '@grpc/grpc-js';
import { Connection, followSequencers } from './follow-sequencers';
import { Gatherer } from './gatherer';
import { ALL_MEDIATORS, Message, Request, SequencedEvent, SequencerLink } from './messages';
import { KeepAlive } from './sequencer-subscription';
import { RpcError } from '../rpc/json-service';
import { VERDICT_TIMEOUT } from '../timing';

/** A participant's link to one domain or synchronizer: requests go out, verdicts come in. */
export class DomainLink {
  private readonly client: SequencerLink;
  private readonly outgoing: Gatherer<Message>;
  private readonly pings = new Map<string, () => void>();

  /** @param commit stores verdicts and the offset they came at */
  public constructor(
    connection: Connection,
    private readonly participant: string,
    after: number,
    private readonly commit: (requests: Accepted[], offset: number) => Promise<void>,
    keepAlive: Partial<KeepAlive>,
  ) {
    this.client = followSequencers(connection, participant, after, (events) => this.take(events), keepAlive);
    this.outgoing = new Gatherer((messages) => this.client.send(messages), 'sequencers' in connection);
  }

  public get isConnected(): boolean {
    return this.client.isConnected;
  }

  public start(): void {
    this.client.start();
  }

  public stop(): void {
    this.client.stop();
  }

  /** Sends a request to the mediators. The verdict arrives with the events. */
  public async request(commandId: string, payload: string, isPing = false): Promise<string> {
    const requestId = randomUUID();
    const { participant } = this;
    await this.outgoing.add({ recipients: [ALL_MEDIATORS], body: { type: 'request', requestId, commandId, payload, submittedAt: Date.now(), participant, isPing } });
    return requestId;
  }

  /** A transaction that leaves nothing behind: it proves that sequencers and a mediator work. */
  public async ping(): Promise<number> {
    const began = Date.now();
    const commandId = `ping-${randomUUID()}`;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pings.delete(commandId);
        reject(new RpcError(grpc.status.DEADLINE_EXCEEDED, `no verdict on a ping after ${VERDICT_TIMEOUT} ms`));
      }, VERDICT_TIMEOUT);
      this.pings.set(commandId, () => {
        clearTimeout(timer);
        resolve();
      });
      this.request(commandId, '', true).catch(reject);
    });
    return Date.now() - began;
  }

  private async take(events: SequencedEvent[]): Promise<void> {
    const accepted = events.flatMap(({ ts, body }) => (body.type === 'verdict' ? [{ offset: ts, request: body.request }] : []));
    await this.commit(accepted.filter(({ request }) => request.isPing !== true), events[events.length - 1].ts);
    for (const { request } of accepted) {
      this.pings.get(request.commandId)?.();
      this.pings.delete(request.commandId);
    }
  }
}

/** A request that a mediator approved. */
export interface Accepted {
  readonly offset: number;
  readonly request: Request;
}
