import { directoryText, pinLine, shardLine } from './fixtures';
import { DirectoryContents, requireDirectory } from '../../../lib/scaling/directory/contents';
import { indexText, MOST_PARTS, partsOf, PublishedShard, sha256 } from '../../../lib/scaling/directory/published';

const crowd = (count: number, name: (index: number) => string): DirectoryContents => (
  requireDirectory(directoryText(shardLine('a'), ...Array.from({ length: count }, (_, index) => pinLine(name(index), 'a'))), 'p.jsonl')
);
const shards = (count: number): PublishedShard[] => (
  Array.from({ length: count }, (_, index) => ({
    name: `s${index}`,
    state: 'open',
    ledgerApi: `https://participant-s${index}.canton.svc.cluster.local:4001`,
    jsonApi: `http://participant-s${index}-json-api.canton.svc.cluster.local:7575`,
  }))
);

test('the pins in their order, in parts that fit into an annotation even when they are escaped', () => {
  const contents = crowd(10_000, (index) => `p${index}`);
  const parts = partsOf('x', contents);
  expect(parts.map(({ file }) => file)).toEqual(['parties-0.jsonl', 'parties-1.jsonl']);
  expect(parts.map(({ text }) => JSON.stringify(text).length <= 200 * 1024)).toEqual([true, true]);
  expect(parts.map(({ text }) => text).join('')).toBe(contents.pins.map(({ name }) => `${pinLine(name, 'a')}\n`).join(''));
});

test('somebody more changes the last part only', () => {
  const [before, after] = [10_000, 10_001].map((count) => partsOf('x', crowd(count, (index) => `p${index}`)));
  expect(after.map(({ text }, index) => text === before[index].text)).toEqual([true, false]);
});

test('nobody makes no part', () => expect(partsOf('x', crowd(0, String))).toEqual([]));

test('a full directory has no more parts than clients mount, and the next party is refused with the way out', () => {
  const long = (index: number) => `${index}`.padStart(250, 'p');
  expect(partsOf('x', crowd(18_000, long)).length).toBeLessThanOrEqual(MOST_PARTS);
  expect(() => partsOf('participants \'p\'', crowd(18_800, long))).toThrow(
    /^participants 'p': the directory of 18800 parties and users is 5\d{3} KiB, and ConfigMaps may hold 5120 KiB in all; put the file on a volume of your own and set publication: DirectoryPublication\.volume\(\)$/,
  );
});

test('the list of shards is one line a shard, and knows its parts by their content', () => {
  const text = indexText('x', shards(2), [{ file: 'parties-0.jsonl', text: 'hello' }], undefined);
  expect(JSON.parse(text)).toEqual({
    schema: 'cdk8s-canton/shards', version: 1, shards: shards(2), parts: [{ file: 'parties-0.jsonl', sha256: sha256('hello') }],
  });
  expect(text.split('\n').filter((line) => line.includes('"name"'))).toHaveLength(2);
  expect(JSON.parse(indexText('x', shards(1), [], 'parties.jsonl'))).toMatchObject({ parts: [], volumeFile: 'parties.jsonl' });
});

test('a list of 1,000 shards fits into a ConfigMap', () => expect(JSON.stringify(indexText('x', shards(1000), [], undefined)).length).toBeLessThan(200 * 1024));

test('a list of more shards than a ConfigMap holds is refused', () => {
  expect(() => indexText('participants \'p\'', shards(1500), [], undefined)).toThrow(
    /^participants 'p': the list of 1500 shards is \d+ KiB, and a ConfigMap may hold 200 KiB of it; make several ShardedParticipants$/,
  );
});
