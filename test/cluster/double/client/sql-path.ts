import { Pool } from 'pg';
import { Path } from './ledger-path';
import { openPool } from '../storage/connections';
import { DatabaseAddress } from '../storage/database-address';

const SESSIONS = 10;

/** Straight into a database: what its own failover costs, without a ledger on top. */
export class SqlPath implements Path {
  private readonly pool: Pool;

  public constructor(database: DatabaseAddress, timeout: number) {
    const options = { connectTimeout: timeout, queryTimeout: timeout, purpose: 'client' };
    this.pool = openPool(database, options, SESSIONS, async (session) => {
      await session.query('create table if not exists commands (id text primary key)');
    });
  }

  public async submit(commandId: string): Promise<void> {
    const session = await this.pool.connect();
    try {
      await session.query('insert into commands values ($1) on conflict do nothing', [commandId]);
      session.release();
    } catch (error) {
      session.release(true); // whatever it waits for, nobody waits with it
      throw error;
    }
  }
}
