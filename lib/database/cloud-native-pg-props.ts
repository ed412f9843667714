import { Size } from 'cdk8s';
import { CloudNativePgBackup } from './cloud-native-pg-backup';
import { ContainerImage } from '../model/container-image';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { Resources } from '../model/resources';

/** What asks a database cluster's instances for metrics. */
export interface CloudNativePgPodMonitor {
  /**
   * Labels by which a Prometheus finds its monitors.
   *
   * @default - none
   */
  readonly labels?: { [label: string]: string };
}

/** Props of `CloudNativePgCluster`. */
export interface CloudNativePgClusterProps {
  /** Disk of each instance for data, in whole GiB. It can grow, not shrink. */
  readonly storage: Size;

  /**
   * Disk of each instance for its write-ahead log, in whole GiB, at least 4. Half of it is kept for standbys that are away.
   *
   * @default 20 GiB
   */
  readonly walStorage?: Size;

  /**
   * Class of the disks. What is local to a node is fastest, and is copied anew when the node is lost.
   *
   * @default - the cluster's own
   */
  readonly storageClass?: string;

  /**
   * Servers: one that writes, and standbys, half of which (rounded up) have a commit before its client hears of it. From 3 to 9, or 1 for trying:
   * nothing takes over from it. 2 are refused, because with either of them lost nothing can be written.
   *
   * @default 3
   */
  readonly instances?: number;

  /**
   * Major version: 14 or later, and one that the releases of its services run on (rule R21). A new one stops the whole cluster while it is upgraded
   * (https://cloudnative-pg.io/documentation/current/postgres_upgrades/).
   *
   * @default 15
   */
  readonly version?: number;

  /**
   * Image of the server. Its tag begins with the version.
   *
   * @default - the community's image of 2026-08-17, pinned by digest
   */
  readonly image?: ContainerImage;

  /**
   * Names of the Secrets with which the image is pulled.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * The server's `max_connections`. Fewer than the services need is refused. A change restarts the servers, one after the other.
   *
   * @default - what the services of the app need (`ConnectionPlan`), rounded up to whole hundreds
   */
  readonly maxConnections?: number;

  /**
   * Further parameters of the server. Those that high availability relies on are refused.
   *
   * @default - `shared_buffers` is a quarter of the memory
   */
  readonly parameters?: { [name: string]: string };

  /**
   * What each instance may use. Its `ephemeralStorage` does not count: the operator and a backup under way keep files there, for which no primary
   * may be evicted.
   *
   * @default - 8 GiB and 2 cores
   */
  readonly resources?: Resources;

  /**
   * Which nodes instances run on.
   *
   * @default Placement.spread() - never two on one node
   */
  readonly placement?: Placement;

  /**
   * Priority class of the pods.
   *
   * @default - the cluster's own
   */
  readonly priorityClassName?: string;

  /**
   * Where backups go.
   *
   * @default - no backups
   */
  readonly backup?: CloudNativePgBackup;

  /**
   * Has Prometheus find the instances, by a `PodMonitor` (the operator's own is deprecated).
   *
   * @default - not
   */
  readonly podMonitor?: CloudNativePgPodMonitor;

  /**
   * Who may ask for metrics (port 9187).
   *
   * @default - nobody
   */
  readonly metricsClients?: NetworkPeer[];

  /**
   * Who may connect beside the services that use a database: administrators, exporters.
   *
   * @default - nobody
   */
  readonly clients?: NetworkPeer[];

  /**
   * The operator's pods. It must reach all instances, or it takes them for lost.
   *
   * @default - pods labelled `app.kubernetes.io/name: cloudnative-pg` in namespace `cnpg-system`
   */
  readonly operatorPods?: NetworkPeer;
}
