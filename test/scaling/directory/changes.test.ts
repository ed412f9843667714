import * as fc from 'fast-check';
import { directoryText, pinLine, shardLine } from './fixtures';
import { addShard, assign, changeShard } from '../../../lib/scaling/directory/changes';
import { DirectoryContents, requireDirectory } from '../../../lib/scaling/directory/contents';
import { lineOf } from '../../../lib/scaling/directory/entry';

const read = (...lines: string[]): DirectoryContents => requireDirectory(directoryText(...lines), 'p.jsonl');
const shards = ['a', 'b', 'c'].map((name) => shardLine(name));

describe('assign', () => {
  test('finds a shard for newcomers, and leaves everybody else where they are', () => {
    const contents = read(...shards, pinLine('alice', 'c'));
    const [alice, bob] = assign(contents, 'party', ['alice', 'bob', 'bob']);
    expect(alice).toEqual({ pin: { kind: 'party', name: 'alice', shard: 'c' }, isNew: false });
    expect(bob).toMatchObject({ pin: { name: 'bob' }, isNew: true });
  });

  test('a party goes to the same shard under its hint and under its whole id', () => {
    const shardOf = (name: string) => assign(read(...shards), 'party', [name])[0].pin.shard;
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9]{1,20}$/), (hint) => expect(shardOf(`${hint}::1220ab`)).toBe(shardOf(hint))));
  });

  test('a party whose whole id is known stays where it is when somebody asks by its hint, whatever shards there are by then', () => {
    const contents = read(shardLine('a', { state: 'frozen' }), pinLine('alice::1220ab', 'a'), ...['b', 'c', 'd'].map((name) => shardLine(name)));
    expect(assign(contents, 'party', ['alice'])).toEqual([{ pin: { kind: 'party', name: 'alice', shard: 'a' }, isNew: true }]);
    expect(assign(contents, 'party', ['alice'], 'b')[0].pin.shard).toBe('b');
    expect(assign(contents, 'user', ['alice'])[0].pin.shard).not.toBe('a');
  });

  test('drained and frozen shards get nobody by themselves', () => {
    const contents = read(shardLine('a', { state: 'drained' }), shardLine('b'), shardLine('c', { state: 'frozen' }), shardLine('d', { state: 'removed' }));
    const names = Array.from({ length: 50 }, (_, index) => `p${index}`);
    expect(new Set(assign(contents, 'party', names).map(({ pin }) => pin.shard))).toEqual(new Set(['b']));
  });

  test('a drained shard takes whoever is sent there by name; open ones do too', () => {
    const contents = read(shardLine('a', { state: 'drained' }), shardLine('b'));
    expect(assign(contents, 'user', ['ops'], 'a')).toEqual([{ pin: { kind: 'user', name: 'ops', shard: 'a' }, isNew: true }]);
    expect(assign(contents, 'user', ['ops'], 'b')[0].pin.shard).toBe('b');
  });

  test('adding shards, and changing weights and states, never moves anybody', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}$/), { maxLength: 30 });
    const change = fc.record({ weight: fc.integer({ min: 1, max: 10_000 }), state: fc.constantFrom('open' as const, 'drained' as const, 'frozen' as const) });
    fc.assert(fc.property(names, fc.integer({ min: 1, max: 5 }), change, (parties, more, settings) => {
      const before = assign(read(...shards), 'party', parties).map(({ pin }) => pin);
      const grown = read(
        ...shards, ...before.map((pin) => lineOf({ pin })),
        ...Array.from({ length: more }, (_, index) => shardLine(`new-${index}`)), shardLine('a', { ...settings, revision: 2 }),
      );
      expect(assign(grown, 'party', parties)).toEqual(before.map((pin) => ({ pin, isNew: false })));
    }));
  });

  test.each([
    ['to move somebody', () => assign(read(...shards, pinLine('alice', 'a')), 'party', ['alice'], 'b'), 'party \'alice\' is in shard \'a\' and cannot go to \'b\': nobody ever moves'],
    ['to guess which of two parties is meant', () => assign(read(...shards, pinLine('alice::1220ab', 'a'), pinLine('alice::1220cd', 'b')), 'party', ['alice']),
      'party \'alice\' is in shards a, b under whole ids; ask by whole id, or name one with --shard'],
    ['to send somebody to a frozen shard', () => assign(read(shardLine('a', { state: 'frozen' }), shardLine('b')), 'party', ['alice'], 'a'),
      'shard \'a\' is frozen and takes nobody; shards are \'a\' (frozen), \'b\' (open)'],
    ['a shard that is not there', () => assign(read(...shards), 'party', ['alice'], 'z'), 'shard \'z\' is not in the directory; shards are \'a\' (open), \'b\' (open), \'c\' (open)'],
    ['newcomers when no shard is open', () => assign(read(shardLine('a', { state: 'drained' })), 'party', ['alice']),
      'no shard is open: shards are \'a\' (drained); open one, or name one with --shard'],
    ['newcomers when there are no shards', () => assign(read(), 'party', ['alice']), 'no shard is open: there are no shards yet; open one, or name one with --shard'],
    ['a name that is none', () => assign(read(...shards), 'party', ['']), 'party must be letters, digits, \':\', \'-\', \'_\' and spaces, at most 255, got ""'],
  ])('refuses %s', (_, change, message) => expect(change).toThrow(new Error(message)));
});

