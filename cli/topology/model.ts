/** What runs, who talks to whom, and where state is kept: read from manifests, for pictures and for words. */
export interface Topology {
  readonly services: readonly Service[];
  /** Whom the manifests name, but do not hold. */
  readonly outsiders: readonly Outsider[];
  readonly connections: readonly Connection[];
}

/** How the instances of a service share its work. */
export enum Mode {
  ACTIVE_PASSIVE = 'active-passive',
  ACTIVE_ACTIVE = 'active-active',
  /** One instance. */
  SINGLE = 'one instance',
}

/** One logical node: what looks like one endpoint. */
export interface Service {
  /** Namespace and name. */
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  /** What it is there for, as its label says: `participant`. */
  readonly component: string;
  readonly mode: Mode;
  readonly instances: readonly Instance[];
  /** How many instances an autoscaler makes at most; nothing where their number is fixed. */
  readonly atMost?: number;
  /** Databases that all instances share. */
  readonly databases: readonly Database[];
  readonly balancer?: Balancer;
  /** The shard that it belongs to. */
  readonly shard?: string;
  readonly domain?: Domain;
  readonly isCanton3: boolean;
  /** The one zone that all of it is in; nothing where it may be in any. */
  readonly zone?: string;
  /** Nothing for database clusters: their operator decides. */
  readonly recovery?: Recovery;
}

/** What decides how long a loss is felt, and who ends it. Times are in seconds. */
export interface Recovery {
  /** Until a process that hangs is ended; nothing where no probe ends it. */
  readonly hangs?: number;
  /** At most from the release of the database lock until a standby begins to take over; nothing where there is no lock. */
  readonly begins?: number;
  /** From when Kubernetes gives a node up until its pods are replaced elsewhere; nothing where they are not. */
  readonly leaves?: number;
  /** Whether the instances serve only while more than two thirds of them agree. */
  readonly agreeing: boolean;
  /** Whether no node has two instances. */
  readonly distinctNodes: boolean;
  /** Whether instances stand in different zones where the cluster has them. */
  readonly overZones: boolean;
}

/** What sequencers, mediators and a manager are together. */
export interface Domain {
  /** `Domain`, or `Synchronizer`. */
  readonly kind: string;
  readonly name: string;
}

/** One process. */
export interface Instance {
  readonly name: string;
  /** The object that keeps it: `Deployment canton/participant-0`. */
  readonly object: string;
  /** Whether there is to be no pod for a while. */
  readonly stopped: boolean;
  /** Databases of its own. */
  readonly databases: readonly Database[];
}

/** Where state is kept. */
export interface Database {
  readonly name: string;
  /** Host and port, or where they are written: `secret canton/postgres#host:5432`. */
  readonly server: string;
  /** Whether a standby takes over; nothing where the manifests do not say. */
  readonly replication?: string;
  /** A cache inside the pod, which is filled again by itself. */
  readonly cache: boolean;
}

/** What leads clients to the instances that may have them. */
export interface Balancer {
  /** Of its Service, or of its Deployment. */
  readonly name: string;
  /** The object: `Deployment canton/participant-router`. */
  readonly object: string;
  /** How many pods it has of its own; nothing for a Service of Kubernetes. */
  readonly replicas?: number;
}

/** Somebody who is not among the manifests. */
export interface Outsider {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

/** Somebody who connects to somebody, by their ids. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  /** The APIs, by the names of their ports. */
  readonly apis: readonly string[];
}
