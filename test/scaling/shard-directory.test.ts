import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { directoryText, pinLine, shardLine } from './directory/fixtures';
import { ShardDirectory } from '../../lib';

test('a file and a text say the same', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-directory-'));
  try {
    const text = directoryText(shardLine('a'), pinLine('alice', 'a'), pinLine('ops', 'a', 'user'));
    const file = path.join(folder, 'parties.jsonl');
    fs.writeFileSync(file, text);
    for (const directory of [ShardDirectory.fromFile(file), ShardDirectory.fromText(text, file)]) {
      expect(directory.source).toBe(file);
      expect([directory.shardOfParty('alice::1220ab'), directory.shardOfUser('ops'), directory.shardOfParty('ops')]).toEqual(['a', 'a', undefined]);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('refuses a file that is not there, and text that contradicts itself', () => {
  expect(() => ShardDirectory.fromFile('no/parties.jsonl')).toThrow(new Error(
    'shard directory: file \'no/parties.jsonl\' does not exist; make it with \'npx cdk8s-canton shard add <name> --database <database> --file no/parties.jsonl\'',
  ));
  expect(() => ShardDirectory.fromFile('')).toThrow(new Error('shard directory: path must not be empty'));
  expect(() => ShardDirectory.fromText('')).toThrow(new Error('shard directory:1: the file is empty; the first line must be the schema and version'));
});
