import { Duration } from 'cdk8s';
import { durationText } from '../../lib/model/duration';

test.each([
  [Duration.hours(1), '1h'],
  [Duration.days(1), '24h'],
  [Duration.minutes(90), '90m'],
  [Duration.minutes(120), '2h'],
  [Duration.seconds(60), '1m'],
  [Duration.seconds(90), '90s'],
  [Duration.seconds(0.5), '500ms'],
  [Duration.millis(1000), '1s'],
  [Duration.millis(1001), '1001ms'],
])('is written in the largest unit that holds it exactly: %s', (duration, text) => {
  expect(durationText(duration)).toBe(text);
});
