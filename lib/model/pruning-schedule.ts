import { Duration } from 'cdk8s';
import { refuse, requireText } from './validation';

/** When Canton prunes a node, and what. */
export interface PruningScheduleOptions {
  /**
   * When it begins, in UTC: seconds, minutes, hours, day of the month, month, day of the week and optionally year, such as `0 0 2 ? * SUN`. Fixed seconds,
   * minutes and hours make a window that ends when it should.
   */
  readonly cron: string;

  /** How long it may take each time. What is left is pruned the next time. */
  readonly maxDuration: Duration;

  /** How old what is removed is at least. Applications that remember an older offset cannot go on from it. */
  readonly retention: Duration;
}

/**
 * When a node's database is relieved of what is old (facts B). The schedule lies in the node's database: it survives failovers, and stays until another one, or
 * `PruningSchedule.off()`, takes its place.
 */
export class PruningSchedule {
  /** Prunes at these times. */
  public static of({ cron, maxDuration, retention }: PruningScheduleOptions): PruningSchedule {
    requireText('pruning schedule: cron', cron);
    if (!/^\S+( \S+){5,6}$/.test(cron) || !/^[-0-9A-Z*?,/ ]+$/.test(cron)) {
      refuse(`pruning schedule: cron must have six or seven fields of digits, capitals and '* ? , - /', with seconds first, got '${cron}'; such as '0 0 2 ? * SUN'`);
    }
    for (const [name, duration] of Object.entries({ maxDuration, retention })) {
      const milliseconds = duration.toMilliseconds();
      if (milliseconds === 0 || milliseconds % 1000 !== 0) {
        refuse(`pruning schedule: ${name} must be whole seconds, at least one, got ${milliseconds} ms`);
      }
    }
    return new PruningSchedule({ cron, maxDuration, retention });
  }

  /** Never prunes again. */
  public static off(): PruningSchedule {
    return new PruningSchedule(undefined);
  }

  private constructor(/** @internal */ public readonly _options: PruningScheduleOptions | undefined) {}
}
