import { SequencedEvent } from './messages';
import { TrustedEvents } from './trusted-events';

const events = (...timestamps: number[]): SequencedEvent[] => timestamps.map((ts) => ({ ts, body: { type: 'topology', member: 'm' } }));
const times = (trusted: SequencedEvent[]) => trusted.map(({ ts }) => ts);

test('an event is believed once as many sequencers as the threshold have delivered it', () => {
  const all = new TrustedEvents(2, 0);
  all.add('s1', events(1, 2, 3));
  expect(all.trusted()).toEqual([]);
  all.add('s1', events(1));
  expect(all.trusted()).toEqual([]);
  all.add('s2', events(1, 2));
  expect(times(all.trusted())).toEqual([1, 2]);
});

test('it stays until it was handled, and never comes again after that', () => {
  const all = new TrustedEvents(1, 0);
  all.add('s1', events(1, 2));
  expect(times(all.trusted())).toEqual([1, 2]);
  expect(times(all.trusted())).toEqual([1, 2]);
  all.handled(2);
  expect(all.after).toBe(2);
  all.add('s2', events(1, 2, 3));
  expect(times(all.trusted())).toEqual([3]);
});

test('what was handled before is not asked for', () => {
  const all = new TrustedEvents(1, 5);
  all.add('s1', events(4, 5, 6));
  expect(times(all.trusted())).toEqual([6]);
});
