import { NameCache } from './name-cache';

afterEach(() => jest.useRealTimers());

test('keeps an address for half a minute, and asks again after a failure', async () => {
  jest.useFakeTimers();
  const answers = ['10.0.0.1', undefined, '10.0.0.2'];
  const ask = jest.fn(async () => answers.shift() ?? Promise.reject(new Error('EAI_AGAIN')));
  const names = new NameCache(ask);
  expect(await names.addressOf('p1')).toBe('10.0.0.1');
  jest.advanceTimersByTime(29_999);
  expect(await names.addressOf('p1')).toBe('10.0.0.1');
  expect(ask).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(1);
  await expect(names.addressOf('p1')).rejects.toThrow('EAI_AGAIN');
  expect(await names.addressOf('p1')).toBe('10.0.0.2');
});
