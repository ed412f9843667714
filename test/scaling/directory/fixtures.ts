import { lineOf, PinKind, ShardRecord } from '../../../lib/scaling/directory/entry';

export const HEADER = lineOf({ header: true });

export function shardLine(shard: string, fields: Partial<ShardRecord> = {}): string {
  return lineOf({ record: { shard, database: `participant-${shard}`, weight: 100, state: 'open', revision: 1, ...fields } });
}

export function pinLine(name: string, shard: string, kind: PinKind = 'party'): string {
  return lineOf({ pin: { kind, name, shard } });
}

/** A directory file: its first line, and these. */
export function directoryText(...lines: string[]): string {
  return [HEADER, ...lines].map((line) => `${line}\n`).join('');
}
