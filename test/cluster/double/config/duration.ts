const UNITS: { [unit: string]: number } = {
  ms: 1,
  millis: 1,
  milliseconds: 1,
  s: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  days: 86_400_000,
};

/** Milliseconds of a HOCON duration; the default where the key is not there. */
export function millis(value: unknown, fallback: number): number {
  if (value === undefined || value === null) {
    return fallback;
  }
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(String(value).trim()) ?? [];
  const scale = unit === '' ? 1 : UNITS[unit];
  if (amount === undefined || scale === undefined) {
    throw new Error(`'${value}' is no duration; write a number and one of ${Object.keys(UNITS).join(', ')}, as in '5s'`);
  }
  return Number(amount) * scale;
}
