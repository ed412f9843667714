import { runInNewContext } from 'vm';
import { Lazy } from 'aws-cdk-lib';
import { Hocon } from '../../../lib/config/hocon/hocon';
import { renderHocon } from '../../../lib/config/hocon/render';
import { SecretKey } from '../../../lib/model/secret-key';

const SECRET = SecretKey.of('db', 'password');

function lines(value: unknown): string[] {
  return renderHocon(Hocon.of(value)).trimEnd().split('\n');
}

describe('plain data', () => {
  test('is text, numbers, booleans, null, lists and objects', () => {
    expect(lines({ text: 'a', number: 1, boolean: false, nothing: null, list: [1], object: { key: 'b' } })).toEqual([
      'boolean = false',
      'list = [',
      '  1',
      ']',
      'nothing = null',
      'number = 1',
      'object {',
      '  key = "b"',
      '}',
      'text = "a"',
    ]);
  });

  test('may have trees among it', () => {
    expect(lines({ a: Hocon.of({ b: Hocon.env('C') }), d: [Hocon.of(1)] })).toEqual(['a {', '  b = ${C}', '}', 'd = [', '  1', ']']);
    const tree = Hocon.of({ a: 1 });
    expect(Hocon.of(tree)).toBe(tree);
  });

  test('may be an object without a prototype', () => {
    expect(lines(Object.assign(Object.create(null), { a: 1 }))).toEqual(['a = 1']);
  });

  test('leaves out entries that are undefined, and keeps those that are null, empty or false', () => {
    expect(lines({ a: undefined, b: { c: undefined }, d: null, e: '', f: 0, g: false, h: [] }))
      .toEqual(['b {}', 'd = null', 'e = ""', 'f = 0', 'g = false', 'h = []']);
  });

  test('is copied: what happens to it later changes nothing', () => {
    const data = { list: [1], object: { a: 1 } as { [key: string]: number } };
    const tree = Hocon.of(data);
    data.list.push(2);
    data.object.b = 2;
    expect(renderHocon(tree)).toBe(renderHocon(Hocon.of({ list: [1], object: { a: 1 } })));
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'configuration value must be text, a number, a boolean, a list or an object, got undefined'],
    ['nothing in a list', { a: [1, undefined] }, 'configuration a[1] must be text, a number, a boolean, a list or an object, got undefined'],
    ['a symbol', { a: Symbol('x') }, 'configuration a must be text, a number, a boolean, a list or an object, got Symbol(x)'],
    ['a big integer', { a: { b: BigInt(5) } }, 'configuration a.b must be text, a number, a boolean, a list or an object, got 5'],
    ['a function', [{ a: isNaN }], `configuration value[0].a must be text, a number, a boolean, a list or an object, got ${isNaN}`],
    ['a date', { a: new Date(0) }, 'configuration a must be plain data, got an instance of Date'],
    ['a map', new Map(), 'configuration value must be plain data, got an instance of Map'],
    ['a secret in place of a reference', { db: { password: SECRET } }, 'configuration db.password must be plain data, got an instance of SecretKey'],
    ['NaN', { a: [[NaN]] }, 'configuration a[0][0] must be a finite number, got NaN'],
    ['infinity', { a: -Infinity }, 'configuration a must be a finite number, got -Infinity'],
    [
      'a number that may have lost digits', { a: { b: 2 ** 53 } },
      'configuration a.b is a number beyond 2^53, which loses digits, got 9007199254740992; give it as text, HOCON reads that as a number',
    ],
    [
      'the same below zero', -(2 ** 53),
      'configuration value is a number beyond 2^53, which loses digits, got -9007199254740992; give it as text, HOCON reads that as a number',
    ],
    [
      'a number that JavaScript writes with an exponent', { a: 1e21 },
      'configuration a is a number beyond 2^53, which loses digits, got 1e+21; give it as text, HOCON reads that as a number',
    ],
  ])('refuses %s', (_, value, message) => {
    expect(() => Hocon.of(value)).toThrow(new Error(message));
  });

  test('refuses a hole in a list', () => {
    // eslint-disable-next-line no-sparse-arrays
    expect(() => Hocon.of({ a: [1, , 2] })).toThrow('configuration a[1] must be text, a number, a boolean, a list or an object, got undefined');
  });

  test('is plain data also when it comes from another realm, as from structuredClone under Jest', () => {
    expect(lines(runInNewContext('({ a: [{ b: 1 }] })'))).toEqual(['a = [', '  {', '    b = 1', '  }', ']']);
  });

  test('names the whole path below a key that is called value', () => {
    expect(() => Hocon.of({ value: { a: NaN } })).toThrow('configuration value.a must be a finite number, got NaN');
  });

  test('refuses text that is known only later', () => {
    const later = Lazy.string({ produce: () => 'x' });
    const why = `is an unresolved token, got '${later}'; `
      + 'synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)';
    expect(() => Hocon.of({ a: [later] })).toThrow(new Error(`configuration a[0] ${why}`));
    expect(() => Hocon.of({ a: { [later]: 1 } })).toThrow(new Error(`configuration key in a ${why}`));
    expect(() => Hocon.of({ [later]: 1 })).toThrow(new Error(`configuration key in value ${why}`));
  });
});

