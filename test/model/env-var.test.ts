import { Lazy } from 'aws-cdk-lib';
import { EnvVar } from '../../lib/model/env-var';
import { SecretKey } from '../../lib/model/secret-key';

test('holds text that everybody may read', () => {
  const variable = EnvVar.value('TZ', 'UTC');
  expect(variable.name).toBe('TZ');
  expect(variable._value).toBe('UTC');
  expect(variable._secret).toBeUndefined();
});

test('may hold empty text', () => {
  expect(EnvVar.value('_x1', '')._value).toBe('');
});

test("holds a Secret's key, whatever its name", () => {
  const variable = EnvVar.fromSecret('API_TOKEN', SecretKey.of('api', 'token'));
  expect(variable.name).toBe('API_TOKEN');
  expect(variable._value).toBeUndefined();
  expect(variable._secret).toEqual(SecretKey.of('api', 'token'));
});

test.each(['API_TOKEN', 'dbPassword', 'CLIENT_SECRET'])('refuses %s as text, without repeating it', (name) => {
  expect(() => EnvVar.value(name, 'hunter2')).toThrow(new Error(
    `environment variable ${name}: a secret must not be text in a manifest; use EnvVar.fromSecret('${name}', SecretKey.of(...))`,
  ));
});

test.each(['', '1X', 'A-B', 'A.B', 'A B', 'A=B', 'Ä'])('refuses the name %j', (name) => {
  const message = `environment variable must be named with letters, digits and '_' (no digit first), got '${name}'`;
  expect(() => EnvVar.value(name, 'x')).toThrow(new Error(message));
  expect(() => EnvVar.fromSecret(name, SecretKey.of('s', 'k'))).toThrow(new Error(message));
});

test('refuses what is not text', () => {
  expect(() => EnvVar.value('COUNT', 7 as unknown as string)).toThrow(new Error('environment variable COUNT must be text, got 7'));
});

test('refuses text that another framework would fill in later', () => {
  const text = Lazy.string({ produce: () => 'x' });
  expect(() => EnvVar.value('URL', text)).toThrow(new Error(
    `environment variable URL is an unresolved token, got '${text}'; `
    + 'synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)',
  ));
});

test('refuses a secret that is text, without repeating it', () => {
  expect(() => EnvVar.fromSecret('API_TOKEN', 'hunter2' as unknown as SecretKey)).toThrow(new Error(
    "environment variable API_TOKEN must be a SecretKey, got a string (not shown); a secret is never text: use SecretKey.of('<secret>', '<key>')",
  ));
});
