/** Where an API is reached. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Whether it is encrypted. */
  readonly tls: boolean;
}

/** The stack that serves somebody. */
export interface Route {
  /** Name of the shard. */
  readonly shard: string;
  /** `open`, `drained` or `frozen`: before a party or user is made there, it should be looked at. */
  readonly state: string;
  /** The participant's Ledger API (gRPC). */
  readonly ledgerApi: Address;
  /** The HTTP JSON API. */
  readonly jsonApi: Address;
}
