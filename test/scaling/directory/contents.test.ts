import * as fc from 'fast-check';
import { directoryText, HEADER, pinLine, shardLine } from './fixtures';
import { problemsText, readDirectory, requireDirectory, residentsOf, someOf } from '../../../lib/scaling/directory/contents';

const problems = (text: string): string[] => problemsText('p.jsonl', readDirectory(text).problems).split('\n').filter((line) => line !== '');

test('the format is a contract: files of today are read for ever', () => {
  const text = [
    '{"schema":"cdk8s-canton/shard-directory","version":1}',
    '{"shard":"a","database":"participant-a","weight":100,"state":"open","revision":1}',
    '{"party":"alice","shard":"a"}',
    '{"user":"alice","shard":"a"}',
    '{"shard":"b","database":"participant-b"}',
    '',
  ].join('\n');
  const { contents } = readDirectory(text);
  expect(problems(text)).toEqual([]);
  expect([...contents.shards.values()]).toEqual([
    { shard: 'a', database: 'participant-a', weight: 100, state: 'open', revision: 1 }, { shard: 'b', database: 'participant-b', weight: 100, state: 'open', revision: 1 },
  ]);
  expect(residentsOf(contents, 'a')).toEqual(['party \'alice\'', 'user \'alice\'']);
});

test('a party is found by its whole id, or by its hint where only that is known; users and parties are different people', () => {
  const { shardOf } = requireDirectory(directoryText(
    shardLine('a'), shardLine('b'), pinLine('alice', 'a'), pinLine('alice::1220bb', 'b'), pinLine('carol', 'b', 'user'), pinLine('bob::1220aa', 'a'),
  ), 'p.jsonl');
  expect([shardOf('party', 'alice'), shardOf('party', 'alice::1220aa'), shardOf('party', 'alice::1220bb')]).toEqual(['a', 'a', 'b']);
  expect([shardOf('user', 'alice'), shardOf('user', 'carol'), shardOf('user', 'carol::x'), shardOf('party', 'carol'), shardOf('party', 'bob')])
    .toEqual([undefined, 'b', undefined, undefined, undefined]);
});

test('after the first line the order of lines means nothing: a merge by union brings them in any', () => {
  const lines = [shardLine('a'), shardLine('a', { state: 'drained', revision: 2 }), shardLine('b'), pinLine('alice', 'a'), pinLine('bob', 'b'), pinLine('bob', 'b', 'user')];
  const told = (order: string[]) => {
    const { shards, pins } = requireDirectory(directoryText(...order), 'p.jsonl');
    return { shards: [...shards.values()].map((shard) => JSON.stringify(shard)).sort(), pins: pins.map((pin) => JSON.stringify(pin)).sort() };
  };
  fc.assert(fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (order) => expect(told(order)).toEqual(told(lines))));
  expect(told(lines).shards[0]).toContain('"state":"drained"');
});

test('a line twice is told, and harmless', () => {
  const text = directoryText(shardLine('a'), pinLine('alice', 'a'), shardLine('a'), pinLine('alice', 'a'));
  expect(problems(text)).toEqual([
    'p.jsonl:4: shard \'a\' is said on line 2 already; one of the two can go', 'p.jsonl:5: party \'alice\' is said on line 3 already; one of the two can go',
  ]);
  expect(requireDirectory(text, 'p.jsonl').pins).toHaveLength(1);
});

test('empty lines and a missing last line end change nothing', () => {
  expect(requireDirectory(`${directoryText(shardLine('a'), '', pinLine('alice', 'a'))}\n\n${pinLine('bob', 'a')}`, 'p.jsonl').pins).toHaveLength(2);
});

