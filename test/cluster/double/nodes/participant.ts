import { randomUUID } from 'crypto';
import * as grpc from '@grpc/grpc-js';
import { CommandStore, Completion } from './command-store';
import { DomainLink } from './domain-link';
import { Connection } from './follow-sequencers';
import { ledgerQuestions } from './ledger-questions';
import { SequencerConnections } from './messages';
import { ActiveNode } from './node-behaviour';
import { identity, recall, remember } from './node-store';
import { requireThreshold } from './require-threshold';
import { NodeConfig } from '../config/node-config';
import { endWith, JsonService, RpcError } from '../rpc/json-service';
import { FencedPool } from '../storage/fenced-pool';
import { VERDICT_TIMEOUT } from '../timing';

/** What a participant remembers of a domain, or of a synchronizer of Canton 3.5. */
export interface DomainConfig {
  readonly alias: string;
  readonly connection: Connection;
  readonly manualConnect: boolean;
  readonly domainId?: string;
}

const CATCH_UP = 1000;

/** The active instance of a participant. */
export class Participant implements ActiveNode {
  public readonly admin = {
    UploadDar: async ({ path }: { path: string }) => {
      this.note('dar_uploaded', { path });
      return {};
    },
    Domains: async () => ({ domains: this.domains.map((domain) => ({ ...domain, connected: this.links.get(domain.alias)?.isConnected === true })) }),
    SetDomain: ({ domain }: { domain: DomainConfig }) => this.setDomain(domain),
    /** Of Canton 3.5: as many sequencers as the threshold must answer, or nothing is changed. */
    ConnectBft: async ({ domain }: { domain: DomainConfig & { connection: SequencerConnections } }) => {
      await requireThreshold(domain.connection);
      return this.setDomain(domain);
    },
    Reconnect: async ({ alias }: { alias: string }) => {
      const domain = this.domains.find((candidate) => candidate.alias === alias);
      if (domain === undefined) {
        throw new RpcError(grpc.status.NOT_FOUND, `no domain '${alias}' is registered`);
      }
      if (!this.links.has(alias)) {
        await this.connectTo(domain);
      }
      return {};
    },
    Ping: async () => ({ millis: await this.link().ping() }),
  };
  public readonly ledger: { service: JsonService; healths: { '': () => boolean } };
  private readonly store: CommandStore;
  private readonly links = new Map<string, DomainLink>();
  private readonly waiting = new Map<string, { promise: Promise<Completion>; done: (completion: Completion) => void }>();
  private readonly streams = new Set<grpc.ServerWritableStream<any, object>>();
  private domains: DomainConfig[] = [];
  private id = '';

  public constructor(
    private readonly config: NodeConfig,
    private readonly pool: FencedPool,
    private readonly note: (event: string, details?: object) => void,
  ) {
    this.store = new CommandStore(pool);
    const submit = (request: { commandId?: string; payload?: string }) => this.submit(request);
    const questions = ledgerQuestions({
      pool, submit, namespace: () => this.id.split('::').pop()!, connected: () => this.domains.filter(({ alias }) => this.links.get(alias)?.isConnected === true),
    });
    this.ledger = {
      service: { name: 'Ledger', unary: { Submit: submit, ...questions }, streams: { Completions: (call) => void this.stream(call) } },
      healths: { '': () => this.isConnected() },
    };
  }

  public async start(): Promise<void> {
    this.id = await identity(this.pool, 'PAR', this.config.name, randomUUID().slice(0, 8));
    this.domains = await recall<DomainConfig[]>(this.pool, 'domains') ?? [];
  }

  public async connect(): Promise<void> {
    for (const domain of this.domains.filter(({ manualConnect, alias }) => !manualConnect && !this.links.has(alias))) {
      await this.connectTo(domain);
    }
  }

  public stop(): void {
    this.links.forEach((link) => link.stop());
    this.links.clear();
    this.streams.forEach((call) => endWith(call, new RpcError(grpc.status.UNAVAILABLE, 'this instance is not active any more')));
  }

