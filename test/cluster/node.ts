import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { cgroupRoot, makeCgroups, removeCgroups } from './cgroups';
import { IMAGES, inNetworkOf, Node, REGION } from './layout';
import { containerdConfig, kubeletConfig, kubeProxyConfig, networkConfig } from './node-config';
import { binary } from '../control-plane/binaries';
import { Certificate, issue } from '../control-plane/certificates';
import { runBeside } from '../control-plane/command';
import { ControlPlane } from '../control-plane/control-plane';
import { writeKubeconfig } from '../control-plane/kubeconfig';
import { Processes } from '../control-plane/processes';
import { waitUntil } from '../control-plane/wait';

/** The one process that the machine knows of a node; all others of the node are below it and die with it. */
const INIT = 'node-init';
/** Logs of a node that say why it does not come up, in the order in which they are written. */
const LOGS = [INIT, 'containerd', 'kubelet', 'kube-proxy'];

/** Writes the configuration of a node that is new to the cluster. Its images stay from an earlier one. */
export function prepareNode(node: Node, { server, authority }: ControlPlane): void {
  ['lib/kubelet', 'log', 'logs', 'config'].forEach(each => fs.rmSync(path.join(node.folder, each), { recursive: true, force: true }));
  ['lib/containerd', 'lib/kubelet', 'log', 'logs', 'config'].forEach(each => fs.mkdirSync(path.join(node.folder, each), { recursive: true }));
  const serving = issue(authority, { cn: `system:node:${node.name}`, org: 'system:nodes', sans: [node.name, node.address] });
  const kubeconfig = (name: string, user: Certificate) => writeKubeconfig(configFile(node, `${name}.kubeconfig`), server, authority, user);
  kubeconfig('kubelet', serving);
  const proxy = kubeconfig('kube-proxy', issue(authority, { cn: 'system:kube-proxy', file: `kube-proxy-${node.name}` }));
  fs.writeFileSync(configFile(node, 'containerd.toml'), containerdConfig());
  writeJson(node, 'cni.conflist', networkConfig(node));
  writeJson(node, 'kubelet.json', kubeletConfig({ cgroupRoot: cgroupRoot(node), taint: node.taint, clientCa: authority.certificate, serving, memory: os.totalmem() }));
  writeJson(node, 'kube-proxy.json', kubeProxyConfig(node, proxy));
}

/** Starts a node in the network that it is connected to. */
export async function bootNode(node: Node, { fresh }: { readonly fresh: boolean }): Promise<void> {
  await removeCgroups(cgroupRoot(node));
  const labels = [...(node.zone === undefined ? [] : [`topology.kubernetes.io/zone=${node.zone}`]), `topology.kubernetes.io/region=${REGION}`];
  const isolate = ['unshare', '--mount', '--mount-proc', '--pid', '--uts', '--ipc', '--fork', '--kill-child'];
  processes(node).start(INIT, [...inNetworkOf(node), ...isolate, 'bash', path.join(__dirname, 'node-init.sh')], {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    NODE: node.name,
    DISK: node.folder,
    CONFIG: path.join(node.folder, 'config'),
    LOGS: path.join(node.folder, 'logs'),
    IMAGES,
    FRESH: fresh ? 'yes' : 'no',
    CGROUPS: makeCgroups(node).join(' '),
    KUBELET: binary('kubelet'),
    KUBE_PROXY: binary('kube-proxy'),
    KUBELET_ARGS: `--hostname-override=${node.name} --node-ip=${node.address} --node-labels=${labels.join(',')}`,
  });
  await waitUntil(`first process of ${node.name}`, () => nodeRuns(node), { seconds: 5, otherwise: () => lastLinesOf(node) });
}

/** Ends a node at once and unprepared, as a power cut does. */
export async function killNode(node: Node): Promise<void> {
  const pid = initPid(node);
  if (pid !== undefined) {
    process.kill(pid, 'SIGKILL');
  }
  await processes(node).stop(INIT, { seconds: 0 });
}

export function nodeRuns(node: Node): boolean {
  return initPid(node) !== undefined;
}

/** Runs a command on a node. */
export function onNode(node: Node, command: string[]): Promise<string> {
  const pid = initPid(node);
  if (pid === undefined) {
    throw new Error(`node ${node.name} does not run, so it cannot run: ${command.join(' ')}`);
  }
  return runBeside(['nsenter', `--target=${pid}`, '--mount', '--pid', '--net', '--uts', '--ipc', ...command]);
}

export function importImages(node: Node): Promise<string> {
  return onNode(node, ['bash', path.join(__dirname, 'node-images.sh'), IMAGES]);
}

/** Why a node is not up: the end of each of its logs. */
export function lastLinesOf(node: Node): string {
  return LOGS.map(log => processes(node).lastLines(log)).join('\n');
}

function processes(node: Node): Processes {
  return new Processes(node.folder);
}

/** Process 1 of the node, as the machine counts: the only child of what `INIT` names. */
function initPid(node: Node): number | undefined {
  const parent = processes(node).pid(INIT);
  if (parent === undefined) {
    return undefined;
  }
  const children = fs.readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim();
  return children === '' ? undefined : Number(children.split(' ')[0]);
}

function configFile(node: Node, name: string): string {
  return path.join(node.folder, 'config', name);
}

function writeJson(node: Node, name: string, content: object): void {
  fs.writeFileSync(configFile(node, name), JSON.stringify(content, undefined, 2));
}
