import * as fs from 'fs';
import * as path from 'path';
import { Address, Route } from './route';
import { keyOf } from '../scaling/directory/contents';
import { entryOf } from '../scaling/directory/entry';
import { INDEX_FILE, INDEX_SCHEMA, INDEX_VERSION, PublishedIndex, PublishedShard, sha256 } from '../scaling/directory/published';

/** A directory as it was published at one moment. */
export interface PublishedDirectory {
  readonly routes: ReadonlyMap<string, Route>;
  /** Names of shards by `keyOf(kind, name)`. */
  readonly pins: ReadonlyMap<string, string>;
}

/**
 * Reads the published files.
 *
 * @param folder where the ConfigMaps are mounted
 * @param volume where the operator's own volume is mounted, if there is one
 */
export function readPublished(folder: string, volume?: string): PublishedDirectory {
  const { index, pinFiles } = fileNames(folder, volume);
  const pins = new Map<string, string>();
  pinFiles.forEach((file, number) => readPins(file, index.parts[number]?.sha256, pins));
  return { routes: new Map(index.shards.map((shard) => [shard.name, route(shard)])), pins };
}

function route({ name, state, ledgerApi, jsonApi }: PublishedShard): Route {
  return { shard: name, state, ledgerApi: address(ledgerApi), jsonApi: address(jsonApi) };
}

function address(url: string): Address {
  const { protocol, hostname, port } = new URL(url);
  const tls = protocol === 'https:';
  return { host: hostname, port: port === '' ? (tls ? 443 : 80) : Number(port), tls };
}

/** Something that differs whenever one of the published files does. Kubernetes swaps a symbolic link, so the files themselves are looked at. */
export function fingerprint(folder: string, volume?: string): string {
  const files = [path.join(folder, INDEX_FILE), ...fileNames(folder, volume).pinFiles];
  return files.map((file) => {
    const { ino, mtimeMs, size } = fs.statSync(file);
    return `${ino} ${mtimeMs} ${size}`;
  }).join(', ');
}

function fileNames(folder: string, volume: string | undefined): { index: PublishedIndex; pinFiles: string[] } {
  const file = path.join(folder, INDEX_FILE);
  const index = JSON.parse(fs.readFileSync(file, 'utf8')) as PublishedIndex;
  if (index.schema !== INDEX_SCHEMA || index.version !== INDEX_VERSION) {
    throw new Error(`${file} must be of schema ${INDEX_SCHEMA}, version ${INDEX_VERSION}, got ${index.schema}, version ${index.version}; use the client of the library's version`);
  }
  if (index.volumeFile === undefined) {
    return { index, pinFiles: index.parts.map((part) => path.join(folder, part.file)) };
  }
  if (volume === undefined) {
    throw new Error(`${file} says that parties are on a volume, in ${index.volumeFile}; say where it is mounted: ShardRouter.fromDirectory('${folder}', { volume: '<path>' })`);
  }
  return { index, pinFiles: [path.join(volume, index.volumeFile)] };
}

function readPins(file: string, hash: string | undefined, pins: Map<string, string>): void {
  const text = fs.readFileSync(file, 'utf8');
  if (hash !== undefined && sha256(text) !== hash) {
    throw new Error(`${file} is not the one that ${INDEX_FILE} lists: the cluster is bringing a new directory; try again in a minute`);
  }
  text.split('\n').forEach((line, index) => {
    const entry = line.trim() === '' ? undefined : entryOf(line);
    if (typeof entry === 'string') {
      throw new Error(`${file}:${index + 1}: ${entry}`);
    }
    if (entry !== undefined && 'pin' in entry) {
      pins.set(keyOf(entry.pin.kind, entry.pin.name), entry.pin.shard);
    }
  });
}