describe('a reference', () => {
  test.each(['A', 'POSTGRES_PASSWORD', '_X1'])('may be called %s', (name) => {
    expect(renderHocon(Hocon.of({ a: Hocon.env(name) }))).toBe(`a = \${${name}}\n`);
    expect(renderHocon(Hocon.of({ a: Hocon.secret(name, SECRET, 'password') }))).toBe(`a = \${${name}}\n`);
  });

  test.each(['', 'a', 'pG', '1A', 'A-B', 'A.B', '?A', 'A}', ' A', 'A\n', 'Ä'])('refuses the name %j', (name) => {
    const message = `environment variable in configuration must be named with A-Z, 0-9 and '_', got '${name}'`;
    expect(() => Hocon.env(name)).toThrow(new Error(message));
    expect(() => Hocon.secret(name, SECRET, 'password')).toThrow(new Error(message));
  });

  test('refuses a secret that is text, and does not repeat it', () => {
    const text = 'hunter2' as unknown as SecretKey;
    const why = "must be a SecretKey, got a string (not shown); a secret is never text: use SecretKey.of('<secret>', '<key>')";
    expect(() => Hocon.secret('PASSWORD', text, 'password of the database')).toThrow(new Error(`password of the database ${why}`));
    expect(() => Hocon.secretFile(text, 'root certificate')).toThrow(new Error(`root certificate ${why}`));
  });

  test('to a file is the path that it is mounted at', () => {
    expect(lines({ a: Hocon.secretFile(SecretKey.of('pg-ca', 'ca.crt'), 'root certificate') })).toEqual(['a = "/secrets/pg-ca/ca.crt"']);
  });
});

describe('text put together', () => {
  test.each<[string, Hocon[], string]>([
    ['nothing', [], 'nothing'],
    ['a number', [Hocon.of('a'), Hocon.of(1)], 'number'],
    ['a boolean', [Hocon.of(true)], 'boolean'],
    ['null', [Hocon.of(null)], 'null'],
    ['a list', [Hocon.of([])], 'list'],
    ['an object', [Hocon.env('A'), Hocon.of({})], 'object'],
    ['what was put together already', [Hocon.concat(Hocon.of('a'))], 'concat'],
  ])('refuses %s', (_, parts, kind) => {
    expect(() => Hocon.concat(...parts)).toThrow(new Error(`HOCON concat takes text and references, got ${kind}`));
  });
});

describe('a tree laid over another', () => {
  const BELOW = { a: 1, b: { c: [1, 2], d: { e: 'x' } }, f: null };

  test.each<[string, unknown, unknown]>([
    ['adds keys at every depth', { g: 2, b: { h: 3, d: { i: 4 } } }, { a: 1, b: { c: [1, 2], d: { e: 'x', i: 4 }, h: 3 }, f: null, g: 2 }],
    ['replaces values', { a: 'one', b: { d: { e: false } }, f: 0 }, { a: 'one', b: { c: [1, 2], d: { e: false } }, f: 0 }],
    ['replaces lists whole', { b: { c: [3] } }, { a: 1, b: { c: [3], d: { e: 'x' } }, f: null }],
    ['replaces an object with what is none', { b: 1 }, { a: 1, b: 1, f: null }],
    ['replaces an object with null', { b: { d: null } }, { a: 1, b: { c: [1, 2], d: null }, f: null }],
    ['replaces what is none with an object', { a: { j: 1 }, f: {} }, { a: { j: 1 }, b: BELOW.b, f: {} }],
    ['changes nothing when it is empty', { b: {} }, BELOW],
    ['does not take an entry away that is undefined', { a: undefined }, BELOW],
  ])('%s', (_, over, result) => {
    expect(renderHocon(Hocon.of(BELOW).merge(Hocon.of(over)))).toBe(renderHocon(Hocon.of(result)));
  });

  test('replaces references, and is replaced by them', () => {
    const secret = Hocon.secret('PASSWORD', SECRET, 'password');
    expect(renderHocon(Hocon.of({ a: { b: 'x' } }).merge(Hocon.of({ a: { b: secret } })))).toBe('a {\n  b = ${PASSWORD}\n}\n');
    expect(renderHocon(Hocon.of({ a: secret }).merge(Hocon.of({ a: { b: 1 } })))).toBe('a {\n  b = 1\n}\n');
  });

  test('leaves both as they were', () => {
    const [below, over] = [Hocon.of({ a: { b: 1 } }), Hocon.of({ a: { c: 2 } })];
    below.merge(over);
    expect(renderHocon(below)).toBe('a {\n  b = 1\n}\n');
    expect(renderHocon(over)).toBe('a {\n  c = 2\n}\n');
  });

  test('takes a key with a dot for one key', () => {
    expect(renderHocon(Hocon.of({ a: { b: 1 } }).merge(Hocon.of({ 'a.b': 2 })))).toBe('a {\n  b = 1\n}\n"a.b" = 2\n');
  });
});

describe('inside', () => {
  const TREE = Hocon.of({ a: { 'b.c': [{ d: Hocon.env('D') }] } });

  test('a value is found by its path', () => {
    expect(renderHocon(TREE._at('a', 'b.c')!)).toBe('[\n  {\n    d = ${D}\n  }\n]\n');
    expect(TREE._at()).toBe(TREE);
    expect(TREE._at('a', 'b', 'c')).toBeUndefined();
    expect(TREE._at('a', 'b.c', 'd')).toBeUndefined();
  });

  test('every value is visited with its path, and the parts of a text with the text\'s', () => {
    const visited: [string, string][] = [];
    TREE.merge(Hocon.of({ e: Hocon.concat(Hocon.of('x'), Hocon.env('Y')) }))._walk(({ kind }, path) => visited.push([kind, path.join('/')]));
    expect(visited).toEqual([
      ['object', ''], ['object', 'a'], ['list', 'a/b.c'], ['object', 'a/b.c/0'], ['env', 'a/b.c/0/d'], ['concat', 'e'], ['text', 'e'], ['env', 'e'],
    ]);
  });
});
