import { CantonRelease } from '../model/canton-release';
import { Exposure } from '../model/exposure';
import { NodeOperation } from '../model/node-operation';
import { Placement } from '../model/placement';
import { Resources } from '../model/resources';
import { Storage } from '../model/storage';
import { describe, refuse } from '../model/validation';
import { HttpLedgerApiOptions } from '../services/http-ledger-api';
import { JsonApiServiceOptions } from '../services/json-api-service';

/** In what a shard may differ from the others. */
export interface ShardOptions {
  /**
   * Its database, where that is not called as the others' are.
   *
   * @default - the one that `databases` has for it
   */
  readonly storage?: Storage;

  /**
   * What each of its participants may use.
   *
   * @default - as all shards
   */
  readonly resources?: Resources;

  /**
   * The release that it runs: one shard may try the next one before the others.
   *
   * @default - as all shards
   */
  readonly release?: CantonRelease;

  /**
   * What it does at the moment: a release that migrates databases is taken shard by shard.
   *
   * @default - as all shards
   */
  readonly operation?: NodeOperation;

  /**
   * Number of its participants.
   *
   * @default - as all shards
   */
  readonly replicas?: number;

  /**
   * Where its participants run.
   *
   * @default - as all shards
   */
  readonly placement?: Placement;

  /**
   * Whether and how its Ledger API is reached from outside the cluster: each shard needs a host name of its own.
   *
   * @default Exposure.clusterInternal()
   */
  readonly exposure?: Exposure;

  /**
   * How the JSON API of its participants is reached, with Canton 3.
   *
   * @default - as all shards
   */
  readonly httpLedgerApi?: HttpLedgerApiOptions;

  /**
   * Its HTTP JSON API servers. What is given here is laid over what all shards have.
   *
   * @default - as all shards
   */
  readonly jsonApi?: JsonApiServiceOptions;
}

/** One shard among several: a name, and in what it differs from the others. */
export class Shard {
  /**
   * @param name a DNS label; it is part of the ids of its services and of its database's name, so it never changes
   */
  public static of(name: string, options: ShardOptions = {}): Shard {
    return typeof name === 'string' && /^[a-z0-9]([-a-z0-9]{0,17}[a-z0-9])?$/.test(name)
      ? new Shard(name, options)
      : refuse(`shard name must be a DNS label of at most 19 characters (a-z, 0-9 and '-', no '-' at either end), got ${describe(name)}`);
  }

  private constructor(
    /** Its name. */
    public readonly name: string,
    /** @internal */
    public readonly _options: ShardOptions,
  ) {}
}
