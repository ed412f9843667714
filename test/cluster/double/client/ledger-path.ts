import * as fs from 'fs';
import * as grpc from '@grpc/grpc-js';
import { ClientOptions } from './options';
import { JsonClient } from '../rpc/json-service';
import { NameCache } from '../support/name-cache';

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
  private readonly names = new NameCache();
  private client?: Promise<JsonClient>;
  private turn = 0;
  private failures = 0;
  private opened = 0;

  public constructor(private readonly options: ClientOptions) {
    const { tlsCa, tlsKey, tlsCert } = options;
    const file = (name: string | undefined) => (name === undefined ? null : fs.readFileSync(name));
    this.credentials = tlsCa === undefined ? grpc.credentials.createInsecure() : grpc.credentials.createSsl(file(tlsCa), file(tlsKey), file(tlsCert));
  }

  public async submit(commandId: string): Promise<void> {
    const client = this.client ??= this.connect();
    const connected = await client;
    try {
      await connected.call('Submit', { commandId, payload: commandId }, this.options.timeout);
      this.failures = 0;
    } catch (error) {
      const { code } = error as grpc.ServiceError;
      if (client === this.client && [grpc.status.UNAVAILABLE, grpc.status.DEADLINE_EXCEEDED, grpc.status.CANCELLED].includes(code)) {
        this.failed();
      }
      throw error;
    }
  }

  private async connect(): Promise<JsonClient> {
    this.opened = Date.now();
    const { ledgers } = this.options;
    const [host, port] = ledgers[this.turn % ledgers.length].split(':');
    const addresses = await this.names.addressesOf(host).catch((error) => {
      this.client = undefined;
      throw error;
    });
    const name = { 'grpc.ssl_target_name_override': host, 'grpc.default_authority': host };
    return new JsonClient(`ipv4:${addresses.map(({ address }) => `${address}:${port}`).join(',')}`, this.credentials, 'Ledger', name);
  }

  private failed(): void {
    if (++this.failures >= PATIENCE && Date.now() - this.opened > RECONNECT) {
      // Calls that still run on the old connection may end by themselves.
      const old = this.client;
      setTimeout(() => void old?.then((client) => client.close()), this.options.timeout);
      this.client = undefined;
      this.failures = 0;
      this.turn++;
    }
  }
}
