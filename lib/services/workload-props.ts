import { Duration } from 'cdk8s';
import { Hocon } from '../config/hocon/hocon';
import { AdminApiAuth } from '../model/admin-api-auth';
import { EnvVar } from '../model/env-var';
import { ExtraVolume } from '../model/extra-volume';
import { FailoverTiming } from '../model/failover-timing';
import { Kms } from '../model/kms';
import { LogLevel } from '../model/logging';
import { NetworkPeer } from '../model/network-peer';
import { NodeOperation } from '../model/node-operation';
import { Placement } from '../model/placement';
import { Resources } from '../model/resources';
import { Storage } from '../model/storage';
import { Tls } from '../model/tls';
import { Tracing } from '../model/tracing';

/** What every service's pods may be given. */
export interface WorkloadProps {
  /**
   * What each instance may use. The JVM's heap is 70 % of the memory, with at least 512 MiB left beside it.
   *
   * @default - a starting point for each service, named on its page
   */
  readonly resources?: Resources;

  /**
   * Where the instances run.
   *
   * @default Placement.spread()
   */
  readonly placement?: Placement;

  /**
   * Name of a PriorityClass that exists in the cluster.
   *
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;

  /**
   * Annotations of the pods' service account: how clouds bind a role to it.
   *
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [annotation: string]: string };

  /**
   * Annotations of the pods, such as a reloader's.
   *
   * @default - none
   */
  readonly podAnnotations?: { [annotation: string]: string };

  /**
   * Labels of the pods. The library's own labels win.
   *
   * @default - none
   */
  readonly podLabels?: { [label: string]: string };

  /**
   * Environment variables beside the library's own.
   *
   * @default - none
   */
  readonly env?: EnvVar[];

  /**
   * Volumes beside the library's own.
   *
   * @default - none
   */
  readonly volumes?: ExtraVolume[];

  /**
   * Options of the JVM beside the library's own, one an entry.
   *
   * @default - none
   */
  readonly jvmOptions?: string[];

  /**
   * How much is logged.
   *
   * @default LogLevel.INFO
   */
  readonly logLevel?: LogLevel;

  /**
   * How long a pod may take from SIGTERM until it is killed.
   *
   * @default - 90 seconds for Canton nodes, whose own shutdown takes up to 70; 45 seconds for the others
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * How long a process may take to start before it is restarted.
   *
   * @default - 10 minutes
   */
  readonly startupBudget?: Duration;

  /**
   * Who may scrape the metrics port (8081).
   *
   * @default - nobody
   */
  readonly metricsClients?: NetworkPeer[];

  /**
   * The only peers outside of this app that the pods may connect to: the database, the identity provider, the key management service. The services
   * of the app that they use, and DNS, are added.
   *
   * @default - they may connect to anybody
   */
  readonly egress?: NetworkPeer[];

  /**
   * Configuration that is laid over the library's own, from the root of the file: `Hocon.of({ canton: { participants: { p1: { ... } } } })`.
   * Canton refuses keys that it does not know; the other processes ignore them.
   *
   * @default - none
   */
  readonly configOverrides?: Hocon;
}

/** What a service of several instances may be given. */
export interface ReplicatedProps extends WorkloadProps {
  /**
   * Number of instances. One instance is no high availability: it must be asked for.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * How long a new pod must be Ready before the old one goes, in a rollout; of sequencers with a driver, before the next one goes.
   *
   * @default - 45 seconds for Canton nodes: longer than cluster DNS and router take to learn a new address; 10 seconds for the others
   */
  readonly minReady?: Duration;
}

/** What every Canton node may be given beside its database. */
export interface CantonNodeOptions extends ReplicatedProps {
  /**
   * How the admin API is protected.
   *
   * @default - Tls.fromSecret('<id>-tls')
   */
  readonly adminApiTls?: Tls;

  /**
   * Who may use the admin API, with Canton 3: whoever shows a token, beside what `adminApiTls` and the network policy demand.
   *
   * @default - whoever reaches it
   */
  readonly adminApiAuth?: AdminApiAuth;

  /**
   * What the service does at the moment: a release that migrates databases is taken in three steps.
   *
   * @default NodeOperation.RUN
   */
  readonly operation?: NodeOperation;

  /**
   * A key management service for the node's private keys.
   *
   * @default - private keys lie in the node's database
   */
  readonly kms?: Kms;

  /**
   * Where the node sends its spans. With `egress` the collector is one of the peers.
   *
   * @default - it sends none
   */
  readonly tracing?: Tracing;

  /**
   * Who may use the admin API, beside the library's own Jobs. It is never exposed outside the cluster.
   *
   * @default - nobody
   */
  readonly adminApiClients?: NetworkPeer[];
}

/** What every Canton node is given. */
export interface CantonNodeProps extends CantonNodeOptions {
  /** The service's own database, shared by its instances. */
  readonly storage: Storage;
}

/** What every active-passive Canton node may be given beside its database. */
export interface ActivePassiveNodeOptions extends CantonNodeOptions {
  /**
   * How fast a standby notices that the active instance is gone.
   *
   * @default - FailoverTiming.defaults(); FailoverTiming.fast() with Canton 3
   */
  readonly failoverTiming?: FailoverTiming;
}

/** What every active-passive Canton node is given. */
export interface ActivePassiveNodeProps extends ActivePassiveNodeOptions, CantonNodeProps {}
