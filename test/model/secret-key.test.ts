import { SecretKey } from '../../lib/model/secret-key';

test('names a Secret and one of its keys', () => {
  const key = SecretKey.of('pg-ca', 'ca.crt');
  expect(key.secretName).toBe('pg-ca');
  expect(key.key).toBe('ca.crt');
  expect(String(key)).toBe('pg-ca/ca.crt');
});

test.each(['a', 'pg.ca', 'a'.repeat(253), '0-9', '9-9-9.9-9-9'])('takes the Secret name %s', (name) => {
  expect(SecretKey.of(name, 'k').secretName).toBe(name);
});

test.each(['', 'Pg', '-pg', 'pg-', 'pg_ca', 'a..b', '.a', 'a.', 'pg ca', 'pg/ca', 'pg\n', 'a'.repeat(254)])('refuses the Secret name %j', (name) => {
  expect(() => SecretKey.of(name, 'k'))
    .toThrow(new Error(`secret name must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got '${name}'`));
});

test.each(['password', 'tls.crt', '.dockerconfigjson', 'A_b-1', 'k'.repeat(253)])('takes the key %s', (key) => {
  expect(SecretKey.of('s', key).key).toBe(key);
});

test.each(['', 'a/b', 'a b', 'a:b', 'ä', 'k\n', 'k'.repeat(254)])('refuses the key %j', (key) => {
  expect(() => SecretKey.of('s', key))
    .toThrow(new Error(`key of secret 's' must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.', not '.' alone, no '..' first, at most 253), got '${key}'`));
});

test.each(['.', '..', '..data'])('refuses the key %s, as Kubernetes does', (key) => {
  expect(() => SecretKey.of('s', key)).toThrow(/^key of secret 's' must .*, got '.*'/);
});

test('refuses what is not text', () => {
  expect(() => SecretKey.of(undefined as unknown as string, 'k')).toThrow(new Error('secret name must be text, got undefined'));
  expect(() => SecretKey.of('s', 7 as unknown as string)).toThrow(new Error("key of secret 's' must be text, got 7"));
});
