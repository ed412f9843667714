import { Duration } from 'cdk8s';
import { refuse } from './validation';

/** How often the instances of an active-passive service look after the database lock (facts A.3). */
export interface FailoverTimingOptions {
  /** How often a passive instance tries to take the lock (`connection.passive-check-period`; Canton's own: 15 s). */
  readonly passiveCheckPeriod: Duration;
  /** How often an active instance checks its lock (`connection.health-check-period`; Canton's own: 5 s). */
  readonly activeCheckPeriod: Duration;
  /** How often the connection pool looks whether it became active (`connection-pool.health-check-period`; Canton's own: 5 s). */
  readonly poolCheckPeriod: Duration;
}

/** Canton's own. */
const CANTON: FailoverTimingOptions = {
  passiveCheckPeriod: Duration.seconds(15), activeCheckPeriod: Duration.seconds(5), poolCheckPeriod: Duration.seconds(5),
};

/** How fast an active-passive service notices that its active instance is gone. */
export class FailoverTiming {
  /** Canton's own timing: no key is written. */
  public static defaults(): FailoverTiming {
    return new FailoverTiming(undefined);
  }

  /** Passive instances try every second, the active one checks its lock and pools look every half second: seconds instead of tens of seconds, for a few queries more. */
  public static fast(): FailoverTiming {
    return FailoverTiming.of({
      passiveCheckPeriod: Duration.seconds(1),
      activeCheckPeriod: Duration.millis(500),
      poolCheckPeriod: Duration.millis(500),
    });
  }

  /** Own periods. A passive instance may not be quicker than the active one, or it could take the lock from under a healthy active. */
  public static of(options: FailoverTimingOptions): FailoverTiming {
    for (const [name, period] of Object.entries(options) as [string, Duration][]) {
      if (period.toMilliseconds() < 100) {
        refuse(`failover timing: ${name} must be at least 100 ms, got ${period.toMilliseconds()} ms`);
      }
    }
    const { passiveCheckPeriod: passive, activeCheckPeriod: active } = options;
    if (passive.toMilliseconds() < active.toMilliseconds()) {
      refuse(`failover timing: passiveCheckPeriod must not be shorter than activeCheckPeriod, got ${passive.toMilliseconds()} ms `
        + `and ${active.toMilliseconds()} ms; a passive instance that is quicker than the active one takes its lock after a short break`);
    }
    return new FailoverTiming(options);
  }

  private constructor(/** @internal */ public readonly _periods: FailoverTimingOptions | undefined) {}

  /**
   * How long it takes at most from the moment when the database releases the lock until a passive instance begins to take over: one period of its
   * try for the lock and one of its pool. The taking over itself comes on top.
   */
  public get worstDetection(): Duration {
    const { passiveCheckPeriod, poolCheckPeriod } = this._periods ?? CANTON;
    return Duration.millis(passiveCheckPeriod.toMilliseconds() + poolCheckPeriod.toMilliseconds());
  }
}
