import { amountOf, jvmSize, mebibytes, quantity } from '../../lib/checks/quantity';

test.each([
  ['1024', 1024], ['1Ki', 1024], ['2Gi', 2 * 2 ** 30], ['1G', 1e9], ['500m', 0.5], ['1e3', 1000], ['1.5Gi', 1.5 * 2 ** 30], ['x', undefined], [undefined, undefined], ['1Xi', undefined],
])('quantity %s is %s', (text, value) => {
  expect(quantity(text)).toBe(value);
});

test.each([['1024', 1024], ['1k', 1024], ['4300m', 4300 * 2 ** 20], ['2G', 2 * 2 ** 30], ['', 0]])('JVM size %s is %s', (text, value) => {
  expect(jvmSize(text)).toBe(value);
});

test('amounts are numbers, or parts of a whole', () => {
  expect([amountOf('2', 5), amountOf('50%', 5), amountOf('25%', 1, Math.floor)]).toEqual([2, 3, 0]);
  expect(mebibytes(2 ** 30)).toBe('1024 MiB');
});