  public isConnected(): boolean {
    return [...this.links.values()].some((link) => link.isConnected);
  }

  public isInitialized(): boolean {
    return true; // a participant initializes itself
  }

  public identity(): string {
    return this.id;
  }

  private async setDomain(domain: DomainConfig): Promise<object> {
    this.disconnect(domain.alias);
    this.domains = [...this.domains.filter(({ alias }) => alias !== domain.alias), domain];
    await remember(this.pool, 'domains', this.domains);
    return {};
  }

  private async connectTo(domain: DomainConfig): Promise<void> {
    const key = `offset ${domain.alias}`;
    const link = new DomainLink(domain.connection, this.id, await recall<number>(this.pool, key) ?? 0, async (accepted, offset) => {
      (await this.store.commit(accepted, key, offset)).forEach((completion) => this.completed(completion));
      // A command that was stored before this one came: whoever waits for it gets what is stored.
      await Promise.all(accepted.filter(({ request }) => this.waiting.has(request.commandId)).map(async ({ request }) => {
        const completion = await this.store.find(request.commandId);
        if (completion !== undefined) {
          this.completed(completion);
        }
      }));
    }, this.config.keepAlive);
    this.links.set(domain.alias, link);
    link.start();
  }

  private disconnect(alias: string): void {
    this.links.get(alias)?.stop();
    this.links.delete(alias);
  }

  private link(): DomainLink {
    const link = [...this.links.values()].find((candidate) => candidate.isConnected);
    if (link === undefined) {
      throw new RpcError(grpc.status.UNAVAILABLE, 'this participant is not connected to a domain');
    }
    return link;
  }

  /** A command that is known is answered from the store; one that is under way is joined. */
  private async submit({ commandId, payload = '' }: { commandId?: string; payload?: string }): Promise<Completion> {
    if (typeof commandId !== 'string' || commandId === '') {
      throw new RpcError(grpc.status.INVALID_ARGUMENT, 'a command needs a commandId');
    }
    const known = this.waiting.get(commandId)?.promise ?? await this.store.find(commandId) ?? this.waiting.get(commandId)?.promise;
    return known ?? this.begin(commandId, String(payload));
  }

  private begin(commandId: string, payload: string): Promise<Completion> {
    const link = this.link();
    let done!: (completion: Completion) => void;
    const promise: Promise<Completion> = new Promise<Completion>((resolve, reject) => {
      const fail = (error: Error) => {
        clearTimeout(timer);
        // It may have been submitted again by now.
        if (this.waiting.get(commandId)?.promise === promise) {
          this.waiting.delete(commandId);
        }
        reject(error);
      };
      const timer = setTimeout(() => fail(new RpcError(grpc.status.ABORTED, `no verdict after ${VERDICT_TIMEOUT} ms; submit the command again`)), VERDICT_TIMEOUT);
      done = (completion) => {
        clearTimeout(timer);
        resolve(completion);
      };
      link.request(commandId, payload).catch(fail);
    });
    this.waiting.set(commandId, { promise, done });
    return promise;
  }

  private completed(completion: Completion): void {
    this.waiting.get(completion.commandId)?.done(completion);
    this.waiting.delete(completion.commandId);
    this.streams.forEach((call) => call.write({ completions: [completion] }));
  }

  /** Completions after an offset: first those that are stored, then as they come. */
  private async stream(call: grpc.ServerWritableStream<any, object>): Promise<void> {
    call.on('cancelled', () => this.streams.delete(call));
    let after = Number(call.request.after ?? 0);
    for (;;) {
      const stored = await this.store.after(after, CATCH_UP).catch(() => []);
      if (stored.length > 0) {
        call.write({ completions: stored });
        after = stored[stored.length - 1].offset;
      }
      if (stored.length < CATCH_UP) {
        this.streams.add(call);
        return;
      }
    }
  }
}
