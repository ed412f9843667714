import { requireSecretKey } from '../../lib/model/require-secret-key';
import { SecretKey } from '../../lib/model/secret-key';

test('lets a SecretKey pass', () => {
  const key = SecretKey.of('s', 'k');
  expect(requireSecretKey('password', key)).toBe(key);
});

test.each<[string, unknown, string]>([
  ['text', 'hunter2', 'a string (not shown)'],
  ['an object that looks like one', { secretName: 's', key: 'hunter2' }, 'an object (not shown)'],
  ['nothing', undefined, 'nothing'],
])('refuses %s, and does not repeat it', (_, value, got) => {
  expect(() => requireSecretKey('password', value as SecretKey))
    .toThrow(new Error(`password must be a SecretKey, got ${got}; a secret is never text: use SecretKey.of('<secret>', '<key>')`));
});
