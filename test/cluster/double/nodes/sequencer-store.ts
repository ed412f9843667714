import { Client } from 'pg';
import { Body, SequencedEvent } from './messages';
import { INSTANCE } from '../support/instance';

/** A session, or a pool of them. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: any[]; rowCount: number | null }>;
}

/** A message on its way into the store. */
export interface Submission {
  readonly ts: number;
  readonly sender: string;
  readonly recipients: string[];
  readonly body: Body;
}

/** An event with those that it is for. */
export interface StoredEvent extends SequencedEvent {
  readonly recipients: string[];
}

/**
 * Puts a node on the air: its watermark becomes later than every other, so that nobody has read past what it will write, and what it may have written after its
 * last watermark goes (facts, rule R44). One request, so that a process that hangs never leaves the table locked.
 */
export async function goOnline(session: Client, index: number, total: number): Promise<number> {
  await session.query(`begin; lock table watermarks in exclusive mode;
    delete from events where node_index = ${index} and ts > (select watermark from watermarks where node_index = ${index});
    insert into watermarks(node_index, watermark, online, updated_at, instance)
      select ${index}, latest - latest % ${total} + ${total + index}, true, clock_timestamp(), ${session.escapeLiteral(INSTANCE)}
      from (select greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, coalesce(max(watermark), 0)) as latest from watermarks) as all_nodes
      on conflict (node_index) do update
        set watermark = excluded.watermark, online = true, updated_at = excluded.updated_at, instance = excluded.instance;
    commit`);
  return (await session.query('select watermark::float8 as watermark from watermarks where node_index = $1', [index])).rows[0].watermark;
}

export async function goOffline(session: Client, index: number): Promise<void> {
  await session.query('update watermarks set online = false where node_index = $1', [index]);
}

/**
 * Writes events and the watermark that covers them, in one statement: all of it or nothing.
 *
 * @returns false when others have marked this node offline, and nothing was written
 */
export async function write(session: Client, index: number, watermark: number, events: Submission[]): Promise<boolean> {
  const update = 'update watermarks set watermark = $2, updated_at = clock_timestamp() where node_index = $1 and online returning 1';
  if (events.length === 0) {
    return (await session.query(update, [index, watermark])).rowCount === 1;
  }
  const { rows } = await session.query(`
    with alive as (${update}),
    new as (select * from jsonb_to_recordset($3::jsonb) as t(ts bigint, sender text, recipients jsonb, body jsonb) where exists (select 1 from alive)),
    added as (insert into events(ts, node_index, sender, recipients, body) select ts, $1, sender, recipients, body from new),
    admitted as (insert into members(member) select distinct body->>'member' from new where body->>'type' = 'topology' on conflict do nothing)
    select 1 from alive`, [index, watermark, JSON.stringify(events)]);
  return rows.length === 1;
}

/** Up to where all nodes that are online have written; nothing when none is. */
export async function safeWatermark(session: Queryable): Promise<number | undefined> {
  return (await session.query('select min(watermark)::float8 as safe from watermarks where online')).rows[0].safe ?? undefined;
}

/** Events after one timestamp, up to and with another; at most `limit`. */
export async function eventsBetween(session: Queryable, after: number, upTo: number, limit: number): Promise<StoredEvent[]> {
  return (await session.query('select ts::float8 as ts, recipients, body from events where ts > $1 and ts <= $2 order by ts limit $3', [after, upTo, limit])).rows;
}

/** Marks nodes offline that have been silent for too long. */
export async function markSilentOffline(session: Queryable, index: number, offlineDuration: number): Promise<string[]> {
  const { rows } = await session.query(`update watermarks set online = false where online and node_index <> $1
    and updated_at < clock_timestamp() - make_interval(secs => $2) returning instance`, [index, offlineDuration / 1000]);
  return rows.map(({ instance }) => instance);
}

/** The domain that the sequencers serve; nothing before the bootstrap. */
export async function domain(session: Queryable): Promise<{ domainId: string; open: boolean } | undefined> {
  return (await session.query("select value from node_state where key = 'domain'")).rows[0]?.value;
}

export async function initialize(session: Queryable, value: { domainId: string; open: boolean }, members: string[]): Promise<void> {
  await session.query("insert into node_state(key, value) values('domain', $1) on conflict (key) do nothing", [JSON.stringify(value)]);
  await session.query('insert into members(member) select unnest($1::text[]) on conflict do nothing', [members]);
}

export async function isMember(session: Queryable, member: string): Promise<boolean> {
  return (await session.query('select 1 from members where member = $1', [member])).rows.length === 1;
}