describe('refuses', () => {
  test.each([
    ['an empty file', '', 'p.jsonl:1: the file is empty; the first line must be the schema and version'],
    ['a file without a first line', `${shardLine('a')}\n`, 'p.jsonl:1: the first line must be the schema and version'],
    ['a first line that is not first', `${HEADER}\n${shardLine('a')}\n${HEADER}\n`, 'p.jsonl:3: schema and version belong on the first line, and nowhere else'],
    ['another schema', '{"schema":"iou","version":1}\n', 'p.jsonl:1: schema must be \'cdk8s-canton/shard-directory\', got "iou"'],
    ['a newer version', '{"schema":"cdk8s-canton/shard-directory","version":2}\n',
      'p.jsonl:1: version must be at most 1, got 2: a newer cdk8s-canton wrote this file; update yours'],
    ['a version that is none', '{"schema":"cdk8s-canton/shard-directory","version":"1"}\n', 'p.jsonl:1: version must be 1, got "1"'],
    ['more on the first line', '{"schema":"cdk8s-canton/shard-directory","version":1,"by":"me"}\n',
      'p.jsonl:1: field \'by\' is not known; entries are {"shard","database","weight","state","revision"}, {"party","shard"} and {"user","shard"}'],
    ['a file that was cut off', directoryText(shardLine('a')) + '{"party":"ali', 'p.jsonl:3: the file ends within a line, so it was cut off: "{\\"party\\":\\"ali"; restore it from git'],
    ['a line that is no JSON', directoryText('party alice', shardLine('a')), 'p.jsonl:2: must be one JSON object, got "party alice"'],
    ['a line that is no object', directoryText('["alice","a"]'), 'p.jsonl:2: must be one JSON object, got ["alice","a"]'],
    ['what git leaves of a conflict', directoryText('<<<<<<< HEAD'),
      'p.jsonl:2: git left a conflict here; keep the lines of both sides, and set `merge=union` for this file in .gitattributes'],
    ['a party in two shards', directoryText(shardLine('a'), shardLine('b'), pinLine('alice', 'a'), pinLine('alice', 'b')),
      'p.jsonl:5: party \'alice\' is in shard \'b\', and in shard \'a\' by line 4; remove the line that is wrong: it is where it was allocated'],
    ['a user in a shard that is not known', directoryText(shardLine('a'), pinLine('alice', 'b', 'user')),
      'p.jsonl:3: user \'alice\' is in shard \'b\', which no line describes; shards are a'],
    ['a party where there are no shards', directoryText(pinLine('alice', 'b')), 'p.jsonl:2: party \'alice\' is in shard \'b\', which no line describes; shards are none'],
    ['a removed shard with a party', directoryText(shardLine('a', { state: 'removed' }), pinLine('alice', 'a')),
      'p.jsonl:3: party \'alice\' is in shard \'a\', which line 2 removes; a shard with parties or users cannot be removed'],
    ['two changes of one revision', directoryText(shardLine('a'), shardLine('a', { weight: 50, revision: 2 }), shardLine('a', { state: 'frozen', revision: 2 })),
      'p.jsonl:4: shard \'a\' has another revision 2 on line 3; keep one, or give the later one revision 3'],
    ['a shard without a database', directoryText('{"shard":"a"}'), 'p.jsonl:2: database must be the name of a database, got undefined'],
    ['a shard that is no label', directoryText('{"shard":"A","database":"a"}'),
      'p.jsonl:2: shard must be a DNS label (a-z, 0-9 and \'-\') of at most 30 characters, got "A"'],
    ['a weight of nothing', directoryText(shardLine('a', { weight: 0 })), 'p.jsonl:2: weight must be a whole number from 1 to 10000, got 0'],
    ['a state that is none', directoryText(shardLine('a', { state: 'closed' as never })), 'p.jsonl:2: state must be one of open, drained, frozen, removed, got "closed"'],
    ['a revision that is none', directoryText(shardLine('a', { revision: 0 })), 'p.jsonl:2: revision must be a whole number from 1, got 0'],
    ['a party that the Ledger API would refuse', directoryText(shardLine('a'), pinLine('al/ice', 'a')),
      'p.jsonl:3: party must be letters, digits, \':\', \'-\', \'_\' and spaces, at most 255, got "al/ice"'],
    ['a user that it would refuse', directoryText(shardLine('a'), pinLine('al ice', 'a', 'user')),
      'p.jsonl:3: user must be letters, digits and any of @^$.!`-#+\'~_|: and at most 128 of them, got "al ice"'],
    ['a field with a slip', directoryText('{"shard":"a","database":"a","wieght":3}'),
      'p.jsonl:2: field \'wieght\' is not known; entries are {"shard","database","weight","state","revision"}, {"party","shard"} and {"user","shard"}'],
  ])('%s', (_, text, message) => {
    expect(problems(text)).toEqual([message]);
    expect(() => requireDirectory(text, 'p.jsonl')).toThrow(new Error(message));
  });

  test('everything that is wrong at once, up to what a human reads', () => {
    const text = directoryText(...Array.from({ length: 25 }, (_, index) => pinLine(`p${index}`, 'z')));
    expect(() => requireDirectory(text, 'p.jsonl')).toThrow(/^(p\.jsonl:\d+: party .*\n){20}p\.jsonl: and 5 more$/);
  });
});

test('names are listed up to ten', () => {
  expect(someOf(['a', 'b'])).toBe('a, b');
  expect(someOf(Array.from({ length: 12 }, (_, index) => `p${index}`))).toBe('p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, 2 more');
});
