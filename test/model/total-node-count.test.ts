import { TotalNodeCount } from '../../lib/model/total-node-count';

test('10, as Canton recommends', () => {
  expect(TotalNodeCount.recommended().count).toBe(10);
});

test('another number, for ever', () => {
  expect([2, 16, 32].map((count) => TotalNodeCount.fixedForever(count).count)).toEqual([2, 16, 32]);
});

test.each([1, 33, 2.5])('refuses %s', (count) => {
  expect(() => TotalNodeCount.fixedForever(count)).toThrow(new Error(`totalNodeCount must be a whole number from 2 to 32, got ${count}`));
});
