import { Entry, entryOf, Pin, PinKind, ShardRecord } from './entry';
import { refuse } from '../../model/validation';

/** Something in a directory file that needs a human. */
export interface Problem {
  /** Number of the line, from 1. */
  readonly line: number;
  readonly message: string;
  /** Whether the file says the same with and without it. */
  readonly harmless: boolean;
}

/** The shards, and who is served where. */
export interface DirectoryContents {
  /** Each shard as its highest revision has it, in the order in which they appear. */
  readonly shards: ReadonlyMap<string, ShardRecord>;
  /** Everybody who is pinned, once, in the order in which they appear. */
  readonly pins: readonly Pin[];
  /** The shard of somebody; nothing for whoever was never seen. */
  readonly shardOf: (kind: PinKind, name: string) => string | undefined;
}

/** Reads a directory file, to the end whatever is in it. */
export function readDirectory(text: string): { readonly contents: DirectoryContents; readonly problems: readonly Problem[] } {
  const reader = new Reader();
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    if (line.trim() !== '') {
      reader.read(line, index + 1, index === lines.length - 1);
    }
  });
  return reader.result();
}

/** Reads a directory file, and refuses it where it does not say clearly who is where. */
export function requireDirectory(text: string, source: string): DirectoryContents {
  const { contents, problems } = readDirectory(text);
  const serious = problems.filter(({ harmless }) => !harmless);
  return serious.length === 0 ? contents : refuse(problemsText(source, serious));
}

/** One problem a line, as compilers write them, and no more than a human reads. */
export function problemsText(source: string, problems: readonly Problem[], most = 20): string {
  const shown = problems.slice(0, most).map(({ line, message }) => `${source}:${line}: ${message}`);
  return [...shown, ...(problems.length > most ? [`${source}: and ${problems.length - most} more`] : [])].join('\n');
}

/** Who is served by a shard. */
export function residentsOf({ pins }: DirectoryContents, shard: string): string[] {
  return pins.filter((pin) => pin.shard === shard).map(({ kind, name }) => `${kind} '${name}'`);
}

/** A few names, and how many more there are. */
export function someOf(names: readonly string[], most = 10): string {
  return [...names.slice(0, most), ...(names.length > most ? [`${names.length - most} more`] : [])].join(', ');
}

/** Finds somebody. A party is known by its whole id or by its hint. */
export function find<T>(known: ReadonlyMap<string, T>, kind: PinKind, name: string): T | undefined {
  return known.get(keyOf(kind, name)) ?? (kind === 'party' ? known.get(keyOf(kind, hintOf(name))) : undefined);
}

/** The part of a party's id before `::`: what it is called before a participant has given it the rest. */
export function hintOf(party: string): string {
  return party.split('::', 1)[0];
}

export function keyOf(kind: PinKind, name: string): string {
  return `${kind} ${name}`;
}

interface Line<T> {
  readonly line: number;
  readonly value: T;
}

/** Lines may come in any order after the first, as a merge by union brings them so: what they say together is judged at the end. */
class Reader {
  private readonly problems: Problem[] = [];
  private readonly records = new Map<string, Line<ShardRecord>>();
  private readonly revisions = new Map<string, Line<ShardRecord>>();
  private readonly pins = new Map<string, Line<Pin>>();
  private first = true;

  public read(line: string, number: number, last: boolean): void {
    const entry = entryOf(line);
    if (typeof entry === 'string') {
      const cut = last && entry.startsWith('must be one JSON object');
      this.report(number, cut ? `the file ends within a line, so it was cut off: ${JSON.stringify(line.slice(0, 60))}; restore it from git` : entry);
    } else {
      this.take(entry, number);
    }
    this.first = false;
  }

  public result(): { contents: DirectoryContents; problems: Problem[] } {
    if (this.first) {
      this.report(1, 'the file is empty; the first line must be the schema and version');
    }
    this.pins.forEach(({ line, value: { kind, name, shard } }) => {
      const record = this.records.get(shard);
      if (record === undefined) {
        this.report(line, `${kind} '${name}' is in shard '${shard}', which no line describes; shards are ${[...this.records.keys()].join(', ') || 'none'}`);
      } else if (record.value.state === 'removed') {
        this.report(line, `${kind} '${name}' is in shard '${shard}', which line ${record.line} removes; a shard with parties or users cannot be removed`);
      }
    });
    const shards = new Map([...this.records].map(([name, { value }]) => [name, value]));
    const pins = [...this.pins.values()].map(({ value }) => value);
    const shardOf = (kind: PinKind, name: string) => find(this.pins, kind, name)?.value.shard;
    return { contents: { shards, pins, shardOf }, problems: this.problems.sort((a, b) => a.line - b.line) };
  }

  private take(entry: Entry, line: number): void {
    if ('header' in entry !== this.first) {
      this.report(line, this.first ? 'the first line must be the schema and version' : 'schema and version belong on the first line, and nowhere else');
    }
    if ('record' in entry) {
      this.takeRecord({ line, value: entry.record });
    } else if ('pin' in entry) {
      this.takePin({ line, value: entry.pin });
    }
  }

  private takeRecord({ line, value }: Line<ShardRecord>): void {
    const { shard, revision } = value;
    const same = this.revisions.get(`${shard} ${revision}`);
    if (same !== undefined) {
      this.repeated(line, same, JSON.stringify(same.value) === JSON.stringify(value), (
        `shard '${shard}' has another revision ${revision} on line ${same.line}; keep one, or give the later one revision ${revision + 1}`
      ), `shard '${shard}'`);
      return;
    }
    this.revisions.set(`${shard} ${revision}`, { line, value });
    if ((this.records.get(shard)?.value.revision ?? 0) < revision) {
      this.records.set(shard, { line, value });
    }
  }

  private takePin({ line, value }: Line<Pin>): void {
    const { kind, name, shard } = value;
    const other = this.pins.get(keyOf(kind, name));
    if (other === undefined) {
      this.pins.set(keyOf(kind, name), { line, value });
    } else {
      this.repeated(line, other, other.value.shard === shard, (
        `${kind} '${name}' is in shard '${shard}', and in shard '${other.value.shard}' by line ${other.line}; remove the line that is wrong: it is where it was allocated`
      ), `${kind} '${name}'`);
    }
  }

  private repeated(line: number, other: Line<unknown>, equal: boolean, contradiction: string, what: string): void {
    this.problems.push({ line, harmless: equal, message: equal ? `${what} is said on line ${other.line} already; one of the two can go` : contradiction });
  }

  private report(line: number, message: string): void {
    this.problems.push({ line, message, harmless: false });
  }
}
