import { Client } from 'pg';
import { lockId, LOCKS } from './lock';
import { NodeKind } from '../config/node-config';

/** Sequencers of Canton 3.5 keep for themselves what is ordered elsewhere. */
export type TableKind = NodeKind | 'block-sequencers';

/** What every node's database has, and what tests read and write in it. */
const COMMON = `
  create table if not exists node_state(key text primary key, value jsonb not null);
  create table if not exists activity(instance text not null, pod_ip text not null, event text not null, at timestamptz not null default clock_timestamp());
  create table if not exists misbehaviour(id serial primary key, instance text not null, kind text not null, seconds int not null, armed bool not null default true,
    armed_at timestamptz not null default clock_timestamp());`;

/** `contracts` has no key: it takes what is written, by whoever writes, so that a second writer is seen, not refused. */
const OWN: { [kind in TableKind]: string } = {
  'participants': `
    create table if not exists commands(command_id text primary key, submitted_at timestamptz not null, "offset" bigint not null, completed_by text not null,
      completed_at timestamptz not null default clock_timestamp());
    create index if not exists commands_offset on commands("offset");
    create table if not exists contracts(command_id text not null, "offset" bigint not null, payload text, written_by text not null,
      written_at timestamptz not null default clock_timestamp());`,
  'mediators': '',
  'domain-managers': 'create table if not exists admitted(participant text primary key);',
  'sequencers': `
    create table if not exists watermarks(node_index int primary key, watermark bigint not null, online bool not null, updated_at timestamptz not null, instance text not null);
    create table if not exists events(ts bigint primary key, node_index int not null, sender text not null, recipients jsonb not null, body jsonb not null);
    create table if not exists members(member text primary key);`,
  'block-sequencers': `
    create table if not exists events(ts bigint primary key, recipients jsonb not null, body jsonb not null);
    create table if not exists votes(request_id text not null, mediator text not null, primary key(request_id, mediator));
    create table if not exists members(member text primary key);
    create table if not exists joined(member text primary key);`,
};

/** Makes what is not there yet. Whoever comes first does it; others wait for the lock. */
export async function createTables(session: Client, database: string, kind: TableKind): Promise<void> {
  const id = lockId(database, LOCKS.migrations);
  await session.query('select pg_advisory_lock($1)', [id]);
  await session.query(COMMON + OWN[kind]);
  await session.query('select pg_advisory_unlock($1)', [id]);
}
