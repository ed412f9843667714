import { acknowledged, ClientApp, clientApps, restartsOf, stopClient } from '../ledger/clients';
import { LedgerDatabase, Queried } from '../ledger/database';
import { Ledger } from '../ledger/ledger';

/** What became of the commands of one client. */
export interface Proof {
  readonly client: string;
  readonly acknowledged: number;
  /** Acknowledged, and not in the database. */
  readonly lost: number;
  /** In the database more than once. */
  readonly doubled: number;
  /** How often an instance wrote again after another one without having gained the lock anew: two wrote in turns. @default - not counted */
  readonly interleaved?: number;
  /** Mean of the whole run, breaks included. */
  readonly perSecond: number;
  readonly seconds: number;
  /** Of which ledger. @default - that of Daml 2.10 */
  readonly release?: string;
}

/** What went wrong with the commands, in words; none where nothing did. */
export function wrongs({ client, lost, doubled, interleaved: turns = 0 }: Proof): string[] {
  return lost + doubled + turns === 0 ? [] : [`${client}: ${lost} lost, ${doubled} doubled, ${turns} interleaved`];
}

/** A time, in milliseconds of the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Stops the clients and counts, in the database, what became of each command that was acknowledged.
 *
 * @param forgotten what was acknowledged then is not looked for: the database was set back to its beginning
 * @param clients those that are asked, if not all
 */
export async function prove(ledger: Ledger, database: LedgerDatabase, forgotten?: Span, clients: ClientApp[] = clientApps(ledger)): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const { name } of clients) {
    const service = ledger.participants.find(participant => participant.name === name)?.name ?? ledger.jsonApi!.participant;
    proofs.push({ release: ledger.release, ...await proofOf(name, service, database, forgotten) });
  }
  return proofs;
}

/** The same of one client, by the database of its participant. */
export async function proofOf(client: string, participant: string, database: Queried, forgotten?: Span): Promise<Proof> {
  if (restartsOf(client) !== 0) {
    throw new Error(`client ${client} was started again: what had been acknowledged to it was in its memory, and cannot be looked for`);
  }
  await stopClient(client);
  const acks = await acknowledged(client);
  const stored = new Map((await database.query<{ id: string; count: number }>(participant,
    'select command_id as id, count(*)::int as count from contracts group by command_id')).map(({ id, count }) => [id, count]));
  const times = acks.map(([, at]) => at).sort((a, b) => a - b);
  return {
    client,
    acknowledged: acks.length,
    lost: acks.filter(([id, at]) => !stored.has(id) && !(forgotten && at >= forgotten.from && at <= forgotten.to)).length,
    doubled: [...stored.values()].filter(count => count > 1).length,
    interleaved: await interleaved(participant, database),
    ...rate(acks.length, Math.max(1, (times[times.length - 1] - times[0]) / 1000)),
  };
}

/** The proofs of several runs on one ledger, by client. */
export function addUp(proofs: Proof[]): Proof[] {
  const names = [...new Set(proofs.map(({ client }) => client))];
  return names.map(client => {
    const own = proofs.filter(proof => proof.client === client);
    const sum = (count: (proof: Proof) => number) => own.reduce((total, proof) => total + count(proof), 0);
    const acks = sum(({ acknowledged: count }) => count);
    // Every run counts what is wrong in the whole database.
    const worst = (count: (proof: Proof) => number) => Math.max(...own.map(count));
    const turns = own.some(proof => proof.interleaved !== undefined) ? worst(proof => proof.interleaved ?? 0) : undefined;
    const wrong = { lost: sum(({ lost }) => lost), doubled: worst(proof => proof.doubled), interleaved: turns };
    return { client, acknowledged: acks, ...wrong, ...rate(acks, sum(({ seconds }) => seconds)) };
  });
}

function rate(count: number, seconds: number): Pick<Proof, 'perSecond' | 'seconds'> {
  return { perSecond: count / seconds, seconds };
}

/**
 * The runs of rows by one instance that are more than it gained the lock. That no command is there twice says little of it: a participant's database takes
 * each command id once, whoever writes.
 */
export const RUNS_WITHOUT_LOCK = `
  select coalesce(sum(greatest(runs - coalesce(gained, 0), 0)), 0)::int as count
  from (
    select written_by, count(*) as runs
    from (select written_by, lag(written_by) over (order by written_at, "offset") as writer_before from contracts) in_order
    where writer_before is distinct from written_by
    group by written_by
  ) writers
  left join (select instance, count(*) as gained from activity where event = 'lock_gained' group by instance) locks on instance = written_by`;

async function interleaved(participant: string, database: Queried): Promise<number> {
  const [{ count }] = await database.query<{ count: number }>(participant, RUNS_WITHOUT_LOCK);
  return count;
}

/** How many times two trigger services of one database were alive at once. */
export async function liveTogether(database: LedgerDatabase): Promise<number> {
  const [{ count }] = await database.query<{ count: number }>('triggers', `
    select count(*)::int as count from live_instances a join live_instances b
      on a.instance < b.instance and a.started < b.last_seen and b.started < a.last_seen`);
  return count;
}
