/** What `PostgresReplication.asynchronous` may be given. */
export interface AsynchronousReplicationOptions {
  /**
   * Lets sequencers, mediators and domain managers use the server. A failover then loses what they have told participants already, which looks like a
   * fork of the ledger: participants stop, and no one but their operators can bring them back (rule R16).
   *
   * @default false
   */
  readonly acceptLedgerFork?: boolean;
}

/** Whether a standby of the server has a commit before its client hears of it. It decides what a failover of the database loses. */
export class PostgresReplication {
  /**
   * A standby has every commit: nothing is lost. `synchronous_commit = on` with at least one synchronous standby, CloudNativePG with
   * `synchronous.dataDurability: required`, Amazon RDS Multi-AZ, the storage of Aurora.
   */
  public static synchronous(): PostgresReplication {
    return new PostgresReplication('synchronous', true);
  }

  /** A standby has a commit some time after its client: a failover loses the last ones. Refused for the services of a domain (rule R16). */
  public static asynchronous(options: AsynchronousReplicationOptions = {}): PostgresReplication {
    return new PostgresReplication('asynchronous', options.acceptLedgerFork ?? false);
  }

  /** There is no standby: nothing takes over when the server is lost, and what its disk has not kept is gone. For trying, not for production. */
  public static none(): PostgresReplication {
    return new PostgresReplication('none', true);
  }

  private constructor(
    /** `synchronous`, `asynchronous` or `none`. */
    public readonly kind: string,
    /** @internal */
    public readonly _fitForDomains: boolean,
  ) {}
}
