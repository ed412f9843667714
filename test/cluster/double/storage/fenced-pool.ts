import { Pool, PoolClient } from 'pg';
import { cut, openPool, openSession, SessionOptions } from './connections';
import { DatabaseAddress } from './database-address';
import { holdsLock, tryLock, tryLockShared, unlock } from './lock';
import { sleep } from '../support/time';
import { POOL_LOCK_RETRY } from '../timing';

/** What the pool must know of the lock that makes an instance the active one. */
export interface MainLock {
  readonly id: number;
  /** The database's process that serves the session with the lock. */
  readonly pid: number;
}

/**
 * The sessions that an active instance writes with. Each holds the pool's lock, shared with the others of this instance, for as long as it lives, and the
 * pool begins by holding it alone: so no session of a former active can still be writing. A session that is opened later must find the main lock in place.
 */
export class FencedPool {
  /** @param stillWanted asked before each try, as another instance's sessions may take long to die */
  public static async open(
    address: DatabaseAddress, options: SessionOptions, size: number, main: MainLock, poolLock: number, stillWanted: () => boolean,
  ): Promise<FencedPool> {
    const session = await openSession(address, { ...options, purpose: 'pool lock' });
    try {
      while (!await tryLock(session, poolLock)) {
        if (!stillWanted()) {
          throw new Error('the main lock went away before the pool had its own');
        }
        await sleep(POOL_LOCK_RETRY);
      }
      await unlock(session, poolLock);
    } finally {
      cut(session);
    }
    await sleep(POOL_LOCK_RETRY);
    const fenced = new FencedPool(address, options, size, main, poolLock);
    await fenced.query('select 1');
    return fenced;
  }

  private readonly pool: Pool;
  private readonly sessions = new Set<PoolClient>();
  private closed = false;

  private constructor(address: DatabaseAddress, options: SessionOptions, size: number, main: MainLock, poolLock: number) {
    this.pool = openPool(address, options, size, async (session) => {
      this.sessions.add(session);
      session.on('end', () => this.sessions.delete(session));
      if (this.closed || !await tryLockShared(session, poolLock) || !await holdsLock(session, main.id, main.pid)) {
        throw new Error('this instance is not the active one');
      }
    });
  }

  public async query(text: string, values: unknown[] = []): Promise<{ rows: any[]; rowCount: number | null }> {
    this.checkOpen();
    return this.pool.query(text, values);
  }

  /** Runs statements that happen together or not at all. */
  public async transaction<T>(work: (session: PoolClient) => Promise<T>): Promise<T> {
    this.checkOpen();
    const session = await this.pool.connect();
    try {
      await session.query('begin');
      const result = await work(session);
      this.checkOpen();
      await session.query('commit');
      session.release();
      return result;
    } catch (error) {
      session.release(true); // ends the session, and with it the transaction
      throw error;
    }
  }

  /** Ends all sessions at once; what they were doing is undone by the database. */
  public close(): void {
    this.closed = true;
    this.sessions.forEach(cut);
    this.pool.end().catch(() => undefined);
  }

  private checkOpen(): void {
    if (this.closed) {
      throw new Error('this instance is not the active one');
    }
  }
}
