import { Size } from 'cdk8s';
import { MigrateJobProps } from './migrate-job';
import { Choices } from './spelt-out';
import { CantonNodeOptions } from './workload-props';
import { Hocon } from '../config/hocon/hocon';
import { CertifiedApi } from '../kubernetes/certificate';
import { DriverFiles } from '../kubernetes/driver-files';
import { CantonRelease } from '../model/canton-release';
import { Cpu } from '../model/resources';
import { Storage } from '../model/storage';

/** A service of Canton nodes, in what differs from one kind to the next. */
export interface CantonNodeDescription {
  /** Who speaks in errors: "participant 'p1'". */
  readonly owner: string;
  /** Canton's word for the node: `participant`, `domain-manager`. */
  readonly component: string;
  /** What a console calls the list of such nodes. */
  readonly kind: MigrateJobProps['kind'];
  readonly release: CantonRelease;
  readonly replicas: number;
  /** The configuration of all instances; or of each, where every instance is a node of its own: of it at most one pod may live, whose name it bears. */
  readonly config: Hocon | ConfiguredNode[];
  /** A jar on the class path, and how it gets there. */
  readonly driver?: DriverFiles;
  /** APIs of an instance, by name. */
  readonly apis: { [name: string]: number };
  /** Ports of health and status, by name. `grpc-health` is the one that is probed. */
  readonly health: { 'grpc-health': number; [name: string]: number };
  /** What Ready means: up (`liveness`), or active and healthy (`''`). */
  readonly readiness: 'liveness' | '';
  /** Whether Ready means active: then a pod must be gone before its replacement can become Ready, and a budget could only block. */
  readonly recreate?: boolean;
  /** The APIs' certificates. */
  readonly certified: CertifiedApi[];
  /** What else may be dangerous. */
  readonly choices?: Choices;
  readonly memory: Size;
  readonly cpu: Cpu;
  readonly props: CantonNodeOptions & { readonly storage?: Storage };
}

/** A node's configuration, and the database that it is in. */
export interface ConfiguredNode {
  readonly config: Hocon;
  readonly storage: Storage;
}
