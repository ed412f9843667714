import { Timestamps } from './timestamps';

test('timestamps of a node are its own modulo the number of nodes, and grow', () => {
  const node = new Timestamps(3, 10);
  const given = [1000, 1000, 999, 1234, 1_000_000].map((now) => node.next(now));
  expect(given.map((ts) => ts % 10)).toEqual([3, 3, 3, 3, 3]);
  expect(given).toEqual([1003, 1013, 1023, 1233, 1_000_003]);
});

test('nothing is given out before a start', () => {
  const node = new Timestamps(3, 10);
  node.startAfter(5003);
  expect(node.next(1000)).toBe(5013);
});
