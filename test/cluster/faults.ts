import { kubectlBeside } from './kubectl';
import { nodeNamed } from './layout';
import { waitForNode } from './lifecycle';
import { connect, cut, cutFromDatabase, join, joinDatabase } from './network';
import { bootNode, killNode, onNode } from './node';

/** Power and network of a node go at once: nobody is told, no connection is closed. */
export async function crashNode(name: string): Promise<void> {
  const node = nodeNamed(name);
  // The link first: else the kernel would close the connections of the dying processes towards their peers.
  cut(node);
  await killNode(node);
}

/** Boots a crashed node from its disk and waits until it is ready. */
export async function restoreNode(name: string): Promise<void> {
  const node = nodeNamed(name);
  const booted = Date.now();
  connect(node);
  await bootNode(node, { fresh: false });
  await waitForNode(node, booted);
}

/** Cuts a node with its pods off from everything; its processes run on. */
export function partition(name: string): void {
  cut(nodeNamed(name));
}

export function heal(name: string): void {
  join(nodeNamed(name));
}

/** Cuts a node with its pods off from the database alone. */
export function partitionFromDatabase(name: string): void {
  cutFromDatabase(nodeNamed(name));
}

export function healDatabase(name: string): void {
  joinDatabase(nodeNamed(name));
}

export interface Container {
  readonly node: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Sends a signal to all processes of a container, past kubelet. */
export async function signalContainer(target: Container, signal: 'KILL' | 'STOP' | 'CONT'): Promise<void> {
  const node = nodeNamed(target.node);
  const ctr = ['ctr', '--namespace', 'k8s.io'];
  const labels = { 'pod.namespace': target.namespace, 'pod.name': target.pod, 'container.name': target.container };
  const filter = Object.entries(labels).map(([key, value]) => `labels."io.kubernetes.${key}"==${JSON.stringify(value)}`).join(',');
  const known = words(await onNode(node, [...ctr, 'containers', 'list', '--quiet', filter])).map(([id]) => id);
  // An earlier run of the same container is known too, but has no task that runs.
  const tasks = words(await onNode(node, [...ctr, 'tasks', 'list']));
  const ids = tasks.filter(([id, , status]) => known.includes(id) && status !== 'STOPPED').map(([id]) => id);
  if (ids.length !== 1) {
    throw new Error(`container ${target.container} of pod ${target.namespace}/${target.pod} runs ${ids.length} times on node ${target.node}, not once`);
  }
  await onNode(node, [...ctr, 'tasks', 'kill', '--all', '--signal', `SIG${signal}`, ids[0]]);
}

/** Moves all pods off a node, at the speed that their budgets allow. */
export function drain(name: string, { seconds = 300 } = {}): Promise<string> {
  return kubectlBeside(['drain', name, '--ignore-daemonsets', '--delete-emptydir-data', `--timeout=${seconds}s`]);
}

export function uncordon(name: string): Promise<string> {
  return kubectlBeside(['uncordon', name]);
}

function words(table: string): string[][] {
  return table.split('\n').filter(line => line.trim() !== '').map(line => line.trim().split(/\s+/));
}
