import { Autoscaling } from '../../lib/model/autoscaling';

test('two instances at least, and 70 % of the CPU that they request, by default', () => {
  const { min, max, targetCpuUtilization, metric } = Autoscaling.of({ max: 6 });
  expect({ min, max, targetCpuUtilization, metric }).toEqual({ min: 2, max: 6, targetCpuUtilization: 70, metric: undefined });
});

test('everything that can be said', () => {
  const { min, max, targetCpuUtilization, metric } = Autoscaling.of({
    min: 1, max: 9, targetCpuUtilization: 150, metric: { name: 'http_requests_per_second', targetAverage: '50' }, acceptSingleInstance: true,
  });
  expect({ min, max, targetCpuUtilization, metric }).toEqual({
    min: 1, max: 9, targetCpuUtilization: 150, metric: { name: 'http_requests_per_second', targetAverage: '50' },
  });
});

test('one instance must be asked for', () => {
  expect(() => Autoscaling.of({ min: 1, max: 3 })).toThrow(new Error(
    'autoscaling: min must be at least 2, got 1: one instance is no high availability; where that is meant, set acceptSingleInstance: true',
  ));
});

test.each([[3, 2], [3, 3]])('min %s and max %s are no range', (min, max) => {
  expect(() => Autoscaling.of({ min, max })).toThrow(new Error(
    `autoscaling: max must be greater than min, got ${max} and ${min}; for a fixed number of instances use replicas`,
  ));
});

test.each([[{ min: 0, max: 3 }, 'min', 0], [{ max: 1001 }, 'max', 1001], [{ max: 3, targetCpuUtilization: 0.5 }, 'targetCpuUtilization', 0.5]])('%j is refused', (options, what, got) => {
  expect(() => Autoscaling.of(options)).toThrow(new Error(`autoscaling: ${what} must be a whole number from 1 to 1000, got ${got}`));
});

test.each(['100', '500m', '1.5', '0.5', '2k', '64Mi'])('a metric may target %s', (targetAverage) => {
  expect(Autoscaling.of({ max: 3, metric: { name: 'load', targetAverage } }).metric).toEqual({ name: 'load', targetAverage });
});

test.each(['0', '0m', '-1', 'many', '1 k', ''])('a metric may not target %j', (targetAverage) => {
  expect(() => Autoscaling.of({ max: 3, metric: { name: 'load', targetAverage } }))
    .toThrow(new Error(`autoscaling: targetAverage of metric 'load' must be a quantity above 0 such as 100 or 500m, got '${targetAverage}'`));
});

test('a metric has a name', () => {
  expect(() => Autoscaling.of({ max: 3, metric: { name: ' ', targetAverage: '1' } })).toThrow(new Error('autoscaling: name of metric must not be empty'));
});
