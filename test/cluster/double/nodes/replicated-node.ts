import { Server } from 'http';
import * as grpc from '@grpc/grpc-js';
import { MainLock } from './main-lock';
import { Misbehaviour } from './misbehaviour';
import { ActiveNode, ActiveNodeFactory } from './node-behaviour';
import { NodeConfig } from '../config/node-config';
import { serveLedgerJson } from '../http/ledger-json';
import { RpcError } from '../rpc/json-service';
import { listen } from '../rpc/listen';
import { FencedPool, MainLock as Held } from '../storage/fenced-pool';
import { lockId, LOCKS } from '../storage/lock';
import { reason } from '../support/log';
import { Beat, sleep } from '../support/time';
import { CONNECTS_AT, PORT_OPENS_AT, START, TAKE_OVER } from '../timing';

const WRITERS = 4;
/** How much later than its first tries an instance may win the lock and still be one that starts. */
const START_SLACK = 1000;

/**
 * A participant, mediator or domain manager with hot standby (facts of Canton 3, B5): passive until it has the lock; then the pool notices, makes sure that no
 * former active can write, the storage notices, and the node starts; active until the lock is lost, and then from the beginning.
 */
export class ReplicatedNode {
  private readonly lock: MainLock;
  private readonly poolBeat: Beat;
  private readonly storageBeat: Beat;
  private pool?: FencedPool;
  private node?: ActiveNode;
  private ledger?: grpc.Server;
  private jsonApi?: Server;
  private good = false;
  private stopped = false;
  /** The lock under which this instance is, or becomes, the active one. */
  private term?: Held;

  public constructor(
    private readonly config: NodeConfig,
    private readonly make: ActiveNodeFactory,
    private readonly misbehaviour: Misbehaviour,
    private readonly note: (event: string, details?: object) => void,
  ) {
    this.lock = new MainLock(config, note);
    this.poolBeat = new Beat(config.timing.poolCheck);
    this.storageBeat = new Beat(config.timing.poolCheck);
  }

  /** Whether it is active and works: what its health servers say. */
  public get isGood(): boolean {
    return this.good;
  }

  /** For the admin API, which every instance serves. */
  public status(): object {
    const active = this.node !== undefined;
    return {
      active,
      running: true,
      initialized: active && this.node!.isInitialized(),
      identity: active ? this.node!.identity() : null,
      synchronizerId: this.node?.synchronizerId?.() ?? null,
      connected: active && this.node!.isConnected(),
    };
  }

  /** Operations of the admin API: only the active instance does them. */
  public async operate(method: string, request: object): Promise<object> {
    const operation = this.node?.admin[method];
    if (operation === undefined) {
      throw this.node === undefined
        ? new RpcError(grpc.status.FAILED_PRECONDITION, 'this instance is passive; ask the active one')
        : new RpcError(grpc.status.UNIMPLEMENTED, `no operation '${method}'; there are ${Object.keys(this.node.admin).join(', ')}`);
    }
    await sleep(this.misbehaviour.millis('slow-operation') ?? 0);
    return operation(request);
  }

  public async run(): Promise<void> {
    const { initialRetries, initialInterval, activeCheck, passiveCheck } = this.config.timing;
    let eager = { every: initialInterval, until: Date.now() + initialRetries * initialInterval };
    for (let isStart = true; !this.stopped; isStart = false) {
      this.note('became_passive');
      const held = await this.lock.win(eager);
      // Who had to wait for the lock takes over; who found it free at its start goes on with starting.
      const isTakeOver = !isStart || Date.now() > eager.until + START_SLACK;
      this.term = held;
      const lost = this.lock.keep(held);
      try {
        await Promise.race([this.activate(held, isTakeOver), lost]);
        await lost;
      } catch (error) {
        this.note('activation_failed', { why: reason(error) });
        this.lock.release();
      }
      this.stopWorking();
      eager = { every: activeCheck, until: Date.now() + passiveCheck };
    }
  }

  /** Ends the work and keeps the lock. */
  public stopWorking(): void {
    this.term = undefined;
    this.good = false;
    this.pool?.close();
    this.ledger?.forceShutdown();
    this.jsonApi?.close();
    this.jsonApi?.closeAllConnections();
    this.node?.stop();
    this.pool = undefined;
    this.ledger = undefined;
    this.jsonApi = undefined;
    this.node = undefined;
  }

  /** Ends the work and gives the lock away. */
  public stop(): void {
    this.stopped = true;
    this.stopWorking();
    this.lock.release();
  }

  private async activate(held: Held, isTakeOver: boolean): Promise<void> {
    const { config } = this;
    const step = async <T>(work: Promise<T>): Promise<T> => {
      const result = await work;
      if (this.term !== held) {
        throw new Error('the lock was lost on the way');
      }
      return result;
    };
    if (isTakeOver) {
      await step(this.poolBeat.next());
    }
    await step(this.openPool(held));
    if (isTakeOver) {
      await step(this.storageBeat.next());
    }
    this.note('storage_active');
    const takeOver = this.misbehaviour.millis('slow-take-over') ?? TAKE_OVER;
    const node = this.make(config, this.pool!, this.note);
    if (isTakeOver) {
      await step(sleep(takeOver * PORT_OPENS_AT));
      this.node = node;
      await step(node.start());
      await step(this.openLedger(node));
      await step(sleep(takeOver * (CONNECTS_AT - PORT_OPENS_AT)));
      await step(node.connect());
      await step(sleep(takeOver * (1 - CONNECTS_AT)));
      this.becomeGood();
    } else {
      // At a start node health is good before the Ledger API's port opens.
      this.node = node;
      await step(node.start());
      this.becomeGood();
      await step(sleep(START));
      await step(node.connect());
      await step(this.openLedger(node));
    }
  }

  private async openPool(held: Held): Promise<void> {
    const { database, timing, kind } = this.config;
    const options = { connectTimeout: timing.connectionTimeout, queryTimeout: timing.activeCheckTimeout, purpose: 'writer' };
    const poolLock = lockId(database.database, LOCKS[`${kind} pool` as keyof typeof LOCKS]);
    const pool = await FencedPool.open(database, options, WRITERS, held, poolLock, () => this.term === held);
    if (this.term === held) {
      this.pool = pool;
    } else {
      pool.close();
    }
  }

  private async openLedger({ ledger }: ActiveNode): Promise<void> {
    if (ledger !== undefined && this.config.ledgerApi !== undefined) {
      const server = await listen(this.config.ledgerApi, [ledger.service], ledger.healths);
      if (this.node?.ledger === ledger) {
        this.ledger = server;
        this.jsonApi = this.config.jsonApi && serveLedgerJson(this.config.jsonApi, ledger);
        this.note('ledger_api_open');
      } else {
        server.forceShutdown();
      }
    }
  }

  private becomeGood(): void {
    this.good = true;
    this.note('became_active');
  }
}
