import { elsewhere, Found } from './elsewhere';
import { Outsider, Topology } from './model';
import { compare, Parts, serviceOf } from './parts';
import { Deployment, KubeObject } from '../../lib/checks';
import { namespaceOf } from '../../lib/checks/kube-object';
import { distinct, groupBy, listAt, numberAt, textAt, textsAt } from '../../lib/checks/read';
import { Workload } from '../../lib/checks/workload';

/** Ports that say how somebody is; who reads them is no client. */
const OBSERVED = ['metrics', 'status', 'grpc-health', 'http-health'];
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Who may connect to whom, on which port: one line of a network policy. */
interface Admission {
  readonly server: Workload;
  readonly port: number | undefined;
  readonly peer: unknown;
  /** Namespace of the policy. */
  readonly namespace: string;
}

/** Who connects to whom: whom network policies let in, and whom configuration names that is elsewhere. */
export function connectionsOf(deployment: Deployment, parts: readonly Parts[]): Pick<Topology, 'connections' | 'outsiders'> {
  const running = new Set(parts.filter(({ workloads }) => workloads.length > 0).map(({ id }) => id));
  const found = [...admissionsOf(deployment).flatMap((admission) => clientsOf(deployment, admission, running)), ...elsewhere(deployment, running)];
  const outsiders = new Map(found.flatMap(({ outsider }) => (outsider === undefined ? [] : [[outsider.id, outsider] as const])));
  const connections = groupBy(found, ({ from, to }) => `${from} ${to}`).map((same) => (
    { from: same[0].from, to: same[0].to, apis: distinct(same.flatMap(({ apis }) => apis)).sort() }
  ));
  return {
    outsiders: [...outsiders.values()].sort((a, b) => compare(a.id, b.id)),
    connections: connections.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to)),
  };
}

/** Every peer that a policy lets in, with each pair of workload and port. */
export function admissionsOf(deployment: Deployment): Admission[] {
  return deployment.ofKind('NetworkPolicy').flatMap((policy: KubeObject) => {
    const namespace = namespaceOf(policy);
    const servers = deployment.selectedBy(policy).filter(({ isLongRunning, kind }) => isLongRunning && kind !== 'DaemonSet');
    return listAt(policy, 'spec', 'ingress').flatMap((rule) => listAt(rule, 'from').flatMap((peer) => (
      listAt(rule, 'ports').flatMap((port) => servers.map((server) => ({ server, port: numberAt(port, 'port'), peer, namespace })))
    )));
  });
}

/** The workloads that a policy's peer is; none for addresses, whole namespaces, and pods that are not in the manifests. */
export function workloadsOf(deployment: Deployment, { peer, namespace }: Admission): Workload[] {
  const pods = textsAt(peer, 'podSelector', 'matchLabels');
  return Object.keys(pods).length === 0 ? [] : deployment.selected(namespaceOfPeer(peer) ?? namespace, { matchLabels: pods });
}

function clientsOf(deployment: Deployment, admission: Admission, running: ReadonlySet<string>): Found[] {
  const { server, port, peer, namespace } = admission;
  const api = apiOf(server, port);
  const to = serviceOf(server);
  if (OBSERVED.includes(api)) {
    return [];
  }
  const clients = workloadsOf(deployment, admission);
  if (clients.length > 0) {
    const services = distinct(clients.filter(({ isLongRunning }) => isLongRunning).map(serviceOf));
    return services.filter((from) => from !== to && running.has(from)).map((from) => ({ from, to, apis: [api] }));
  }
  const outsider = outsiderOf(peer, namespace);
  return [{ from: outsider.id, to, apis: [api], outsider }];
}

/** The name of a container port; its number where it has none. */
function apiOf({ containers }: Workload, port: number | undefined): string {
  const named = containers.flatMap(({ ports }) => ports).find((candidate) => numberAt(candidate, 'containerPort') === port);
  return textAt(named, 'name') ?? String(port);
}

function outsiderOf(peer: unknown, namespace: string): Outsider {
  const cidr = textAt(peer, 'ipBlock', 'cidr');
  if (cidr !== undefined) {
    return { id: `cidr ${cidr}`, name: cidr, kind: 'addresses' };
  }
  const within = namespaceOfPeer(peer);
  const labels = Object.entries(textsAt(peer, 'podSelector', 'matchLabels'));
  if (labels.length === 0) {
    return { id: `namespace ${within ?? '*'}`, name: within ?? 'all namespaces', kind: 'namespace' };
  }
  const [, name] = labels.find(([label]) => label === 'app.kubernetes.io/instance') ?? labels[0];
  return { id: `pods ${within ?? namespace}/${labels.map((label) => label.join('=')).join(',')}`, name, kind: `pods in ${within ?? namespace}` };
}

function namespaceOfPeer(peer: unknown): string | undefined {
  return textsAt(peer, 'namespaceSelector', 'matchLabels')[NAMESPACE_NAME];
}
