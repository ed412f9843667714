import { Duration } from 'cdk8s';
import { PruningSchedule, PruningScheduleOptions } from '../../lib';

const SUNDAYS = { cron: '0 0 2 ? * SUN', maxDuration: Duration.hours(6), retention: Duration.days(90) };

test.each(['0 0 2 ? * SUN', '0 5/15 12,18-20 ? * MON,THU', '0 0 22 1 * ? 2030'])('takes %s', (cron) => {
  expect(() => PruningSchedule.of({ ...SUNDAYS, cron })).not.toThrow();
});

const CRON = "pruning schedule: cron must have six or seven fields of digits, capitals and '* ? , - /', with seconds first, got";

test.each<[Partial<PruningScheduleOptions>, string]>([
  [{ cron: '' }, 'pruning schedule: cron must not be empty'],
  [{ cron: '0 2 * * 0' }, `${CRON} '0 2 * * 0'; such as '0 0 2 ? * SUN'`],
  [{ cron: '0 0 2 ? * sun' }, `${CRON} '0 0 2 ? * sun'; such as '0 0 2 ? * SUN'`],
  [{ cron: '0 0 2 ? *  SUN' }, `${CRON} '0 0 2 ? *  SUN'; such as '0 0 2 ? * SUN'`],
  [{ maxDuration: Duration.millis(0) }, 'pruning schedule: maxDuration must be whole seconds, at least one, got 0 ms'],
  [{ retention: Duration.millis(1500) }, 'pruning schedule: retention must be whole seconds, at least one, got 1500 ms'],
])('refuses %j', (over, message) => {
  expect(() => PruningSchedule.of({ ...SUNDAYS, ...over })).toThrow(new Error(message));
});
