import { KubeObject } from './manifests';
import { quantity } from '../lib/checks/quantity';
import { listAt, numberAt, textAt, treeAt } from '../lib/checks/read';

/** What pods ask of the cluster's nodes. */
export interface PodRequests {
  /** Bytes. */
  readonly memory: number;
  /** Cores. */
  readonly cpu: number;
}

/** The sum over all pods of workloads of these kinds, outside of rollouts. */
export function requestsOf(objects: KubeObject[], ...kinds: string[]): PodRequests {
  const all = objects.filter(({ kind }) => kinds.includes(kind)).map((object) => {
    const pods = numberAt(object, 'spec', 'replicas') ?? 1;
    return { memory: pods * requestOf(object, 'memory'), cpu: pods * requestOf(object, 'cpu') };
  });
  return { memory: sum(all.map(({ memory }) => memory)), cpu: sum(all.map(({ cpu }) => cpu)) };
}

/** One pod's: containers run side by side, and before them its init containers, one after the other. */
function requestOf(object: KubeObject, resource: 'memory' | 'cpu'): number {
  const pod = treeAt(object, 'spec', 'template', 'spec');
  const [before, running] = ['initContainers', 'containers'].map((list) => (
    listAt(pod, list).map((container) => quantity(textAt(container, 'resources', 'requests', resource)) ?? 0)
  ));
  return Math.max(sum(running), ...before);
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
