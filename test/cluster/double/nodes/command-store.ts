import { Accepted } from './domain-link';
import { remember } from './node-store';
import { FencedPool } from '../storage/fenced-pool';
import { INSTANCE } from '../support/instance';

/** What a client is told of a command that was carried out. */
export interface Completion {
  readonly commandId: string;
  readonly offset: number;
  readonly completedBy: string;
}

const COLUMNS = 'command_id as "commandId", "offset"::float8 as "offset", completed_by as "completedBy"';

/** The commands of a participant, with de-duplication by their id. */
export class CommandStore {
  public constructor(private readonly pool: FencedPool) {}

  public async find(commandId: string): Promise<Completion | undefined> {
    return (await this.pool.query(`select ${COLUMNS} from commands where command_id = $1`, [commandId])).rows[0];
  }

  public async after(offset: number, limit: number): Promise<Completion[]> {
    return (await this.pool.query(`select ${COLUMNS} from commands where "offset" > $1 order by "offset" limit $2`, [offset, limit])).rows;
  }

  /** Stores what was accepted, and how far the domain's events were read, in one transaction. A command that is there already changes nothing. */
  public async commit(accepted: Accepted[], key: string, offset: number): Promise<Completion[]> {
    return this.pool.transaction(async (session) => {
      let stored: Completion[] = [];
      if (accepted.length > 0) {
        const first = [...new Map(accepted.map((entry) => [entry.request.commandId, entry] as const).reverse()).values()].reverse();
        const columns = [
          first.map(({ request }) => request.commandId),
          first.map((entry) => entry.offset),
          first.map(({ request }) => request.submittedAt),
          first.map(({ request }) => request.payload),
        ];
        const { rows } = await session.query(`
          with accepted as (select * from unnest($1::text[], $2::bigint[], $3::float8[], $4::text[]) as t(id, ts, submitted, payload)),
          fresh as (insert into commands(command_id, submitted_at, "offset", completed_by) select id, to_timestamp(submitted / 1000), ts, $5 from accepted
            on conflict (command_id) do nothing returning command_id),
          made as (insert into contracts(command_id, "offset", payload, written_by) select id, ts, payload, $5 from accepted join fresh on id = command_id)
          select command_id from fresh`, [...columns, INSTANCE]);
        const fresh = new Set(rows.map(({ command_id: id }) => id));
        stored = first.filter(({ request }) => fresh.has(request.commandId))
          .map((entry) => ({ commandId: entry.request.commandId, offset: entry.offset, completedBy: INSTANCE }));
      }
      await remember(session, key, offset);
      return stored;
    });
  }
}
