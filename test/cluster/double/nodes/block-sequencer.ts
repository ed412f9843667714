import { randomUUID } from 'crypto';
import * as grpc from '@grpc/grpc-js';
import { Pool } from 'pg';
import { Aggregation } from './aggregation';
import { store, votesFor } from './block-store';
import { Gatherer } from './gatherer';
import { Message } from './messages';
import { identity, recall, remember } from './node-store';
import { OrderingLog } from './ordering-log';
import { SequencerReader } from './sequencer-reader';
import { isMember, Submission } from './sequencer-store';
import { NodeConfig } from '../config/node-config';
import { endWith, JsonService, RpcError } from '../rpc/json-service';
import { openPool } from '../storage/connections';
import { reason } from '../support/log';
import { sleep } from '../support/time';

const RETRY = 1000;
const SESSIONS = 4;
const PAGE = 1000;

/** What the bootstrap tells a sequencer: the synchronizer and its group of mediators. */
interface Setup {
  readonly synchronizerId: string;
  readonly mediators: string[];
  readonly mediatorThreshold: number;
}

/** A sequencer of Canton 3.5: an identity and a database of its own; the order comes from elsewhere and is the same for all (facts of Canton 3, B2). */
export class BlockSequencer {
  public readonly publicApi: JsonService;
  private readonly reader = new SequencerReader(() => this.stored(), async () => this.head);
  private readonly incoming = new Gatherer<Omit<Submission, 'ts'>[]>((groups) => this.log.append(groups.flat()));
  /** Stores that a bootstrap makes for its own time, in the owner's memory (facts of Canton 3, B8). */
  private readonly setupStores = new Set<string>();
  private pool?: Pool;
  private id: string | null = null;
  private setup?: Setup;
  private head?: number;
  private hasOrder = false;
  /** Whether any participant may join, as a new synchronizer has it. */
  private open = true;
  /** Participants of which the database knows that they are admitted, or have joined. */
  private readonly known = { members: new Set<string>(), joined: new Set<string>() };
  private stopped = false;

  public constructor(
    private readonly config: NodeConfig,
    private readonly log: OrderingLog,
    private readonly note: (event: string, details?: object) => void,
  ) {
    this.publicApi = {
      name: 'Sequencer',
      unary: { Send: (request) => this.send(request), Handshake: async () => ({ synchronizerId: this.assigned().synchronizerId }) },
      streams: { Subscribe: (call) => void this.subscribe(call).catch((error) => endWith(call, error)) },
    };
  }

  /** Whether its own storage is healthy, which is all that its node health says, initialized or not. */
  public get isGood(): boolean {
    return this.head !== undefined;
  }

  /** Whether members can use it. */
  public get serves(): boolean {
    return this.isGood && this.hasOrder && this.setup !== undefined;
  }

  public status(): object {
    return {
      active: this.isGood,
      running: true,
      initialized: this.setup !== undefined,
      identity: this.id,
      synchronizerId: this.setup?.synchronizerId ?? null,
      connected: this.serves,
    };
  }

  public async operate(method: string, request: any): Promise<object> {
    switch (method) {
      case 'CreateSetupStore':
        if (this.setupStores.has(request.name)) {
          throw new RpcError(grpc.status.ALREADY_EXISTS, `topology store ${request.name} exists already; it goes when this node restarts`);
        }
        this.setupStores.add(request.name);
        return {};
      case 'DropSetupStore':
        this.setupStores.delete(request.name);
        return {};
      /** `setup.assign_from_genesis_stateV2` */
      case 'Assign':
        await remember(this.stored(), 'setup', request);
        this.setup = request;
        return {};
      case 'Setup':
        return this.assigned();
      case 'AddMediator': {
        const setup = this.assigned();
        this.setup = { ...setup, mediators: [...new Set([...setup.mediators, request.mediator])] };
        await remember(this.stored(), 'setup', this.setup);
        return {};
      }
      /** What an owner proposes is the case when it is ordered: thresholds of owners are not doubled. */
      case 'Propose':
        this.assigned();
        await this.incoming.add([{ sender: this.id!, recipients: [], body: request.body }]);
        return {};
      case 'Admission':
        return { open: this.open, admitted: await this.listed('members'), joined: await this.listed('joined') };
      default:
        throw new RpcError(grpc.status.UNIMPLEMENTED, `no operation '${method}'; there are Assign, Setup, AddMediator, CreateSetupStore, DropSetupStore, Propose and Admission`);
    }
  }

