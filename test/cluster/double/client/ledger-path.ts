import * as fs from 'fs';
import * as grpc from '@grpc/grpc-js';
import { ClientOptions } from './options';
import { JsonClient } from '../rpc/json-service';

/** A way to submit commands. */
export interface Path {
  submit(commandId: string): Promise<void>;
}

/** So many failures in a row, and the connection is given up: an application connects anew, and where it knows several addresses tries the next. */
const PATIENCE = 3;
/** Between two connections, in milliseconds: many calls fail at once, and each new connection costs a look-up and a handshake. */
const RECONNECT = 1000;

/** Over the Ledger API. */
export class LedgerPath implements Path {
  private readonly credentials: grpc.ChannelCredentials;
  private client?: JsonClient;
  private turn = 0;
  private failures = 0;
  private opened = 0;

  public constructor(private readonly options: ClientOptions) {
    const { tlsCa, tlsKey, tlsCert } = options;
    const file = (name: string | undefined) => (name === undefined ? null : fs.readFileSync(name));
    this.credentials = tlsCa === undefined ? grpc.credentials.createInsecure() : grpc.credentials.createSsl(file(tlsCa), file(tlsKey), file(tlsCert));
  }

  public async submit(commandId: string): Promise<void> {
    const { ledgers, timeout } = this.options;
    if (this.client === undefined) {
      this.client = new JsonClient(ledgers[this.turn % ledgers.length], this.credentials, 'Ledger');
      this.opened = Date.now();
    }
    const { client } = this;
    try {
      await client.call('Submit', { commandId, payload: commandId }, timeout);
      this.failures = 0;
    } catch (error) {
      const { code } = error as grpc.ServiceError;
      if (client === this.client && [grpc.status.UNAVAILABLE, grpc.status.DEADLINE_EXCEEDED, grpc.status.CANCELLED].includes(code)) {
        this.failed();
      }
      throw error;
    }
  }

  private failed(): void {
    if (++this.failures >= PATIENCE && Date.now() - this.opened > RECONNECT) {
      // Calls that still run on the old connection may end by themselves.
      const old = this.client;
      setTimeout(() => old?.close(), this.options.timeout);
      this.client = undefined;
      this.failures = 0;
      this.turn++;
    }
  }
}
