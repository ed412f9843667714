import { Size } from 'cdk8s';
import { backupSpec } from './cloud-native-pg-backup-objects';
import { postgresImage } from './cloud-native-pg-images';
import { serverParameters } from './cloud-native-pg-parameters';
import { CloudNativePgClusterProps } from './cloud-native-pg-props';
import { clusterScheduling } from './cloud-native-pg-scheduling';
import { unlessEmpty } from '../kubernetes/list';
import { Placement } from '../model/placement';
import { Cpu, Resources } from '../model/resources';
import { refuse } from '../model/validation';

/** What of a cluster follows from its place in the app. */
export interface ClusterFacts {
  /** Who speaks in errors: "CloudNativePG cluster 'postgres'". */
  readonly owner: string;
  readonly id: string;
  readonly instances: number;
  readonly version: number;
  /** Whole name of the Service that leads to the primary. */
  readonly host: string;
  /** Number of connections, and roles: known when all services are made. */
  readonly maxConnections: unknown;
  readonly managed: unknown;
}

/** The spec of the operator's `Cluster`. */
export function clusterSpec(facts: ClusterFacts, props: CloudNativePgClusterProps): object {
  const { owner, id, instances, version, host, maxConnections, managed } = facts;
  const resources = props.resources ?? Resources.of({ memory: Size.gibibytes(8), cpu: Cpu.cores(2) });
  const walStorage = props.walStorage ?? Size.gibibytes(20);
  return {
    instances,
    imageName: postgresImage(owner, version, props.image).reference,
    imagePullSecrets: unlessEmpty(props.imagePullSecrets?.map((name) => ({ name }))),
    bootstrap: { initdb: { encoding: 'UTF8', dataChecksums: true } },
    storage: { size: gibibytes(owner, 'storage', props.storage, 1), storageClass: props.storageClass },
    walStorage: { size: gibibytes(owner, 'walStorage', walStorage, 4), storageClass: props.storageClass },
    resources: requirements(resources),
    priorityClassName: props.priorityClassName,
    ...clusterScheduling(id, props.placement ?? Placement.spread()),
    // The operator's certificate names the Service with the operator's own idea of the cluster's domain.
    certificates: { serverAltDNSNames: [host] },
    postgresql: {
      parameters: { ...serverParameters(owner, resources.memory, walStorage, props.parameters ?? {}), max_connections: maxConnections },
      // Ahead of the operator's own last rule, which lets passwords in without TLS.
      pg_hba: ['hostnossl all all all reject'],
      synchronous: synchronous(instances),
    },
    managed,
    ...backupSpec(props.backup, id),
    ...FAILOVER,
    // One instance with a budget could never be moved.
    enablePDB: instances === 1 ? false : undefined,
  };
}

/**
 * How a primary goes, and another comes. Clients of a database never leave by themselves, Canton least of all: a smart shutdown would keep the old
 * primary writing for its whole time-out, with no one able to connect anew, so there is none. A primary that is replaced has a minute to hand its log
 * to the standbys and to the archive; an archive that does not answer must not keep the ledger down for the hour that the operator gives by itself.
 * What is then cut off is on the standbys: only the archive's copy comes later.
 * https://cloudnative-pg.io/documentation/current/instance_manager/#shutdown-control
 */
const FAILOVER = {
  smartShutdownTimeout: 0,
  switchoverDelay: 60,
  stopDelay: 120,
  primaryUpdateStrategy: 'unsupervised',
  // Seconds. A restart in place takes as long as its image is pulled.
  primaryUpdateMethod: 'switchover',
  // A primary alone kills itself after three failures; within one second, a slow network looks like being alone.
  probes: { liveness: { isolationCheck: { enabled: true, requestTimeout: 3000, connectionTimeout: 3000 } } },
};

/** Every commit on half of the standbys; whoever takes over needs answers from so many of them that one has it. */
function synchronous(instances: number): object | undefined {
  return instances === 1 ? undefined : { method: 'any', number: Math.floor(instances / 2), dataDurability: 'required', failoverQuorum: true };
}

function requirements({ memory, cpu, cpuLimit }: Resources): object {
  const size = `${memory.toMebibytes()}Mi`;
  return { requests: { cpu: `${cpu.millicores}m`, memory: size }, limits: { cpu: cpuLimit && `${cpuLimit.millicores}m`, memory: size } };
}

function gibibytes(owner: string, what: string, size: Size, least: number): string {
  const amount = size.toKibibytes() / 1024 / 1024;
  return Number.isInteger(amount) && amount >= least ? `${amount}Gi` : refuse(`${owner}: ${what} must be whole GiB, at least ${least}, got ${amount} GiB`);
}
