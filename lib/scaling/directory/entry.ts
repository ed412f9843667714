/** One line of a directory file, as a value and as text. */

/** What the first line says, so that no other file and no newer one is taken for a directory. */
export const SCHEMA = 'cdk8s-canton/shard-directory';
export const VERSION = 1;

/** What a shard takes: see `ShardRecord.state`. */
export const STATES = ['open', 'drained', 'frozen', 'removed'] as const;
export type ShardState = typeof STATES[number];

/** A shard. To change one, a line with the next revision is added: the highest revision holds, in whatever order lines are merged. */
export interface ShardRecord {
  readonly shard: string;
  /** Name of its participant's database. */
  readonly database: string;
  /** How many of the newcomers it gets, compared with the other open shards. */
  readonly weight: number;
  /** Open shards get newcomers; drained ones only those that are sent there by name; frozen ones none at all; removed ones are no more. */
  readonly state: ShardState;
  readonly revision: number;
}

/** Whom an application asks for. */
export type PinKind = 'party' | 'user';

/** Where a party or a user is served, for ever. */
export interface Pin {
  readonly kind: PinKind;
  readonly name: string;
  readonly shard: string;
}

export type Entry = { readonly header: true } | { readonly record: ShardRecord } | { readonly pin: Pin };

/** What names may look like; of parties and users, as the Ledger API has them. */
const NAMES = {
  shard: { pattern: /^[a-z0-9]([-a-z0-9]{0,28}[a-z0-9])?$/, words: 'a DNS label (a-z, 0-9 and \'-\') of at most 30 characters' },
  database: { pattern: /^[\w.$#-]{1,128}$/, words: 'the name of a database' },
  party: { pattern: /^[\w: -]{1,255}$/, words: 'letters, digits, \':\', \'-\', \'_\' and spaces, at most 255' },
  user: { pattern: /^[a-zA-Z0-9@^$.!`\-#+'~_|:]{1,128}$/, words: 'letters, digits and any of @^$.!`-#+\'~_|: and at most 128 of them' },
};

export const DEFAULT_WEIGHT = 100;
const MAX_WEIGHT = 10_000;

/** What is wrong with a name, or nothing. */
export function nameProblem(kind: keyof typeof NAMES, name: unknown): string | undefined {
  const { pattern, words } = NAMES[kind];
  return typeof name === 'string' && pattern.test(name) ? undefined : `${kind} must be ${words}, got ${JSON.stringify(name)}`;
}

/** The line of an entry, without its end. */
export function lineOf(entry: Entry): string {
  if ('header' in entry) {
    return JSON.stringify({ schema: SCHEMA, version: VERSION });
  }
  return JSON.stringify('pin' in entry ? { [entry.pin.kind]: entry.pin.name, shard: entry.pin.shard } : entry.record);
}

/** The entry of a line, or what is wrong with it. */
export function entryOf(line: string): Entry | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return /^(<{7}|={7}|>{7})/.test(line)
      ? 'git left a conflict here; keep the lines of both sides, and set `merge=union` for this file in .gitattributes'
      : `must be one JSON object, got ${JSON.stringify(line.slice(0, 60))}`;
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? fieldsOf(value as { [key: string]: unknown })
    : `must be one JSON object, got ${line.slice(0, 60)}`;
}

function fieldsOf(fields: { [key: string]: unknown }): Entry | string {
  if ('schema' in fields) {
    return headerOf(fields);
  }
  if ('party' in fields) {
    return pinOf('party', fields);
  }
  return 'user' in fields ? pinOf('user', fields) : recordOf(fields);
}

function headerOf({ schema, version, ...others }: { [key: string]: unknown }): Entry | string {
  if (schema !== SCHEMA) {
    return `schema must be '${SCHEMA}', got ${JSON.stringify(schema)}`;
  }
  if (typeof version === 'number' && version > VERSION) {
    return `version must be at most ${VERSION}, got ${version}: a newer cdk8s-canton wrote this file; update yours`;
  }
  return version === VERSION ? strangers(others) ?? { header: true } : `version must be ${VERSION}, got ${JSON.stringify(version)}`;
}

function pinOf(kind: PinKind, { [kind]: name, shard, ...others }: { [key: string]: unknown }): Entry | string {
  return nameProblem(kind, name) ?? nameProblem('shard', shard) ?? strangers(others) ?? { pin: { kind, name: name as string, shard: shard as string } };
}

function recordOf({ shard, database, weight = DEFAULT_WEIGHT, state = 'open', revision = 1, ...others }: { [key: string]: unknown }): Entry | string {
  return nameProblem('shard', shard) ?? nameProblem('database', database) ?? weightProblem(weight) ?? stateProblem(state)
    ?? (isInteger(revision, 1, Number.MAX_SAFE_INTEGER) ? undefined : `revision must be a whole number from 1, got ${JSON.stringify(revision)}`)
    ?? strangers(others) ?? { record: { shard, database, weight, state, revision } as ShardRecord };
}

export function weightProblem(weight: unknown): string | undefined {
  return isInteger(weight, 1, MAX_WEIGHT) ? undefined : `weight must be a whole number from 1 to ${MAX_WEIGHT}, got ${JSON.stringify(weight)}`;
}

export function stateProblem(state: unknown): string | undefined {
  return STATES.includes(state as ShardState) ? undefined : `state must be one of ${STATES.join(', ')}, got ${JSON.stringify(state)}`;
}

function isInteger(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

/** A field that is not known may be a slip of the pen, and what it should have said would be lost. */
function strangers(others: object): string | undefined {
  const [name] = Object.keys(others);
  return name === undefined ? undefined : `field '${name}' is not known; entries are {"shard","database","weight","state","revision"}, {"party","shard"} and {"user","shard"}`;
}
