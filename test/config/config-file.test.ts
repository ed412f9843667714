import { hoconFile, textFile } from '../../lib/config/config-file';
import { Hocon } from '../../lib/config/hocon/hocon';
import { SecretKey } from '../../lib/model/secret-key';

const PASSWORD = SecretKey.of('db', 'password');
const CERTIFICATE = SecretKey.of('tls', 'tls.crt');
const KEY = SecretKey.of('tls', 'tls.key');

function file(tree: unknown): ReturnType<typeof hoconFile> {
  return hoconFile('participant.conf', Hocon.of(tree));
}

test('a file has the name and the text of its tree, and the tree as plain data', () => {
  expect(file({ b: 1, a: 'x' })).toEqual({ name: 'participant.conf', text: 'a = "x"\nb = 1\n', tree: { a: 'x', b: 1 }, env: [], files: [] });
});

describe('environment variables', () => {
  test('are collected wherever they stand, in order of their names', () => {
    const secret = (name: string, key: string) => Hocon.secret(name, SecretKey.of('db', key), `the ${key}`);
    const { env } = file({
      list: [{ deep: [secret('C', 'c')] }],
      object: { 'dotted.key': secret('A', 'a') },
      text: Hocon.concat(Hocon.of('jdbc:'), secret('B', 'b')),
      top: secret('_D', 'd'),
    });
    expect(env).toEqual(['a', 'b', 'c', 'd'].map((key) => ({
      env: key === 'd' ? '_D' : key.toUpperCase(), secret: SecretKey.of('db', key), purpose: `the ${key}`,
    })));
  });

  test('that no Secret fills are not collected', () => {
    const { env, text } = file({ a: Hocon.env('HOSTNAME') });
    expect(env).toEqual([]);
    expect(text).toBe('a = ${HOSTNAME}\n');
  });

  test('are collected once, however often they are used', () => {
    const again = SecretKey.of('db', 'password');
    const { env, text } = file({ a: Hocon.secret('P', PASSWORD, 'password'), b: Hocon.secret('P', again, 'password'), c: Hocon.env('P') });
    expect(env).toEqual([{ env: 'P', secret: PASSWORD, purpose: 'password' }]);
    expect(text).toBe('a = ${P}\nb = ${P}\nc = ${P}\n');
  });

  test('may be filled alike under different names', () => {
    const { env } = file({ a: Hocon.secret('P', PASSWORD, 'password'), b: Hocon.secret('Q', PASSWORD, 'password') });
    expect(env.map((binding) => binding.env)).toEqual(['P', 'Q']);
  });

  test.each<[string, SecretKey]>([['another key', SecretKey.of('db', 'other')], ['another Secret', SecretKey.of('other', 'password')]])(
    'that would be %s as well are refused', (_, other) => {
      expect(() => file({ a: Hocon.secret('P', PASSWORD, 'password'), b: { c: [Hocon.secret('P', other, 'password')] } })).toThrow(new Error(
        `participant.conf: environment variable P would be both db/password and ${other}; give one of them another name`,
      ));
    },
  );
});

describe('files from Secrets', () => {
  test('are collected wherever they stand, in order', () => {
    const url = Hocon.concat(Hocon.of('file:'), Hocon.secretFile(CERTIFICATE, 'chain'));
    const { files, text } = file({ key: [Hocon.secretFile(KEY, 'key')], url });
    expect(files).toEqual([{ secret: CERTIFICATE, purpose: 'chain' }, { secret: KEY, purpose: 'key' }]);
    expect(text).toBe('key = [\n  "/secrets/tls/tls.key"\n]\nurl = "file:/secrets/tls/tls.crt"\n');
  });

  test('are collected once for each thing that they are', () => {
    const { files } = file({
      a: Hocon.secretFile(CERTIFICATE, 'server chain'),
      b: Hocon.secretFile(SecretKey.of('tls', 'tls.crt'), 'server chain'),
      c: Hocon.secretFile(CERTIFICATE, 'client chain'),
    });
    expect(files).toEqual([{ secret: CERTIFICATE, purpose: 'client chain' }, { secret: CERTIFICATE, purpose: 'server chain' }]);
  });
});

test('what a tree refers to does not depend on the order that it was written in', () => {
  const entries = {
    a: Hocon.secret('B', PASSWORD, 'password'),
    b: Hocon.secret('A', PASSWORD, 'password'),
    c: Hocon.secretFile(KEY, 'key'),
    d: Hocon.secretFile(CERTIFICATE, 'chain'),
  };
  expect(file(Object.fromEntries(Object.entries(entries).reverse()))).toEqual(file(entries));
});

test('text that is no HOCON stays as it is', () => {
  const files = [{ secret: CERTIFICATE, purpose: 'chain' }];
  expect(textFile('connect.canton', 'println("${X}")', files)).toEqual({ name: 'connect.canton', text: 'println("${X}")', env: [], files });
  expect(textFile('connect.canton', '').files).toEqual([]);
});
