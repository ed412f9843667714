import * as fs from 'fs';
import * as path from 'path';
import { Node, PREFIX } from './layout';
import { waitUntil } from '../control-plane/wait';

// A node's pods are in `/<prefix>/<node>/kubepods` of every hierarchy, so that nodes do not share them; its own processes are in `system` beside it.

/** kubelet's `cgroupRoot`. */
export function cgroupRoot(node: Node): string {
  return `/${PREFIX}/${node.name}`;
}

/**
 * What a group of processes weighs when the processors do not suffice. The four nodes stand for four machines against the rest of this one, such as the control
 * plane and the database; on a node, making the containers of a dozen pods at once shall not stop those that serve.
 */
const WEIGHTS = { nodes: 4, system: 0.25 };

/** Makes a node's cgroups and gives the files that a process of the node enters them by. */
export function makeCgroups(node: Node): string[] {
  return hierarchies().map(hierarchy => {
    const groups = [`/${PREFIX}`, cgroupRoot(node), `${cgroupRoot(node)}/system`].map(group => path.join(hierarchy, group));
    groups.forEach(group => {
      fs.mkdirSync(group, { recursive: true });
      inherit(group);
    });
    weigh(groups[0], WEIGHTS.nodes);
    weigh(groups[2], WEIGHTS.system);
    return path.join(groups[2], 'cgroup.procs');
  });
}

/** Removes the cgroups of a node, or of all, once their processes are gone: the kernel empties them some time after the kill. */
export async function removeCgroups(root: string): Promise<void> {
  await waitUntil(`removal of the cgroups ${root}`, () => hierarchies().every(hierarchy => remove(path.join(hierarchy, root))), { seconds: 20 });
}

/** Our cgroups that are there. */
export function cgroups(): string[] {
  return hierarchies().map(hierarchy => path.join(hierarchy, PREFIX)).filter(group => fs.existsSync(group));
}

/** Where hierarchies are mounted: one for each controller in version 1, a single one in version 2, which may be beside those and without controllers. */
function hierarchies(): string[] {
  const mounts = fs.readFileSync('/proc/mounts', 'utf8').split('\n').map(line => line.split(' '));
  return mounts.filter(([, where, type]) => ['cgroup', 'cgroup2'].includes(type) && where.startsWith('/sys/fs/cgroup')).map(([, where]) => where);
}

/** What a new cgroup does not have from its parent by itself: controllers in version 2, processors and memory in version 1. */
function inherit(group: string): void {
  const parent = path.dirname(group);
  if (fs.existsSync(path.join(parent, 'cgroup.controllers'))) {
    const controllers = fs.readFileSync(path.join(parent, 'cgroup.controllers'), 'utf8').split(/\s+/).filter(name => name !== '');
    fs.writeFileSync(path.join(parent, 'cgroup.subtree_control'), controllers.map(name => `+${name}`).join(' '));
  } else {
    ['cpuset.cpus', 'cpuset.mems'].filter(file => fs.existsSync(path.join(group, file))).forEach(file => {
      fs.writeFileSync(path.join(group, file), fs.readFileSync(path.join(parent, file)));
    });
  }
}

/** Gives a cgroup its share of the processors: version 1 counts from 1024, version 2 from 100. */
function weigh(group: string, weight: number): void {
  Object.entries({ 'cpu.shares': 1024, 'cpu.weight': 100 }).map(([file, one]) => ({ file: path.join(group, file), value: weight * one }))
    .filter(({ file }) => fs.existsSync(file)).forEach(({ file, value }) => fs.writeFileSync(file, `${value}`));
}

/** Whether a cgroup and all below it are gone now. A cgroup is removed as a folder without its files. */
function remove(group: string): boolean {
  if (!fs.existsSync(group)) {
    return true;
  }
  const below = fs.readdirSync(group, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => path.join(group, entry.name));
  if (!below.map(remove).every(gone => gone)) {
    return false;
  }
  try {
    fs.rmdirSync(group);
    return true;
  } catch {
    return false;
  }
}
