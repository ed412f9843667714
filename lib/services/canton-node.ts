import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkDeployment } from './deployment-checks';
import { MigrateJob, MigrateJobProps } from './migrate-job';
import { CONFIG_PATH, STARTUP_SECONDS } from './pod-defaults';
import { Choices, speltOut } from './spelt-out';
import { replicationOf } from './storage-use';
import { CantonNodeOptions } from './workload-props';
import { Missing } from '../config/config-dialect';
import { hoconFile } from '../config/config-file';
import { dialectOf, offered } from '../config/dialect';
import { Hocon } from '../config/hocon/hocon';
import { jvmOptions } from '../config/jvm';
import { withOverrides } from '../config/overrides';
import { certificates, CertifiedApi } from '../kubernetes/certificate';
import { configMap } from '../kubernetes/config-map';
import { disruptionBudget } from '../kubernetes/disruption-budget';
import { DriverFiles } from '../kubernetes/driver-files';
import { PodGroup, serviceHost } from '../kubernetes/identity';
import { AccessPolicy } from '../kubernetes/network-policy';
import { PodDescription } from '../kubernetes/pod';
import { grpcProbes } from '../kubernetes/probes';
import { instanceScheduling } from '../kubernetes/scheduling';
import { instanceService } from '../kubernetes/service';
import { serviceAccount } from '../kubernetes/service-account';
import { instanceDeployment, instanceStatefulSet, recreatedDeployment, WorkloadDescription } from '../kubernetes/workload';
import { CantonRelease } from '../model/canton-release';
import { ConfigFile } from '../model/config-file';
import { Endpoint } from '../model/endpoint';
import { LogLevel } from '../model/logging';
import { NodeOperation } from '../model/node-operation';
import { Placement } from '../model/placement';
import { PORTS } from '../model/ports';
import { Cpu, Resources } from '../model/resources';
import { Storage } from '../model/storage';

/** Canton's own shutdown takes up to about 70 s (facts A.13). */
const GRACE_SECONDS = 90;
/** Longer than cluster DNS keeps an old answer (30 s), and the router's next look at it. */
const MIN_READY_SECONDS = 45;

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
  /** The configuration of all instances; or of each, where every instance is a node of its own, of which at most one pod may live. */
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

/** What the services around a Canton node need of it. */
export interface CantonNodeInstances {
  readonly group: PodGroup;
  /** Lets clients in. */
  readonly policy: AccessPolicy;
  /** Names of the instances' own Services. */
  readonly instanceNames: string[];
}

/** The pods of a Canton node service: one workload and one Service an instance, and what they share. */
export function cantonNode(scope: Construct, description: CantonNodeDescription): CantonNodeInstances {
  const { owner, component, release, replicas, props } = description;
  const id = scope.node.id;
  if (props.adminApiAuth !== undefined) {
    offered(`${owner}: adminApiAuth must be left out`, release, 'adminApiAuth');
  }
  const group = { name: 'canton', instance: id, component, version: release.version };

  checkDeployment(scope);
  certificates(scope, group, description.certified);
  const account = serviceAccount(scope, group, id, props.serviceAccountAnnotations);
  const instanceNames = range(replicas).map((index) => instanceName(scope, index));
  const nodes = mountedNodes(scope, group, description, instanceNames);
  instanceNames.forEach((name, index) => {
    const { file, config, accepted, replication } = nodes[index % nodes.length];
    const workload = {
      name, pod: pod(description, group, index, { account, config, file }), secrets: [...file.env, ...file.files], speltOut: accepted, replication,
    };
    instance(scope, index, workload, description);
    instanceService(scope, `InstanceService${index}`, index, { name, group, ports: servicePorts(description) }, allServe(description));
  });
  if (props.operation === NodeOperation.MIGRATE) {
    const hosts = instanceHosts(scope, replicas);
    nodes.forEach(({ file, config, name }, index) => new MigrateJob(scope, ownNodes(description) === undefined ? 'Migrate' : `Migrate${index}`, {
      name, component, kind: description.kind, release, hosts, file, pod: pod(description, group, index, { account, config, file }), props,
    }));
  }
  if (!description.recreate) {
    disruptionBudget(scope, group, id, replicas);
  }
  const policy = new AccessPolicy(scope, group, id, props.egress);
  for (const peer of props.metricsClients ?? []) {
    policy.admit(peer, PORTS.metrics);
  }
  return { group, policy, instanceNames };
}

/** A node with its configuration as its pods mount it. */
interface MountedNode {
  /** The service, or the instance that is a node of its own. */
  readonly name: string;
  readonly file: ConfigFile;
  /** Name of the ConfigMap. */
  readonly config: string;
  /** Rules that were broken by name. */
  readonly accepted: { [rule: string]: string };
  /** How its database server replicates. */
  readonly replication?: string;
}

