import * as fs from 'fs';
import { Duration } from 'cdk8s';
import { FailoverTiming, FailoverTimingOptions } from '../../lib/model/failover-timing';

const SECOND = Duration.seconds(1);
const CALM: FailoverTimingOptions = { passiveCheckPeriod: SECOND, activeCheckPeriod: SECOND, poolCheckPeriod: SECOND };

test("Canton's own timing writes no key", () => {
  expect(FailoverTiming.defaults()._periods).toBeUndefined();
});

test('the fast one looks every half second, and a passive instance less often', () => {
  const { passiveCheckPeriod, activeCheckPeriod, poolCheckPeriod } = FailoverTiming.fast()._periods!;
  expect([passiveCheckPeriod, activeCheckPeriod, poolCheckPeriod].map((period) => period.toMilliseconds())).toEqual([1000, 500, 500]);
});

test('the fast one asks silent sequencers as often as gRPC lets it, and those of others less often than they forbid', () => {
  const keepAlive = ({ _periods: { keepAliveTime, keepAliveTimeout } = CALM }: FailoverTiming) => (
    [keepAliveTime?.toSeconds(), keepAliveTimeout?.toSeconds()]
  );
  expect(keepAlive(FailoverTiming.fast())).toEqual([10, 5]);
  expect(keepAlive(FailoverTiming.fast()._elsewhere)).toEqual([25, 5]);
  expect(keepAlive(FailoverTiming.defaults()._elsewhere)).toEqual([undefined, undefined]);
  const slow = FailoverTiming.of({ ...CALM, keepAliveTime: Duration.minutes(1) });
  expect(slow._elsewhere).toBe(slow);
});

test('takes periods of its own, down to 100 ms and all alike', () => {
  const period = Duration.millis(100);
  expect(FailoverTiming.of({ passiveCheckPeriod: period, activeCheckPeriod: period, poolCheckPeriod: period })._periods)
    .toEqual({ passiveCheckPeriod: period, activeCheckPeriod: period, poolCheckPeriod: period });
});

test.each(['passiveCheckPeriod', 'activeCheckPeriod', 'poolCheckPeriod'])('refuses a %s below 100 ms', (name) => {
  const periods = { passiveCheckPeriod: SECOND, activeCheckPeriod: SECOND, poolCheckPeriod: SECOND, [name]: Duration.millis(99) };
  expect(() => FailoverTiming.of(periods)).toThrow(new Error(`failover timing: ${name} must be at least 100 ms, got 99 ms`));
});

test.each([['keepAliveTime', 10_000], ['keepAliveTimeout', 1000]])('refuses a %s below %i ms', (name, least) => {
  expect(() => FailoverTiming.of({ ...CALM, [name]: Duration.millis(least - 1) }))
    .toThrow(new Error(`failover timing: ${name} must be at least ${least} ms, got ${least - 1} ms`));
  expect(FailoverTiming.of({ ...CALM, [name]: Duration.millis(least) })._periods).toMatchObject({ [name]: Duration.millis(least) });
});

test('refuses passive instances that are quicker than the active one', () => {
  const periods = { passiveCheckPeriod: SECOND, activeCheckPeriod: Duration.millis(1500), poolCheckPeriod: SECOND };
  expect(() => FailoverTiming.of(periods)).toThrow(new Error(
    'failover timing: passiveCheckPeriod must not be shorter than activeCheckPeriod, got 1000 ms and 1500 ms; '
    + 'a passive instance that is quicker than the active one takes its lock after a short break',
  ));
});

test('says how long a standby takes at most to begin, as docs/high-availability.md does', () => {
  const page = fs.readFileSync('docs/high-availability.md', 'utf8');
  for (const [name, timing, seconds] of [['defaults()', FailoverTiming.defaults(), 20], ['fast()', FailoverTiming.fast(), 1.5]] as const) {
    expect(timing.worstDetection.toSeconds({ integral: false })).toBe(seconds);
    expect(page).toContain(`| \`FailoverTiming.${name}\` | ${seconds} s |`);
  }
});
