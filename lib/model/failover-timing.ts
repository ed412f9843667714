import { Duration } from 'cdk8s';
import { refuse } from './validation';

/** How often the instances of an active-passive service look after the database lock (facts A.3), and after the sequencers that they follow (facts F.11). */
export interface FailoverTimingOptions {
  /** How often a passive instance tries to take the lock (`connection.passive-check-period`; Canton's own: 15 s). */
  readonly passiveCheckPeriod: Duration;
  /** How often an active instance checks its lock (`connection.health-check-period`; Canton's own: 5 s). */
  readonly activeCheckPeriod: Duration;
  /** How often the connection pool looks whether it became active (`connection-pool.health-check-period`; Canton's own: 5 s). */
  readonly poolCheckPeriod: Duration;

  /**
   * After what silence a sequencer is asked whether it is still there (`sequencer-client.keep-alive-client.time`), at least 10 s. Where a sequencer is not
   * one of this app, at least 25 s: Canton permits a question every 20 s, and cuts off those who ask more often. Not for domain managers.
   *
   * @default - Canton's own: 40 s
   */
  readonly keepAliveTime?: Duration;

  /**
   * How long it may take to answer, and to acknowledge what it is sent (`sequencer-client.keep-alive-client.timeout`), before the connection is given up.
   *
   * @default - Canton's own: 15 s; 20 s in Daml 2
   */
  readonly keepAliveTimeout?: Duration;
}

/** More than the 20 s that Canton's sequencers permit by default, as a question may be late and the next one in time. */
const KEEP_ALIVE_ELSEWHERE = Duration.seconds(25);

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

  /**
   * Passive instances try every second, the active one checks its lock and pools look every half second: seconds instead of tens of seconds, for a few
   * queries more. A sequencer that is silent for 10 s is asked, and has 5 s to answer.
   */
  public static fast(): FailoverTiming {
    return FailoverTiming.of({
      passiveCheckPeriod: Duration.seconds(1),
      activeCheckPeriod: Duration.millis(500),
      poolCheckPeriod: Duration.millis(500),
      keepAliveTime: Duration.seconds(10),
      keepAliveTimeout: Duration.seconds(5),
    });
  }

  /** Own periods. A passive instance may not be quicker than the active one, or it could take the lock from under a healthy active. */
  public static of(options: FailoverTimingOptions): FailoverTiming {
    const { passiveCheckPeriod: passive, activeCheckPeriod: active, poolCheckPeriod: pool, keepAliveTime, keepAliveTimeout } = options;
    requireAtLeast(100, { passiveCheckPeriod: passive, activeCheckPeriod: active, poolCheckPeriod: pool });
    requireAtLeast(10_000, { keepAliveTime }); // gRPC takes no less for it
    requireAtLeast(1000, { keepAliveTimeout });
    if (passive.toMilliseconds() < active.toMilliseconds()) {
      refuse(`failover timing: passiveCheckPeriod must not be shorter than activeCheckPeriod, got ${passive.toMilliseconds()} ms `
        + `and ${active.toMilliseconds()} ms; a passive instance that is quicker than the active one takes its lock after a short break`);
    }
    return new FailoverTiming(options);
  }

  private constructor(/** @internal */ public readonly _periods: FailoverTimingOptions | undefined) {}

  /** The same for those who follow sequencers of others, which may not be asked as often. @internal */
  public get _elsewhere(): FailoverTiming {
    const { keepAliveTime } = this._periods ?? {};
    return keepAliveTime === undefined || keepAliveTime.toMilliseconds() >= KEEP_ALIVE_ELSEWHERE.toMilliseconds()
      ? this
      : new FailoverTiming({ ...this._periods!, keepAliveTime: KEEP_ALIVE_ELSEWHERE });
  }

  /**
   * How long it takes at most from the moment when the database releases the lock until a passive instance begins to take over: one period of its
   * try for the lock and one of its pool. The taking over itself comes on top.
   */
  public get worstDetection(): Duration {
    const { passiveCheckPeriod, poolCheckPeriod } = this._periods ?? CANTON;
    return Duration.millis(passiveCheckPeriod.toMilliseconds() + poolCheckPeriod.toMilliseconds());
  }
}

function requireAtLeast(milliseconds: number, periods: { [name: string]: Duration | undefined }): void {
  for (const [name, period] of Object.entries(periods)) {
    if (period !== undefined && period.toMilliseconds() < milliseconds) {
      refuse(`failover timing: ${name} must be at least ${milliseconds} ms, got ${period.toMilliseconds()} ms`);
    }
  }
}