function mountedNodes(scope: Construct, group: PodGroup, description: CantonNodeDescription, instanceNames: string[]): MountedNode[] {
  const { owner, component, certified, choices, props } = description;
  const own = ownNodes(description);
  return (own ?? [{ config: description.config as Hocon, storage: props.storage }]).map(({ config, storage }, index) => {
    const [name, configId] = own === undefined ? [scope.node.id, 'Config'] : [instanceNames[index], `Config${index}`];
    const file = hoconFile(`${component}.conf`, withOverrides(owner, config, props.configOverrides));
    const accepted = speltOut({ ...props, storage, tls: certified.map(({ tls }) => tls), ...choices });
    return { name, file, accepted, replication: replicationOf(storage), config: configMap(scope, configId, group, `${name}-config`, [file]) };
  });
}

/** Whether every pod of an instance serves. A StatefulSet is governed by a Service without an address. */
function allServe(description: CantonNodeDescription): boolean {
  return description.readiness === '' && !description.recreate && ownNodes(description) === undefined;
}

/** The instances, where each is a node of its own. */
function ownNodes({ config }: CantonNodeDescription): ConfiguredNode[] | undefined {
  return config instanceof Hocon ? undefined : config;
}

/** Whether a service's own Jobs are made: while it has no pods they would only use up their tries, and not be made again when it runs. */
export function isRunning({ operation }: CantonNodeOptions): boolean {
  return (operation ?? NodeOperation.RUN) === NodeOperation.RUN;
}

/** The instances' own host names. */
export function instanceHosts(scope: Construct, replicas: number): string[] {
  return range(replicas).map((index) => serviceHost(scope, instanceName(scope, index)));
}

/** The instances' own addresses for one API. */
export function instanceEndpoints(scope: Construct, replicas: number, port: number): Endpoint[] {
  return instanceHosts(scope, replicas).map((host) => Endpoint.of(host, port));
}

/** Whether the database keeps a second process of a node away: nothing does where every instance is a node of its own, or the release knows no lock. */
function isFenced(description: CantonNodeDescription): boolean {
  return ownNodes(description) === undefined && !(dialectOf(description.release).hotStandby instanceof Missing);
}

function instance(scope: Construct, index: number, workload: WorkloadDescription, description: CantonNodeDescription): void {
  const { recreate, props } = description;
  const rollout = {
    minReadySeconds: props.minReady?.toSeconds() ?? MIN_READY_SECONDS,
    startupBudgetSeconds: props.startupBudget?.toSeconds() ?? STARTUP_SECONDS,
    stopped: !isRunning(props),
  };
  if (!isFenced(description)) {
    instanceStatefulSet(scope, `Instance${index}`, index, workload, rollout);
  } else if (recreate) {
    recreatedDeployment(scope, `Instance${index}`, workload, { ...rollout, index });
  } else {
    instanceDeployment(scope, `Instance${index}`, index, workload, rollout);
  }
}

function pod(
  { owner, component, release, driver, apis, health, readiness, memory, cpu, props }: CantonNodeDescription,
  group: PodGroup, index: number, { account, config, file }: { account: string; config: string; file: ConfigFile },
): PodDescription {
  const resources = props.resources ?? Resources.of({ memory, cpu });
  const { command, environment } = dialectOf(release);
  return {
    group,
    labels: props.podLabels,
    annotations: props.podAnnotations,
    serviceAccount: account,
    scheduling: instanceScheduling(group, index, props.placement ?? Placement.spread()),
    gracePeriodSeconds: props.terminationGracePeriod?.toSeconds() ?? GRACE_SECONDS,
    imagePullSecrets: release.imagePullSecrets,
    priorityClass: props.priorityClassName,
    config: { configMap: config, path: CONFIG_PATH },
    secretFiles: file.files,
    extraVolumes: props.volumes,
    initContainers: driver?.initContainers,
    volumes: driver?.volumes,
    containers: [{
      name: component,
      image: release.cantonImage,
      command,
      args: ['daemon', `--config=${CONFIG_PATH}/${file.name}`, ...logArguments(release, props.logLevel)],
      env: { JDK_JAVA_OPTIONS: jvmOptions(owner, resources, props.jvmOptions ?? []), ...environment, ...driver?.env },
      bindings: file.env,
      extraEnv: props.env,
      mounts: driver?.mounts,
      ports: { ...apis, ...health, metrics: PORTS.metrics },
      resources,
      probes: grpcProbes(health['grpc-health'], readiness, props.startupBudget?.toSeconds() ?? STARTUP_SECONDS),
    }],
  };
}

/** Logs go to standard output only, one JSON object a line. */
export function logArguments(release: CantonRelease, level: LogLevel | undefined): string[] {
  return dialectOf(release).logArguments(level ?? LogLevel.INFO);
}

function servicePorts({ apis, health }: CantonNodeDescription): { [name: string]: { port: number } } {
  return Object.fromEntries(Object.entries({ ...apis, ...health }).map(([name, port]) => [name, { port }]));
}

function instanceName(scope: Construct, index: number): string {
  return `${scope.node.id}-${index}`;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
