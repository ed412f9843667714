import { createHash } from 'crypto';
import { Client, PoolClient } from 'pg';

/** What a lock is for; each has its own number above the database's hash. The order is the double's own. */
export const LOCKS = {
  'migrations': 0,
  'participants': 1,
  'participants pool': 2,
  'mediators': 3,
  'mediators pool': 4,
  'domain-managers': 5,
  'domain-managers pool': 6,
  /** The first of 32, one an index. */
  'sequencers': 32,
};

/** Locks are keyed by the name of the database only: not by its server, its schema or its user. */
export function lockId(database: string, counter: number): number {
  const hash = createHash('sha256').update(database).digest().readUInt32BE() % 2 ** 30;
  return hash + counter;
}

type Session = Client | PoolClient;

export async function tryLock(session: Session, id: number): Promise<boolean> {
  return (await session.query('select pg_try_advisory_lock($1) as got', [id])).rows[0].got;
}

export async function tryLockShared(session: Session, id: number): Promise<boolean> {
  return (await session.query('select pg_try_advisory_lock_shared($1) as got', [id])).rows[0].got;
}

export async function unlock(session: Session, id: number): Promise<void> {
  await session.query('select pg_advisory_unlock($1)', [id]);
}

export async function backendPid(session: Session): Promise<number> {
  return (await session.query('select pg_backend_pid() as pid')).rows[0].pid;
}

/** Whether a session of the server holds a lock exclusively, asked from any session, and whether the server takes writes. */
export async function holdsLock(session: Session, id: number, pid: number): Promise<boolean> {
  const { rows } = await session.query(`select 1 from pg_locks where locktype = 'advisory' and classid = 0 and objid = $1 and objsubid = 1
    and mode = 'ExclusiveLock' and granted and pid = $2 and not pg_is_in_recovery()`, [id, pid]);
  return rows.length === 1;
}
