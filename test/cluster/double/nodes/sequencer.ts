import * as grpc from '@grpc/grpc-js';
import { Pool } from 'pg';
import { Gatherer } from './gatherer';
import { Message } from './messages';
import { SequencerReader } from './sequencer-reader';
import { SequencerSession } from './sequencer-session';
import { domain, initialize, isMember, markSilentOffline, Queryable } from './sequencer-store';
import { NodeConfig, sequencerTiming, SequencerTiming } from '../config/node-config';
import { refuseToStart } from '../config/refuse';
import { endWith, JsonService, RpcError } from '../rpc/json-service';
import { openPool } from '../storage/connections';
import { reason } from '../support/log';
import { sleep } from '../support/time';

const RETRY = 1000;
const READERS = 3;

/** A sequencer: all its instances are active on one database. */
export class Sequencer {
  public readonly publicApi: JsonService;
  private readonly timing: SequencerTiming;
  private readonly reader = new SequencerReader(() => this.readSession());
  private readonly incoming = new Gatherer<{ sender: string; message: Message }[]>((groups) => this.writer().write(groups.flat()));
  private readonly members = new Set<string>();
  private session?: SequencerSession;
  private reading?: Pool;
  private domain?: { domainId: string; open: boolean };
  private index = 0;
  private stopped = false;

  public constructor(private readonly config: NodeConfig, private readonly note: (event: string, details?: object) => void) {
    this.timing = sequencerTiming(config);
    this.publicApi = {
      name: 'Sequencer',
      unary: { Send: (request) => this.send(request) },
      streams: { Subscribe: (call) => void this.subscribe(call).catch((error) => endWith(call, error)) },
    };
  }

  /** Whether its storage is healthy, which is what its node health says. */
  public get isGood(): boolean {
    return this.session?.isAlive === true && this.reading !== undefined;
  }

  /** Whether members can use it. */
  public get serves(): boolean {
    return this.isGood && this.domain !== undefined;
  }

  public status(): object {
    const initialized = this.domain !== undefined;
    return { active: this.isGood, running: true, initialized, identity: this.domain?.domainId ?? null, connected: this.serves };
  }

  public async operate(method: string, request: any): Promise<object> {
    if (method !== 'Initialize') {
      throw new RpcError(grpc.status.UNIMPLEMENTED, `no operation '${method}'; there is Initialize`);
    }
    await initialize(this.readSession(), { domainId: request.domainId, open: request.open }, request.members);
    this.domain = await domain(this.readSession());
    return {};
  }

  /** Runs until it is stopped. Without a free index it does not start; after a loss of its database it claims one again. */
  public async run(): Promise<void> {
    for (let isStart = true; !this.stopped; isStart = false) {
      try {
        await this.connect(isStart);
        this.note('became_active', { index: this.index });
        await Promise.race([
          this.every(this.timing.keepAlive, () => this.writer().write([])),
          this.every(this.timing.polling, () => this.reader.poll()),
          this.every(this.timing.onlineCheck, () => this.check()),
          this.every(RETRY, () => this.lookForDomain()),
        ]);
      } catch (error) {
        if (!this.stopped) {
          this.note('became_passive', { why: reason(error) });
        }
      }
      this.disconnect();
      await sleep(RETRY);
    }
  }

  public async stop(): Promise<void> {
    this.stopped = true;
    this.reader.dismiss('this sequencer is shutting down');
    await this.session?.close();
    this.disconnect();
  }

  /** Ends what it does for others, and keeps its index. */
  public stopWorking(): void {
    this.reader.dismiss('this sequencer is shutting down');
  }

  private async connect(isStart: boolean): Promise<void> {
    const { connectionTimeout, activeCheckTimeout } = this.config.timing;
    this.session = await SequencerSession.claim(this.config, this.timing, this.index, (index) => this.note('online', { index }));
    if (this.session === undefined) {
      const problem = `all ${this.timing.totalNodeCount} indexes of sequencer.high-availability.total-node-count are taken`;
      return isStart ? refuseToStart(problem) : Promise.reject(new Error(problem));
    }
    this.index = this.session.index;
    this.reading = openPool(this.config.database, { connectTimeout: connectionTimeout, queryTimeout: activeCheckTimeout, purpose: 'sequencer reader' }, READERS);
    await this.session.write([]);
    await this.lookForDomain();
    await this.reader.poll();
  }

  private disconnect(): void {
    this.reader.dismiss('this sequencer has lost its database');
    this.session?.end();
    this.reading?.end().catch(() => undefined);
    this.session = undefined;
    this.reading = undefined;
  }

  /** Does something again and again until it fails, or the sessions that it was begun with are gone. */
  private async every(period: number, work: () => Promise<void>): Promise<never> {
    const begun = this.session;
    for (;;) {
      await work();
      await sleep(period);
      if (this.session !== begun || !this.isGood) {
        throw new Error('the session with the database is gone');
      }
    }
  }

  private async check(): Promise<void> {
    (await markSilentOffline(this.readSession(), this.index, this.timing.offlineDuration)).forEach((peer) => this.note('marked_offline', { peer }));
  }

  private async lookForDomain(): Promise<void> {
    this.domain ??= await domain(this.readSession());
  }

  private async send({ member, messages }: { member: string; messages: Message[] }): Promise<object> {
    await this.admit(member);
    if (!member.startsWith('domain::') && messages.some(({ body }) => body.type === 'topology')) {
      throw new RpcError(grpc.status.PERMISSION_DENIED, `only the domain manager changes who is a member, got ${member}`);
    }
    await this.incoming.add(messages.map((message) => ({ sender: member, message })));
    return {};
  }

  private async subscribe(call: grpc.ServerWritableStream<any, object>): Promise<void> {
    const { member, after } = call.request;
    await this.admit(member);
    await this.reader.subscribe({ member, call }, after);
  }

  private async admit(member: string): Promise<void> {
    if (!this.serves) {
      throw new RpcError(grpc.status.UNAVAILABLE, this.domain === undefined ? 'the domain is not bootstrapped' : 'this sequencer has no database');
    }
    if (this.members.has(member) || this.domain!.open) {
      return;
    }
    if (!await isMember(this.readSession(), member)) {
      throw new RpcError(grpc.status.PERMISSION_DENIED, `${member} is not admitted to domain ${this.domain!.domainId}`);
    }
    this.members.add(member);
  }

  private writer(): SequencerSession {
    if (this.session === undefined || this.stopped) {
      throw new RpcError(grpc.status.UNAVAILABLE, 'this sequencer has no database');
    }
    return this.session;
  }

  private readSession(): Queryable {
    if (this.reading === undefined) {
      throw new RpcError(grpc.status.UNAVAILABLE, 'this sequencer has no database');
    }
    return this.reading;
  }
}
