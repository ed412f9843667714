import { Pool } from 'pg';
import { Submission } from './sequencer-store';
import { ReplicationTiming } from '../config/node-config';
import { openPool, openSession, cut } from '../storage/connections';
import { DatabaseAddress } from '../storage/database-address';
import { lockId, LOCKS } from '../storage/lock';

const SESSIONS = 3;

const TABLES = `
  create table if not exists ordered(ts bigint primary key, sender text not null, recipients jsonb not null, body jsonb not null);
  create table if not exists ordering_head(id int primary key check (id = 1), ts bigint not null);
  insert into ordering_head(id, ts) values(1, 0) on conflict do nothing;`;

/** The one order in which all sequencers of a synchronizer deliver: the database that the driver of reference sequencers shares (facts of Canton 3, B2). */
export class OrderingLog {
  private pool?: Pool;

  public constructor(private readonly address: DatabaseAddress, private readonly timing: ReplicationTiming) {}

  /** The first one that comes makes the tables, as the driver does. */
  public async open(): Promise<void> {
    const options = { connectTimeout: this.timing.connectionTimeout, queryTimeout: this.timing.activeCheckTimeout, purpose: 'ordering' };
    const session = await openSession(this.address, options);
    try {
      const id = lockId(this.address.database, LOCKS.migrations);
      await session.query('select pg_advisory_lock($1)', [id]);
      await session.query(TABLES);
    } finally {
      cut(session);
    }
    this.pool = openPool(this.address, options, SESSIONS);
  }

  /**
   * Puts messages at the end. The head's row is locked until they are there, so that nobody reads past one that is still to come; one statement, so that a process
   * that hangs holds nobody up.
   */
  public async append(messages: Omit<Submission, 'ts'>[]): Promise<void> {
    await this.opened().query(`
      with head as (update ordering_head set ts = greatest(ts, (extract(epoch from clock_timestamp()) * 1000000)::bigint) + $2::int returning ts),
      new as (select * from jsonb_to_recordset($1::jsonb) as t(place int, sender text, recipients jsonb, body jsonb))
      insert into ordered(ts, sender, recipients, body) select head.ts - $2::int + 1 + place, sender, recipients, body from new, head`,
    [JSON.stringify(messages.map((message, place) => ({ ...message, place }))), messages.length]);
  }

  public async after(ts: number, limit: number): Promise<Submission[]> {
    return (await this.opened().query('select ts::float8 as ts, sender, recipients, body from ordered where ts > $1 order by ts limit $2', [ts, limit])).rows;
  }

  public close(): void {
    this.pool?.end().catch(() => undefined);
    this.pool = undefined;
  }

  private opened(): Pool {
    if (this.pool === undefined) {
      throw new Error('the ordering database is not open');
    }
    return this.pool;
  }
}
