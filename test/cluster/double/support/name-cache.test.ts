import { NameCache } from './name-cache';

afterEach(() => jest.useRealTimers());

const at = (...addresses: string[]) => addresses.map((address) => ({ address, family: 4 }));

test('asks again after five seconds, and keeps the last answer while nobody answers', async () => {
  jest.useFakeTimers();
  const answers = [at('10.0.0.1'), undefined, at('10.0.0.2', '10.0.0.3')];
  const ask = jest.fn(async () => answers.shift() ?? Promise.reject(new Error('EAI_AGAIN')));
  const names = new NameCache(ask);
  expect(await names.addressesOf('p1')).toEqual(at('10.0.0.1'));
  jest.advanceTimersByTime(4999);
  expect(await names.addressesOf('p1')).toEqual(at('10.0.0.1'));
  expect(ask).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(1);
  expect(await names.addressesOf('p1')).toEqual(at('10.0.0.1'));
  expect(await names.addressesOf('p1')).toEqual(at('10.0.0.2', '10.0.0.3'));
  expect(ask).toHaveBeenCalledTimes(3);
});

test('knows nothing of a name that nobody ever answered for', async () => {
  const names = new NameCache(() => Promise.reject(new Error('EAI_AGAIN')));
  await expect(names.addressesOf('p1')).rejects.toThrow('EAI_AGAIN');
});