  /** Runs until it is stopped, and begins anew when it loses its database. */
  public async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.connect();
        this.note('became_active');
        for (;;) {
          await this.takeOrdered();
          await sleep(this.hasOrder ? this.config.driver!.poll : RETRY);
        }
      } catch (error) {
        if (!this.stopped) {
          this.note('became_passive', { why: reason(error) });
        }
      }
      this.disconnect();
      await sleep(RETRY);
    }
  }

  public stop(): void {
    this.stopped = true;
    this.disconnect();
  }

  /** Ends what it does for others. */
  public stopWorking(): void {
    this.reader.dismiss('this sequencer is shutting down');
  }

  private async connect(): Promise<void> {
    const { connectionTimeout, activeCheckTimeout } = this.config.timing;
    const pool = this.pool = openPool(this.config.database, { connectTimeout: connectionTimeout, queryTimeout: activeCheckTimeout, purpose: 'sequencer' }, SESSIONS);
    this.id = await identity(pool, 'SEQ', this.config.name, randomUUID().slice(0, 8));
    this.setup = await recall<Setup>(pool, 'setup');
    this.open = await recall<boolean>(pool, 'open') ?? true;
    this.head = await recall<number>(pool, 'head') ?? 0;
  }

  private disconnect(): void {
    this.reader.dismiss('this sequencer has lost its database');
    this.pool?.end().catch(() => undefined);
    this.log.close();
    this.pool = undefined;
    this.head = undefined;
    this.hasOrder = false;
  }

  /** Stores what was ordered since, and delivers it. */
  private async takeOrdered(): Promise<void> {
    const ordered = await this.ordered();
    const pool = this.stored();
    if (ordered.length > 0) {
      const requests = ordered.flatMap(({ body }) => (body.type === 'verdict' ? [body.request.requestId] : []));
      const aggregation = new Aggregation(this.setup?.mediatorThreshold ?? 1, await votesFor(pool, requests));
      const delivered = ordered.filter(({ sender, body }) => body.type !== 'verdict' || aggregation.passes({ requestId: body.request.requestId, mediator: sender }));
      const head = ordered[ordered.length - 1].ts;
      await store(pool, delivered, aggregation.fresh, head);
      this.open = await recall<boolean>(pool, 'open') ?? true;
      this.head = head;
    } else {
      await pool.query('select 1'); // its health is that of its storage
    }
    await this.reader.poll();
  }

  /** What comes next in the order; nothing while that is out of reach, which is told to members but is not its own ill health. */
  private async ordered(): Promise<Submission[]> {
    try {
      if (!this.hasOrder) {
        await this.log.open();
        this.hasOrder = true;
      }
      return await this.log.after(this.head!, PAGE);
    } catch (error) {
      this.note('order_away', { why: reason(error) });
      this.log.close();
      this.hasOrder = false;
      return [];
    }
  }

  private async send({ member, messages }: { member: string; messages: Message[] }): Promise<object> {
    const { mediators } = this.assigned();
    await this.admit(member);
    if (messages.some(({ body }) => body.type === 'topology' || body.type === 'restriction')) {
      throw new RpcError(grpc.status.PERMISSION_DENIED, `only owners say who may join, got ${member}`);
    }
    if (messages.some(({ body }) => body.type === 'verdict') && !mediators.includes(member)) {
      throw new RpcError(grpc.status.PERMISSION_DENIED, `only mediators of the synchronizer give verdicts, got ${member}`);
    }
    await this.incoming.add(messages.map((message) => ({ sender: member, ...message })));
    return {};
  }

  private async subscribe(call: grpc.ServerWritableStream<any, object>): Promise<void> {
    const { member, after } = call.request;
    this.assigned();
    await this.admit(member);
    await this.reader.subscribe({ member, call }, after);
  }

  /** Mediators are let in by the bootstrap; a participant that has no permission is refused, though it had joined before (facts F.10). */
  private async admit(member: string): Promise<void> {
    const known = this.open ? this.known.joined : this.known.members;
    if (!member.startsWith('PAR::') || known.has(member)) {
      return;
    }
    if (this.open) {
      await this.stored().query('insert into joined(member) values($1) on conflict do nothing', [member]);
    } else if (!await isMember(this.stored(), member)) {
      throw new RpcError(grpc.status.PERMISSION_DENIED, `${member} is not admitted to synchronizer ${this.assigned().synchronizerId}`);
    }
    known.add(member);
  }

  private async listed(table: 'members' | 'joined'): Promise<string[]> {
    return (await this.stored().query(`select member from ${table} order by 1`)).rows.map(({ member }) => member);
  }

  private assigned(): Setup {
    if (!this.serves || this.stopped) {
      throw new RpcError(grpc.status.UNAVAILABLE, this.setup === undefined ? 'this sequencer is not initialized' : 'this sequencer has lost its databases');
    }
    return this.setup!;
  }

  private stored(): Pool {
    if (this.pool === undefined) {
      throw new RpcError(grpc.status.UNAVAILABLE, 'this sequencer has no database');
    }
    return this.pool;
  }
}
