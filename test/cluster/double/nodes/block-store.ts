import { Pool } from 'pg';
import { Vote } from './aggregation';
import { StoredEvent } from './sequencer-store';

/** The mediators that have voted for some requests so far. */
export async function votesFor(pool: Pool, requestIds: string[]): Promise<Vote[]> {
  if (requestIds.length === 0) {
    return [];
  }
  return (await pool.query('select request_id as "requestId", mediator from votes where request_id = any($1)', [requestIds])).rows;
}

/** Keeps what was read from the order, and how far that was, all of it or nothing. Nothing keeps a second process of this sequencer from doing the same. */
export async function store(pool: Pool, events: StoredEvent[], votes: Vote[], head: number): Promise<void> {
  await pool.query(`
    with new as (select * from jsonb_to_recordset($1::jsonb) as t(ts bigint, recipients jsonb, body jsonb)),
    added as (insert into events(ts, recipients, body) select ts, recipients, body from new on conflict do nothing),
    cast_votes as (select * from jsonb_to_recordset($2::jsonb) as t("requestId" text, mediator text)),
    voted as (insert into votes(request_id, mediator) select "requestId", mediator from cast_votes on conflict do nothing),
    admitted as (insert into members(member) select distinct body->>'member' from new where body->>'type' = 'topology' on conflict do nothing),
    restricted as (insert into node_state(key, value) select 'open', body->'open' from new where body->>'type' = 'restriction' order by ts desc limit 1
      on conflict (key) do update set value = excluded.value)
    insert into node_state(key, value) values('head', to_jsonb($3::bigint)) on conflict (key) do update set value = excluded.value`,
  [JSON.stringify(events), JSON.stringify(votes), head]);
}
