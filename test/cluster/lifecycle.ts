import * as fs from 'fs';
import { removeCgroups } from './cgroups';
import { dnsObjects } from './dns';
import { apply, kubectl, lastLog } from './kubectl';
import { CONTROL_PLANE, CONTROL_PLANE_FOLDER, FOLDER, IMAGES, inNetworkOf, KUBECONFIG, Node, ALL_NODES, PREFIX } from './layout';
import { leftovers, pidsIn } from './leftovers';
import { connect, createNetwork, namespaces, removeNetwork } from './network';
import { bootNode, killNode, lastLinesOf, nodeRuns, prepareNode } from './node';
import { requireTools } from './tools';
import { requireControlPlane, startControlPlane, stopControlPlane } from '../control-plane/control-plane';
import { waitUntil } from '../control-plane/wait';

/** Makes the cluster and waits until its nodes are ready and names are resolved. What an earlier run left is removed first. */
export async function up({ install = false, say = console.log as (line: string) => void } = {}): Promise<void> {
  requireTools({ install });
  const left = leftovers();
  if (left.length > 0) {
    say(`Removing what an earlier run left: ${left.slice(0, 5).join(', ')}${left.length > 5 ? ` and ${left.length - 5} more` : ''}`);
    await down();
  }
  fs.mkdirSync(IMAGES, { recursive: true });
  createNetwork();
  const plane = await startControlPlane({
    folder: CONTROL_PLANE_FOLDER,
    address: CONTROL_PLANE.address,
    launcher: inNetworkOf(CONTROL_PLANE),
    controllers: true,
    ports: { api: 6443, etcd: 2379, peer: 2380 },
  });
  fs.copyFileSync(plane.kubeconfig, KUBECONFIG);
  say('Control plane is ready');
  const booted = Date.now();
  for (const node of ALL_NODES) {
    connect(node);
    prepareNode(node, plane);
    await bootNode(node, { fresh: true });
  }
  await Promise.all(ALL_NODES.map(node => waitForNode(node, booted)));
  say(`Nodes are ready: ${ALL_NODES.map(({ name }) => name).join(', ')}`);
  // Only now: else both of its pods go to the first node that is ready, and with that node all names.
  apply(dnsObjects());
  await waitForDns();
}

async function waitForDns(): Promise<void> {
  const isReady = () => {
    requireControlPlane(CONTROL_PLANE_FOLDER);
    return readyReplicas('coredns') === 2;
  };
  const otherwise = () => [kubectl(['-n', 'kube-system', 'describe', 'pods']), lastLog('kube-system', '--selector', 'k8s-app=kube-dns')].join('\n');
  await waitUntil('CoreDNS', isReady, { seconds: 60, every: 500, otherwise });
}

/** Ends the cluster and removes all of it but images: those on the nodes' disks save the next one time. */
export async function down(): Promise<void> {
  await Promise.all(ALL_NODES.map(killNode));
  if (fs.existsSync(CONTROL_PLANE_FOLDER)) {
    await stopControlPlane(CONTROL_PLANE_FOLDER);
  }
  namespaces().flatMap(pidsIn).forEach(kill);
  await waitUntil('end of the processes in our namespaces', () => namespaces().flatMap(pidsIn).length === 0, { seconds: 10 });
  removeNetwork();
  await removeCgroups(`/${PREFIX}`);
  [CONTROL_PLANE_FOLDER, KUBECONFIG].forEach(each => fs.rmSync(each, { recursive: true, force: true }));
  const left = leftovers();
  if (left.length > 0) {
    throw new Error(`the cluster is down, but this is left of it in ${FOLDER} or on the machine: ${left.join(', ')}`);
  }
}

/** A process may have ended by itself since it was listed. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

/** Waits until a node has renewed its lease since a time and is called ready: of a crashed one Kubernetes says so for 50 s more. */
export async function waitForNode(node: Node, since: number): Promise<void> {
  const isReady = () => {
    if (!nodeRuns(node)) {
      throw new Error(`node ${node.name} ended\n${lastLinesOf(node)}`);
    }
    requireControlPlane(CONTROL_PLANE_FOLDER);
    return renewedAt(node) > since && readiness(node) === 'True';
  };
  await waitUntil(`node ${node.name} Ready`, isReady, { seconds: 90, every: 500, otherwise: () => lastLinesOf(node) });
}

/** The lease, because its time is exact: a node's conditions have whole seconds, and a boot takes less than one. */
function renewedAt({ name }: Node): number {
  const time = kubectl(['-n', 'kube-node-lease', 'get', 'lease', name, '--ignore-not-found', '--output=jsonpath={.spec.renewTime}']);
  return time === '' ? 0 : Date.parse(time);
}

function readiness({ name }: Node): string {
  return kubectl(['get', 'node', name, '--ignore-not-found', '--output=jsonpath={.status.conditions[?(@.type=="Ready")].status}']);
}

function readyReplicas(deployment: string): number {
  return Number(kubectl(['-n', 'kube-system', 'get', 'deployment', deployment, '--output=jsonpath={.status.readyReplicas}']));
}
