import { Construct } from 'constructs';
import { CantonNodeDescription } from './canton-node-description';
import { NodeFile, nodeFiles } from './canton-node-files';
import { cantonPod } from './canton-pod';
import { checkDeployment } from './deployment-checks';
import { MigrateJob } from './migrate-job';
import { STARTUP_SECONDS } from './pod-defaults';
import { speltOut } from './spelt-out';
import { replicationOf } from './storage-use';
import { CantonNodeOptions } from './workload-props';
import { Missing } from '../config/config-dialect';
import { dialectOf, offered } from '../config/dialect';
import { Hocon } from '../config/hocon/hocon';
import { certificates } from '../kubernetes/certificate';
import { configMap } from '../kubernetes/config-map';
import { disruptionBudget } from '../kubernetes/disruption-budget';
import { PodGroup, serviceHost } from '../kubernetes/identity';
import { AccessPolicy } from '../kubernetes/network-policy';
import { PodDescription } from '../kubernetes/pod';
import { instanceScheduling, namedPodScheduling } from '../kubernetes/scheduling';
import { headlessService, instanceService, namedPodService } from '../kubernetes/service';
import { serviceAccount } from '../kubernetes/service-account';
import {
  instanceDeployment, instanceStatefulSet, namedPodsStatefulSet, recreatedDeployment, RolloutDescription, WorkloadDescription,
} from '../kubernetes/workload';
import { ConfigFile } from '../model/config-file';
import { Endpoint } from '../model/endpoint';
import { NodeOperation } from '../model/node-operation';
import { Placement } from '../model/placement';
import { PORTS } from '../model/ports';

/** Longer than cluster DNS keeps an old answer (30 s), and the router's next look at it. */
const MIN_READY_SECONDS = 45;

/** What the services around a Canton node need of it. */
export interface CantonNodeInstances {
  readonly group: PodGroup;
  /** Lets clients in. */
  readonly policy: AccessPolicy;
  /** Names of the instances' own Services. */
  readonly instanceNames: string[];
}

/** The pods of a Canton node service, a Service for each instance, and what they share. */
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
  const nodes = nodeFiles(id, instanceNames, description);
  const config = configMap(scope, 'Config', group, `${id}-config`, nodes.map(({ file }) => file));
  const running = { group, account, config, nodes, instanceNames };
  if (description.config instanceof Hocon) {
    replicasOfOne(scope, description, running);
  } else {
    identities(scope, description, running);
  }
  if (props.operation === NodeOperation.MIGRATE) {
    migrations(scope, description, running);
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

/** What a service's pods have in common. */
interface RunningNodes {
  readonly group: PodGroup;
  /** Name of the service account. */
  readonly account: string;
  /** Name of the ConfigMap. */
  readonly config: string;
  readonly nodes: NodeFile[];
  readonly instanceNames: string[];
}

/** Instances of one node: a workload each, so that a replacement can stand before its predecessor goes. */
function replicasOfOne(scope: Construct, description: CantonNodeDescription, running: RunningNodes): void {
  const { group, instanceNames } = running;
  const allServe = description.readiness === '' && !description.recreate;
  instanceNames.forEach((name, index) => {
    replica(scope, index, workload(name, description, running, instancePod(description, running, index, running.nodes[0].file)), description);
    instanceService(scope, `InstanceService${index}`, index, { name, group, ports: servicePorts(description) }, allServe);
  });
}

/** Instances that are nodes of their own: pods of one StatefulSet, which never has two of one of them, and renews them one by one. */
function identities(scope: Construct, description: CantonNodeDescription, running: RunningNodes): void {
  const { id } = scope.node;
  const { replicas, props } = description;
  const { group, account, config, nodes, instanceNames } = running;
  const scheduling = namedPodScheduling(group, props.placement ?? Placement.spread());
  const pod = cantonPod(description, { group, account, config, scheduling, file: nodes.map(({ file }) => file) });
  const ports = servicePorts(description);
  headlessService(scope, 'GoverningService', { name: `${id}-instances`, group, ports });
  namedPodsStatefulSet(scope, 'Instances', workload(id, description, running, pod), `${id}-instances`, { ...rollout(props), replicas });
  instanceNames.forEach((name, index) => namedPodService(scope, `InstanceService${index}`, index, { name, group, ports }));
}

function migrations(scope: Construct, description: CantonNodeDescription, running: RunningNodes): void {
  const { component, kind, release, replicas, config, props } = description;
  const hosts = instanceHosts(scope, replicas);
  running.nodes.forEach(({ name, file }, index) => new MigrateJob(scope, config instanceof Hocon ? 'Migrate' : `Migrate${index}`, {
    name, component, kind, release, hosts, file, pod: instancePod(description, running, index, file), props,
  }));
}

function instancePod(description: CantonNodeDescription, { group, account, config }: RunningNodes, index: number, file: ConfigFile): PodDescription {
  const scheduling = instanceScheduling(group, index, description.props.placement ?? Placement.spread());
  return cantonPod(description, { group, account, config, file, scheduling });
}

function workload(
  name: string, { certified, choices, props }: CantonNodeDescription, { nodes }: RunningNodes, pod: PodDescription,
): WorkloadDescription {
  const accepted = nodes.map(({ storage }) => speltOut({ ...props, storage, tls: certified.map(({ tls }) => tls), ...choices }));
  return {
    name,
    pod,
    secrets: nodes.flatMap(({ file }) => [...file.env, ...file.files]),
    speltOut: Object.assign({}, ...accepted) as WorkloadDescription['speltOut'],
    replication: replicationOf(...nodes.map(({ storage }) => storage)),
  };
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

/** Whether the database keeps a second process of the node away: not where the release knows no lock. */
function isFenced({ release }: CantonNodeDescription): boolean {
  return !(dialectOf(release).hotStandby instanceof Missing);
}

function replica(scope: Construct, index: number, description: WorkloadDescription, node: CantonNodeDescription): void {
  const { recreate, props } = node;
  if (!isFenced(node)) {
    instanceStatefulSet(scope, `Instance${index}`, index, description, rollout(props));
  } else if (recreate) {
    recreatedDeployment(scope, `Instance${index}`, description, { ...rollout(props), index });
  } else {
    instanceDeployment(scope, `Instance${index}`, index, description, rollout(props));
  }
}

function rollout(props: CantonNodeOptions): RolloutDescription {
  return {
    minReadySeconds: props.minReady?.toSeconds() ?? MIN_READY_SECONDS,
    startupBudgetSeconds: props.startupBudget?.toSeconds() ?? STARTUP_SECONDS,
    stopped: !isRunning(props),
  };
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
