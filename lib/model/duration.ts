import { Duration } from 'cdk8s';

const UNITS: [string, number][] = [['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]];

/** A duration as Canton and HAProxy write it: the largest unit that holds it exactly. */
export function durationText(duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  const [unit, size] = UNITS.find(([, length]) => milliseconds % length === 0)!;
  return `${milliseconds / size}${unit}`;
}
