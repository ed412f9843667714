import { contentHash } from '../../lib/kubernetes/content-hash';

test('is ten hexadecimal digits, the same in every release: another hash rolls every pod', () => {
  expect(contentHash('')).toBe('e3b0c44298');
  expect(contentHash('canton')).toMatch(/^[0-9a-f]{10}$/);
});

test('changes with the content', () => {
  expect(contentHash('a')).not.toBe(contentHash('b'));
});
