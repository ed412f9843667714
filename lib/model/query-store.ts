import { Size } from 'cdk8s';
import { ContainerImage } from './container-image';
import { PostgresDatabase } from './postgres';
import { POSTGRES_IMAGE } from './postgres-image';
import { Cpu, Resources } from './resources';
import { describe, refuse, requireInteger } from './validation';

/** The cache database beside each HTTP JSON API instance. */
export interface PerInstanceQueryStoreOptions {
  /**
   * The PostgreSQL image; its user id must be 70, as in the official Alpine images.
   *
   * @default - an official PostgreSQL 15 image
   */
  readonly image?: ContainerImage;

  /**
   * Disk on the node for the cache. It is lost with the pod and filled again from the ledger.
   *
   * @default 8 GiB
   */
  readonly size?: Size;

  /**
   * What the database may use.
   *
   * @default - 512 MiB and 100 thousandths of a core
   */
  readonly resources?: Resources;

  /**
   * Connections from the JSON API server.
   *
   * @default 12
   */
  readonly poolSize?: number;
}

/** Where the HTTP JSON API keeps its cache of active contracts. It can be rebuilt at any time (rule R60). */
export class QueryStore {
  /** A PostgreSQL in each pod, on the pod's own disk. */
  public static perInstance(options: PerInstanceQueryStoreOptions = {}): QueryStore {
    return new QueryStore({
      image: options.image ?? POSTGRES_IMAGE,
      size: options.size ?? Size.gibibytes(8),
      resources: options.resources ?? Resources.of({ memory: Size.mebibytes(512), cpu: Cpu.millis(100) }),
      poolSize: requireInteger('query store: poolSize', options.poolSize ?? 12, 1, 1000),
    });
  }

  /**
   * One database that all instances of one JSON API service share: filled once, and kept when pods go. Instances that do not reach it are not Ready,
   * so it should be as available as the service itself (facts D.4). A release with other tables drops the old ones when its first pod starts.
   *
   * @param database a database of its own; its `maxConnections` is the pool of one instance
   */
  public static shared(database: PostgresDatabase): QueryStore {
    return database instanceof PostgresDatabase
      ? new QueryStore(undefined, database)
      : refuse(`query store: database must come from PostgresServer.database, got ${describe(database)}`);
  }

  /**
   * No cache: every query reads the active contracts of its parties from the participant and searches them in memory. That is fine for few contracts
   * or few queries; a query's time and memory, and the participant's load, grow with the number of contracts.
   */
  public static inMemory(): QueryStore {
    return new QueryStore();
  }

  private constructor(
    /** @internal */
    public readonly _perInstance?: Required<PerInstanceQueryStoreOptions>,
    /** @internal */
    public readonly _shared?: PostgresDatabase,
  ) {}
}
