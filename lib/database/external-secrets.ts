import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { metadata, PodGroup } from '../kubernetes/identity';
import { RemoteSecret } from '../model/remote-secret';
import { describe, refuse, requireDataKey, requireDnsLabel, requireDnsSubdomain, requireText } from '../model/validation';

/** Where External Secrets Operator finds secrets, and as whom. The store itself is the platform's: it names a role or an account. */
export class SecretStore {
  /** A `SecretStore` in the namespace of the Secrets. */
  public static namespaced(name: string): SecretStore {
    return new SecretStore('SecretStore', requireDnsSubdomain('SecretStore', name));
  }

  /** A `ClusterSecretStore`, which serves all namespaces. */
  public static cluster(name: string): SecretStore {
    return new SecretStore('ClusterSecretStore', requireDnsSubdomain('ClusterSecretStore', name));
  }

  private constructor(
    /** `SecretStore` or `ClusterSecretStore`. */
    public readonly kind: string,
    /** Its name. */
    public readonly name: string,
  ) {}
}

/** Secrets that External Secrets Operator is to keep. */
export interface ExternalSecretsProps {
  /** Where the values are. */
  readonly store: SecretStore;

  /** The Secrets: `secrets` of a database of the submodule `aws`, or names that were agreed on. */
  readonly secrets: RemoteSecret[];

  /**
   * How often values are read again. A Secret that changes reaches no process that has read it already: passwords are read when a process starts.
   *
   * @default 1 hour
   */
  readonly refreshInterval?: Duration;
}

/**
 * Makes Secrets of values that are kept outside the cluster, one `ExternalSecret` each, for External Secrets Operator 0.17 or later
 * (https://external-secrets.io/latest/api/externalsecret/). The manifests hold names only.
 */
export class ExternalSecrets extends Construct {
  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, requireDnsLabel('id of external secrets', id));
    const owner = `external secrets '${id}'`;
    const group: PodGroup = { name: 'external-secrets', instance: id, component: 'secrets' };
    const store = requireStore(owner, props.store);
    const refreshInterval = interval(owner, props.refreshInterval ?? Duration.hours(1));
    for (const secret of requireSecrets(owner, props.secrets)) {
      new ApiObject(this, secret.name, {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: metadata(this, { kind: 'ExternalSecret', name: secret.name, group }),
        spec: {
          refreshInterval,
          secretStoreRef: { kind: store.kind, name: store.name },
          // Retain: a store that is out of reach, or a secret deleted by mistake, takes no database away from a node that restarts.
          target: { name: secret.name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
          data: secret.keys.map((key) => ({ secretKey: key, remoteRef: remoteRef(secret.remoteName, key) })),
        },
      });
    }
  }
}

/** The last three are what the API server would add: written out, a GitOps tool sees no difference in a list. */
function remoteRef(name: string, property: string): object {
  return { key: name, property, conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };
}

function requireStore(owner: string, store: SecretStore): SecretStore {
  return store instanceof SecretStore
    ? store
    : refuse(`${owner}: store must be SecretStore.namespaced('<name>') or SecretStore.cluster('<name>'), got ${describe(store)}`);
}

function requireSecrets(owner: string, secrets: RemoteSecret[]): RemoteSecret[] {
  if (secrets.length === 0) {
    refuse(`${owner}: secrets must name at least one secret, got none`);
  }
  for (const { name, remoteName, keys } of secrets) {
    requireDnsSubdomain(`${owner}: name of a Secret`, name);
    requireText(`${owner}: name of secret '${name}' outside the cluster`, remoteName);
    if (keys.length === 0) {
      refuse(`${owner}: keys of secret '${name}' must name at least one key, got none`);
    }
    keys.forEach((key) => requireDataKey(`${owner}: key of secret '${name}'`, key));
  }
  return secrets;
}

/** A duration as Go writes it, so that what the operator gives back is what was applied. */
function interval(owner: string, duration: Duration): string {
  const seconds = duration.toSeconds();
  if (seconds < 60) {
    refuse(`${owner}: refreshInterval must be at least 60 seconds, got ${seconds}; every reading of a cloud's store is paid for`);
  }
  const hours = Math.floor(seconds / 3600);
  return `${hours > 0 ? `${hours}h` : ''}${Math.floor(seconds / 60) % 60}m${seconds % 60}s`;
}
