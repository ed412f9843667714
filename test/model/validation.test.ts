import * as fc from 'fast-check';
import { ContainerImage } from '../../lib/model/container-image';
import { Endpoint } from '../../lib/model/endpoint';
import { EnvVar } from '../../lib/model/env-var';
import { ExtraVolume } from '../../lib/model/extra-volume';
import { SecretKey } from '../../lib/model/secret-key';
import {
  describe as described, namesSecret, refuse, requireDnsLabel, requireInteger, requireResolved, requireText, requireUrl,
} from '../../lib/model/validation';

test('refuses with an error that is the message and nothing else', () => {
  expect(() => refuse("participant 'p1': no")).toThrow(new Error("participant 'p1': no"));
});

test.each([
  'POSTGRES_PASSWORD', 'password', 'dbPassword', 'db-password', 'db.password', 'smtp_passwd', 'CLIENT_SECRET', 'clientSecret', 'client.secret',
  'AWS_SESSION_TOKEN', 'API_KEY', 'apiKey', 'apikey', 'APIKey', 'PRIVATE_KEY', 'private-key', 'privateKey', 'CREDENTIAL', 'googleCredentials',
])('%s names a secret', (name) => {
  expect(namesSecret(name)).toBe(true);
});

test.each([
  'TZ', 'JAVA_OPTS', 'PASSWORD_FILE', 'TOKEN_URL', 'secretName', 'MONKEY', 'KEY', 'TOKENIZER', 'public-key', 'PASSWORDLESS', 'NO_TOKENS',
])('%s names no secret', (name) => {
  expect(namesSecret(name)).toBe(false);
});

test.each([
  'PGPASSWORD', 'AWS_SECRET_ACCESS_KEY', 'SECRET_KEY', 'DBPassword', 'KEY_PASSPHRASE', 'ACCESS_KEY',
])('%s names a secret, too', (name) => {
  expect(namesSecret(name)).toBe(true);
});

test.each(['a', 'p1', 'a-b', '0', '9-9-9', 'a'.repeat(63)])('takes the DNS label %s', (name) => {
  expect(requireDnsLabel('id', name)).toBe(name);
});

test.each(['', 'A', '-a', 'a-', 'a.b', 'a_b', 'a\n', 'a'.repeat(64)])('refuses the DNS label %j', (name) => {
  expect(() => requireDnsLabel('id', name))
    .toThrow(new Error(`id must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got '${name}'`));
});

test('refuses a token of a construct library anywhere in a text', () => {
  expect(() => requireResolved('annotation a', 'arn:${Token[TOKEN.7]}:x')).toThrow(new Error(
    "annotation a is an unresolved token, got 'arn:${Token[TOKEN.7]}:x'; "
    + 'synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)',
  ));
  expect(requireResolved('annotation a', '${TOKEN}')).toBe('${TOKEN}');
});

test('refuses an item of a list that is a token', () => {
  expect(() => requireResolved('annotation a', '#{Token[TOKEN.7]}')).toThrow(/is an unresolved token/);
});

test.each<[unknown, string]>([
  [undefined, 'undefined'], [null, 'null'], [7, '7'], [['a', 'b'], 'a list of 2'],
])('refuses %j as text', (value, got) => {
  expect(() => requireText('party', value as string)).toThrow(new Error(`party must be text, got ${got}`));
});

test('takes an integer at its limits, and none beyond', () => {
  expect(requireInteger('rise', 1, 1, 10)).toBe(1);
  expect(requireInteger('rise', 10, 1, 10)).toBe(10);
  expect(() => requireInteger('rise', 11, 1, 10)).toThrow(new Error('rise must be a whole number from 1 to 10, got 11'));
  expect(() => requireInteger('rise', '5' as unknown as number, 1, 10)).toThrow(new Error("rise must be a whole number from 1 to 10, got '5'"));
});

test('takes a URL with one of the schemes, and without a user', () => {
  expect(requireUrl('endpoint', 'https://kms.example.com:8443/x?y=1', ['https'])).toBe('https://kms.example.com:8443/x?y=1');
  expect(() => requireUrl('endpoint', 'http://kms', ['https']))
    .toThrow(new Error("endpoint must be a URL that starts with https://, got 'http://kms'"));
  expect(() => requireUrl('endpoint', 'https://:8443', ['https', 'http']))
    .toThrow(new Error("endpoint must be a URL that starts with https:// or http://, got 'https://:8443'"));
  expect(() => requireUrl('endpoint', 'https://:hunter2@kms', ['https']))
    .toThrow(new Error('endpoint must not hold a user or a password, as it is written into a manifest; drop them'));
});

test('never repeats a password, also of a URL that is wrong in another way', () => {
  expect(() => requireUrl('endpoint', 'http://user:hunter2@kms', ['https'])).toThrow(/^(?!.*hunter2)/s);
});

test.each(['https://kms/a b', 'https://kms/a\nb', 'https://kms/"a"'])('refuses the URL %j, which is not written as URLs are', (url) => {
  expect(() => requireUrl('endpoint', url, ['https'])).toThrow(/^endpoint must be a URL/);
});

test('describes a value in an error message', () => {
  expect(['x', 1, undefined, ['a', 'b'], true].map(described)).toEqual(["'x'", '1', 'undefined', 'a list of 2', 'true']);
});

test('describes an object by what it is made of', () => {
  expect(described({ memory: true })).not.toContain('[object Object]');
});

describe('no accepted text holds a character that YAML, HOCON or a shell could misread', () => {
  const SAFE = /^[-\w./:@[\]]+$/;
  const TEXT = fc.string({ unit: fc.constantFrom(...'ab1AZ-_./:@[]{}"\'`$#&*!|>%=~,;?\\ \t\n\u0000\u0085\u2028\u00e4'), minLength: 1, maxLength: 8 });

  test.each<[string, (text: string) => string]>([
    ['a Secret name', (text) => SecretKey.of(text, 'k').secretName],
    ['a key', (text) => SecretKey.of('s', text).key],
    ['a host', (text) => Endpoint.of(text, 1).host],
    ['an image', (text) => ContainerImage.of(`${text}:1`).reference],
    ['a tag', (text) => ContainerImage.of(`a:${text}`).reference],
    ['a mount path', (text) => ExtraVolume.secret('s', `/${text}`).mountPath],
    ['a variable', (text) => EnvVar.value(text, '').name],
  ])('in %s', (_, accept) => {
    let accepted = 0;
    fc.assert(fc.property(TEXT, (text) => {
      const result = attempt(() => accept(text));
      accepted += result === undefined ? 0 : 1;
      return result === undefined || SAFE.test(result);
    }), { seed: 20, numRuns: 2000 });
    expect(accepted).toBeGreaterThan(0);
  });
});

function attempt(make: () => string): string | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
