import { breaks, mergedSwitches, Outcome } from './measure';
import { medianOf, summarize } from './summary';

describe('the breaks that a client saw', () => {
  test('end after the fault began, also where they began before', () => {
    expect(breaks([100, 200, 1200, 1300], 250, 1400)).toEqual([1000, 100, 100]);
  });

  test('go on until now where nothing was acknowledged any more', () => {
    expect(breaks([100, 200], 250, 9200)).toEqual([9000]);
    expect(breaks([], 250, 9250)).toEqual([9000]);
  });

  test('know nothing of what came later', () => {
    expect(breaks([100, 5000, 9000], 4000, 6000)).toEqual([4900, 1000]);
  });
});

test('one break of two switches may take the time of both, and breaks of one each that of one', () => {
  const events = (...names: string[]) => names.map((event, at) => ({ instance: 'a', event, at }));
  const twice = events('became_active', 'stopped', 'lock_gained', 'became_active');
  expect([mergedSwitches(twice, 1), mergedSwitches(twice, 2), mergedSwitches(events('became_active'), 1), mergedSwitches([], 0)]).toEqual([2, 1, 1, 1]);
});

describe('the summary of several runs', () => {
  const outcome = (gap: number, more: Partial<Outcome> = {}): Outcome => ({
    fault: 'active killed', client: 'proxy', service: 'proxy', gap, gaps: 1, budget: 15, arithmetic: '5 s + N', story: `gap ${gap}`, at: '2026-01-01', ...more,
  });

  test('has median and worst, and the story of the worst', () => {
    expect(summarize([outcome(12), outcome(14), outcome(11)])).toEqual([expect.objectContaining({ times: 3, median: 12, worst: 14, missed: [], story: 'gap 14' })]);
  });

  test('names each run that missed its budget', () => {
    expect(summarize([outcome(12), outcome(16.04)])[0].missed).toEqual(['16.0 s > 15.0 s']);
  });

  test('holds the median to a budget of its own', () => {
    expect(summarize([outcome(12, { median: 10 }), outcome(9, { median: 10 })])[0].missed).toEqual(['median 10.5 s > 10 s']);
  });

  test('holds redundancy to its budget', () => {
    expect(summarize([outcome(12, { redundancy: 91 })])[0].missed).toEqual(['redundant after 91 s > 90 s']);
  });

  test('holds the way back to the budget of the fault, where there is one', () => {
    expect(summarize([outcome(12, { back: 3 }), outcome(12, { back: 16 })])[0]).toMatchObject({ back: 16, missed: ['on the way back 16.0 s > 15.0 s'], missedRuns: 1 });
    expect(summarize([outcome(12, { back: 16, budget: undefined })])[0]).toMatchObject({ back: 16, missed: [] });
  });

  test('knows of no fault that switches a service more than twice', () => {
    expect(summarize([outcome(12, { switches: 2 }), outcome(12, { switches: 3 })])[0].missed).toEqual(['3 switches > 2']);
  });

  test('counts runs that missed, however much they did', () => {
    expect(summarize([outcome(16, { redundancy: 91 }), outcome(12)])[0]).toMatchObject({ missedRuns: 1, missed: ['16.0 s > 15.0 s', 'redundant after 91 s > 90 s'] });
  });

  test('has the lines of one fault and client together, with figures of all in the first', () => {
    const others = [outcome(1, { client: 'sides' }), outcome(1, { fault: 'later' })];
    const lines = summarize([outcome(12, { note: 'a' }), ...others, outcome(14, { note: 'b' }), outcome(16, { note: 'b' })]);
    expect(lines.map(({ fault, client, note, all }) => [fault, client, note, all])).toEqual([
      ['active killed', 'proxy', 'a', { times: 3, median: 14, worst: 16 }], ['active killed', 'proxy', 'b', undefined],
      ['active killed', 'sides', '', undefined], ['later', 'proxy', '', undefined],
    ]);
  });

  test('keeps what has another budget, client or note apart, and never for the order of a cold start', () => {
    expect(summarize([outcome(12), outcome(12, { client: 'sides' }), outcome(12, { arithmetic: '35 s + N' }), outcome(12, { note: 'a router' })])).toHaveLength(4);
    expect(summarize([outcome(12, { note: 'order n1, n2' }), outcome(12, { note: 'order n2, n1' })])).toHaveLength(1);
  });

  test('takes a budget that depends on the fault itself for one', () => {
    const [summary, ...others] = summarize([outcome(12, { arithmetic: 'its own 0.3 s + 5 s + N' }), outcome(12, { arithmetic: 'its own 0.4 s + 5 s + N' })]);
    expect(others).toEqual([]);
    expect(summary.budget).toBe('its own time + 5 s + N');
  });
});

test('the median of an even number is the mean of the middle two', () => {
  expect([medianOf([3]), medianOf([4, 1]), medianOf([9, 1, 2])]).toEqual([3, 2.5, 2]);
});