describe('addShard', () => {
  test('adds its first revision', () => {
    expect(addShard(read(), 'a', 'participant-a', {})).toEqual({ record: { shard: 'a', database: 'participant-a', weight: 100, state: 'open', revision: 1 } });
    expect(addShard(read(), 'a', 'x', { weight: 20, state: 'drained' })).toMatchObject({ record: { weight: 20, state: 'drained' } });
  });

  test.each([
    ['a shard that is there', () => addShard(read(...shards), 'a', 'x', {}), 'shard \'a\' is in the directory already, with database \'participant-a\', open; change it with \'shard set\''],
    ['another shard\'s database', () => addShard(read(...shards), 'd', 'participant-a', {}), 'shard \'d\' needs a database of its own, got \'participant-a\', which belongs to shard \'a\''],
    ['a weight of nothing', () => addShard(read(), 'd', 'd', { weight: 0 }), 'weight must be a whole number from 1 to 10000, got 0'],
  ])('refuses %s', (_, change, message) => expect(change).toThrow(new Error(message)));
});

describe('changeShard', () => {
  test('adds the next revision, or nothing where nothing changes', () => {
    const contents = read(...shards, shardLine('a', { state: 'drained', revision: 2 }));
    expect(changeShard(contents, 'a', { weight: 10 })).toEqual({ record: { shard: 'a', database: 'participant-a', weight: 10, state: 'drained', revision: 3 } });
    expect(changeShard(contents, 'a', { state: 'drained', weight: undefined })).toBeUndefined();
    expect(changeShard(contents, 'b', { state: 'removed' })).toMatchObject({ record: { state: 'removed', revision: 2 } });
  });

  test.each([
    ['to remove a shard that has parties, with their names', () => changeShard(read(...shards, pinLine('alice', 'a'), pinLine('ops', 'a', 'user')), 'a', { state: 'removed' }),
      'shard \'a\' cannot be removed, as it serves party \'alice\', user \'ops\''],
    ['a shard that is not there', () => changeShard(read(), 'a', {}), 'shard \'a\' is not in the directory; there are no shards yet'],
    ['another shard\'s database', () => changeShard(read(...shards), 'a', { database: 'participant-b' }),
      'shard \'a\' needs a database of its own, got \'participant-b\', which belongs to shard \'b\''],
    ['a state that is none', () => changeShard(read(...shards), 'a', { state: 'shut' as never }), 'state must be one of open, drained, frozen, removed, got "shut"'],
  ])('refuses %s', (_, change, message) => expect(change).toThrow(new Error(message)));
});
