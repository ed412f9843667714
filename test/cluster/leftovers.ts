import * as fs from 'fs';
import { cgroups } from './cgroups';
import { CONTROL_PLANE_FOLDER, FOLDER, HOST, ALL_NODES } from './layout';
import { namespaces } from './network';
import { run } from '../control-plane/command';
import { Processes } from '../control-plane/processes';

/** What of a cluster is on this machine, each in a word: processes, namespaces, links, mounts, cgroups. It touches no iptables but its own namespaces'. */
export function leftovers(): string[] {
  const folders = [CONTROL_PLANE_FOLDER, ...ALL_NODES.map(node => node.folder)].filter(folder => fs.existsSync(folder));
  const started = folders.flatMap(folder => new Processes(folder).running().map(name => `process ${name} of ${folder}`));
  const inside = namespaces().flatMap(namespace => pidsIn(namespace).map(pid => `process ${pid} in namespace ${namespace}`));
  const links = fs.existsSync(`/sys/class/net/${HOST.link}`) ? [`link ${HOST.link}`] : [];
  const mounts = fs.readFileSync('/proc/mounts', 'utf8').split('\n').map(line => line.split(' ')[1] ?? '').filter(where => where.startsWith(`${FOLDER}/`));
  return [
    ...started, ...inside, ...namespaces().map(name => `namespace ${name}`), ...links, ...mounts.map(where => `mount ${where}`),
    ...cgroups().map(group => `cgroup ${group}`),
  ];
}

export function pidsIn(namespace: string): number[] {
  return run(['ip', 'netns', 'pids', namespace]).split('\n').filter(line => line !== '').map(Number);
}
