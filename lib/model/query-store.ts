import { Size } from 'cdk8s';
import { ContainerImage } from './container-image';
import { Cpu, Resources } from './resources';
import { requireInteger } from './validation';

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

const POSTGRES_IMAGE = 'docker.io/library/postgres:15.19-alpine';

/** Where the HTTP JSON API keeps its cache of active contracts. It can be rebuilt at any time, so it needs no high availability (rule R60). */
export class QueryStore {
  /** A PostgreSQL in each pod, on the pod's own disk. */
  public static perInstance(options: PerInstanceQueryStoreOptions = {}): QueryStore {
    return new QueryStore({
      image: options.image ?? ContainerImage.of(POSTGRES_IMAGE),
      size: options.size ?? Size.gibibytes(8),
      resources: options.resources ?? Resources.of({ memory: Size.mebibytes(512), cpu: Cpu.millis(100) }),
      poolSize: requireInteger('query store: poolSize', options.poolSize ?? 12, 1, 1000),
    });
  }

  private constructor(/** @internal */ public readonly _perInstance: Required<PerInstanceQueryStoreOptions>) {}
}
