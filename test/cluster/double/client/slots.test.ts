import { Slots } from './slots';

test('so many work at a time, and failures give their slot back', async () => {
  const slots = new Slots(2);
  let working = 0;
  let most = 0;
  const order: number[] = [];
  const work = (index: number) => slots.run(async () => {
    most = Math.max(most, ++working);
    order.push(index);
    await new Promise((resolve) => setTimeout(resolve, 5));
    working--;
    if (index % 2 === 0) {
      throw new Error(`no luck with ${index}`);
    }
    return index;
  });
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(work));
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled', 'rejected']);
});
