import { DirectoryContents, hintOf, keyOf, residentsOf, someOf } from './contents';
import { DEFAULT_WEIGHT, Entry, nameProblem, Pin, PinKind, ShardRecord, ShardState, stateProblem, weightProblem } from './entry';
import { rendezvous } from './rendezvous';
import { defined } from '../../model/defined';
import { refuse } from '../../model/validation';

/** What a change to a directory adds to its file. Nothing in the file is ever changed. */

/** Where somebody is served from now on, and whether that is new. */
export interface Assignment {
  readonly pin: Pin;
  readonly isNew: boolean;
}

/**
 * Finds a shard for each name that was never seen; whoever has one keeps it.
 *
 * @param to the shard that they shall be in; by default the names decide, by a rule that gives the same answer to everybody who asks
 */
export function assign(contents: DirectoryContents, kind: PinKind, names: readonly string[], to?: string): Assignment[] {
  const open = [...contents.shards.values()].filter(({ state }) => state === 'open').map((record) => ({ name: record.shard, weight: record.weight }));
  const shard = to === undefined ? undefined : requireTakes(contents, to);
  const wholeIds = kind === 'party' && shard === undefined ? shardsOfWholeIds(contents) : undefined;
  return [...new Set(names)].map((name) => {
    check(nameProblem(kind, name));
    const known = contents.shardOf(kind, name);
    if (known !== undefined && shard !== undefined && known !== shard) {
      refuse(`${kind} '${name}' is in shard '${known}' and cannot go to '${shard}': nobody ever moves`);
    }
    const chosen = known ?? shard ?? theOnly(name, wholeIds?.get(name)) ?? rendezvous(hashedKey(kind, name), open)?.name ?? refuse(`no shard is open: ${statesOf(contents)}; open one, or name one with --shard`);
    return { pin: { kind, name, shard: chosen }, isNew: known === undefined };
  });
}

/** A party goes to the same place under its whole id and under the part of it that is known first. */
function hashedKey(kind: PinKind, name: string): string {
  return kind === 'party' ? keyOf(kind, hintOf(name)) : keyOf(kind, name);
}

/** Where parties are that only their whole ids were known of, by their hints. */
function shardsOfWholeIds({ pins }: DirectoryContents): Map<string, Set<string>> {
  const shards = new Map<string, Set<string>>();
  for (const { kind, name, shard } of pins) {
    const hint = hintOf(name);
    if (kind === 'party' && hint !== name) {
      shards.set(hint, (shards.get(hint) ?? new Set()).add(shard));
    }
  }
  return shards;
}

/** Shards may have come since the whole id was assigned: a party must not be sent to another one now that somebody asks by its hint. */
function theOnly(hint: string, shards = new Set<string>()): string | undefined {
  return shards.size < 2 ? [...shards][0] : refuse(`party '${hint}' is in shards ${someOf([...shards])} under whole ids; ask by whole id, or name one with --shard`);
}

/** What may be said of a shard. */
export interface ShardChange {
  readonly database?: string;
  readonly weight?: number;
  readonly state?: ShardState;
}

/** Adds a shard. */
export function addShard({ shards }: DirectoryContents, shard: string, database: string, { weight = DEFAULT_WEIGHT, state = 'open' }: ShardChange): Entry {
  check(nameProblem('shard', shard) ?? nameProblem('database', database) ?? weightProblem(weight) ?? stateProblem(state));
  const known = shards.get(shard);
  if (known !== undefined) {
    refuse(`shard '${shard}' is in the directory already, with database '${known.database}', ${known.state}; change it with 'shard set'`);
  }
  requireOwnDatabase([...shards.values()], shard, database);
  return { record: { shard, database, weight, state, revision: 1 } };
}

/** Changes what is said of a shard; nothing where it is said already. */
export function changeShard(contents: DirectoryContents, shard: string, change: ShardChange): Entry | undefined {
  const known = requireShard(contents, shard);
  const wanted = { database: known.database, weight: known.weight, state: known.state, ...defined(change) };
  check(nameProblem('database', wanted.database) ?? weightProblem(wanted.weight) ?? stateProblem(wanted.state));
  const residents = residentsOf(contents, shard);
  if (wanted.state === 'removed' && residents.length > 0) {
    refuse(`shard '${shard}' cannot be removed, as it serves ${someOf(residents)}`);
  }
  requireOwnDatabase([...contents.shards.values()], shard, wanted.database);
  const record: ShardRecord = { shard, ...wanted, revision: known.revision + 1 };
  return JSON.stringify({ ...known, revision: 0 }) === JSON.stringify({ ...record, revision: 0 }) ? undefined : { record };
}

function requireTakes(contents: DirectoryContents, shard: string): string {
  const { state } = requireShard(contents, shard);
  return state === 'open' || state === 'drained' ? shard : refuse(`shard '${shard}' is ${state} and takes nobody; ${statesOf(contents)}`);
}

function requireShard(contents: DirectoryContents, shard: string): ShardRecord {
  return contents.shards.get(shard) ?? refuse(`shard '${shard}' is not in the directory; ${statesOf(contents)}`);
}

/** Canton's lock is keyed by the database's name (rule R14). */
function requireOwnDatabase(all: readonly ShardRecord[], shard: string, database: string): void {
  const other = all.find((record) => record.shard !== shard && record.database === database && record.state !== 'removed');
  if (other !== undefined) {
    refuse(`shard '${shard}' needs a database of its own, got '${database}', which belongs to shard '${other.shard}'`);
  }
}

function statesOf({ shards }: DirectoryContents): string {
  return shards.size === 0 ? 'there are no shards yet' : `shards are ${someOf([...shards.values()].map(({ shard, state }) => `'${shard}' (${state})`))}`;
}

function check(problem: string | undefined): void {
  if (problem !== undefined) {
    refuse(problem);
  }
}
