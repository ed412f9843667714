import { refuse, requireText, requireUrl } from './validation';

/** Where a node's private keys live when a key management service is used (facts A.11). */
export class KmsKeys {
  /** Keys stay in the node's database, encrypted with this wrapper key of the service: an id, an alias or an ARN. */
  public static wrapped(wrapperKeyId: string): KmsKeys {
    return new KmsKeys(requireText('KMS wrapper key id', wrapperKeyId));
  }

  /** Keys are created in the service and never leave it. */
  public static external(): KmsKeys {
    return new KmsKeys(undefined);
  }

  private constructor(/** The wrapper key, or undefined for external keys. */ public readonly wrapperKeyId: string | undefined) {}
}

/** What both key management services take. */
export interface KmsOptions {
  /** Whether keys are wrapped or external. */
  readonly keys: KmsKeys;

  /**
   * Whether each call to the service is logged.
   *
   * @default false
   */
  readonly auditLogging?: boolean;
}

/** AWS Key Management Service. */
export interface AwsKmsOptions extends KmsOptions {
  /** The AWS region of the keys. */
  readonly region: string;

  /**
   * Whether keys are created as multi-region keys.
   *
   * @default false
   */
  readonly multiRegionKey?: boolean;

  /**
   * An endpoint other than the region's own, such as a VPC endpoint (URL).
   *
   * @default - the region's endpoint
   */
  readonly endpointOverride?: string;
}

/** Google Cloud Key Management Service. */
export interface GcpKmsOptions extends KmsOptions {
  /** Location of the key ring, such as `europe-west3`. */
  readonly locationId: string;
  /** Project of the key ring. */
  readonly projectId: string;
  /** Name of the key ring. */
  readonly keyRingId: string;
}

/** A key management service that protects a node's private keys; without one they lie readable in the node's database. */
export class Kms {
  /** AWS KMS; credentials come from the pod's service account (`serviceAccountAnnotations`). */
  public static aws(options: AwsKmsOptions): Kms {
    requireText('KMS region', options.region);
    if (options.endpointOverride !== undefined) {
      requireUrl('KMS endpoint', options.endpointOverride, ['https']);
    }
    return new Kms(options, undefined);
  }

  /** Google Cloud KMS; credentials come from the pod's service account (`serviceAccountAnnotations`). */
  public static gcp(options: GcpKmsOptions): Kms {
    requireText('KMS location', options.locationId);
    requireText('KMS project', options.projectId);
    requireText('KMS key ring', options.keyRingId);
    return new Kms(undefined, options);
  }

  private constructor(
    /** @internal */
    public readonly _aws: AwsKmsOptions | undefined,
    /** @internal */
    public readonly _gcp: GcpKmsOptions | undefined,
  ) {}

  /** @internal */
  public get _keys(): KmsKeys {
    return (this._aws ?? this._gcp ?? refuse('a KMS is on AWS or on Google Cloud')).keys;
  }
}
