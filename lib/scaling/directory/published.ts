import { createHash } from 'crypto';
import { DirectoryContents } from './contents';
import { lineOf } from './entry';
import { refuse } from '../../model/validation';

/** What clients read: one file that lists the shards, and the pins in parts. */

export const INDEX_FILE = 'shards.json';
export const INDEX_SCHEMA = 'cdk8s-canton/shards';
export const INDEX_VERSION = 1;

/** A shard as clients see it. Each URL takes up room a thousand times: `https` says that there is TLS, for gRPC too. */
export interface PublishedShard {
  readonly name: string;
  readonly state: string;
  readonly ledgerApi: string;
  readonly jsonApi: string;
}

/** The file that lists the shards. */
export interface PublishedIndex {
  readonly schema: typeof INDEX_SCHEMA;
  readonly version: typeof INDEX_VERSION;
  readonly shards: readonly PublishedShard[];
  /** The files that hold the pins, with the SHA-256 of each: files of several ConfigMaps do not change at the same moment. */
  readonly parts: readonly { readonly file: string; readonly sha256: string }[];
  /** The file on a volume that holds the pins, where there are no parts. */
  readonly volumeFile?: string;
}

/** A part of the pins. */
export interface PublishedPart {
  readonly file: string;
  readonly text: string;
}

const KIB = 1024;

/** `kubectl apply` writes an object once more into an annotation, escaped, and annotations end at 256 KiB. */
const MOST_OF_A_PART = 200 * KIB;

/** The API server keeps all of it in memory, several times while it changes, and so does every node with a client on it. */
const MOST_IN_ALL = 5 * KIB * KIB;

/** The most parts that there can be: the fullest are short of a full one by less than a line. */
export const MOST_PARTS = 28;

/** The pins in their order, in parts that a ConfigMap can hold. A pin that is added changes the last part only. */
export function partsOf(owner: string, { pins }: DirectoryContents): PublishedPart[] {
  const texts: string[] = [];
  let [part, partSize, total] = [[] as string[], 0, 0];
  for (const pin of pins) {
    const line = `${lineOf({ pin })}\n`;
    const size = JSON.stringify(line).length;
    if (partSize + size > MOST_OF_A_PART) {
      texts.push(part.join(''));
      [part, partSize] = [[], 0];
    }
    part.push(line);
    partSize += size;
    total += size;
  }
  if (total > MOST_IN_ALL) {
    refuse(`${owner}: the directory of ${pins.length} parties and users is ${Math.ceil(total / KIB)} KiB, and ConfigMaps may hold ${MOST_IN_ALL / KIB} KiB in all; `
      + 'put the file on a volume of your own and set publication: DirectoryPublication.volume()');
  }
  return [...texts, ...(part.length > 0 ? [part.join('')] : [])].map((text, index) => ({ file: partFile(index), text }));
}

/** The name of a part. */
export function partFile(index: number): string {
  return `parties-${index}.jsonl`;
}

/** The file that lists the shards. */
export function indexText(owner: string, shards: readonly PublishedShard[], parts: readonly PublishedPart[], volumeFile: string | undefined): string {
  const index: PublishedIndex = {
    schema: INDEX_SCHEMA,
    version: INDEX_VERSION,
    shards,
    parts: parts.map(({ file, text }) => ({ file, sha256: sha256(text) })),
    volumeFile,
  };
  const lines = shards.map((shard) => `    ${JSON.stringify(shard)}`).join(',\n');
  const text = `${JSON.stringify({ ...index, shards: [] }, null, 2).replace('"shards": []', `"shards": [\n${lines}\n  ]`)}\n`;
  const size = JSON.stringify(text).length;
  return size <= MOST_OF_A_PART ? text : refuse(`${owner}: the list of ${shards.length} shards is ${Math.ceil(size / KIB)} KiB, and a ConfigMap may hold `
    + `${MOST_OF_A_PART / KIB} KiB of it; make several ShardedParticipants`);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
