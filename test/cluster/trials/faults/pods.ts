import { sleep, waitUntil } from '../../../control-plane/wait';
import { signalContainer } from '../../faults';
import { kubectl, kubectlBeside } from '../../kubectl';
import { NAMESPACE } from '../../ledger/ledger';
import { allPods, isReady, Pod } from '../../ledger/state';

/** How long pods may take to go, or to come back, in seconds. */
const PATIENCE = 180;

/** Sends a signal to the processes of a pod's first container, past kubelet. */
export function signal(pod: Pod, kind: 'KILL' | 'STOP' | 'CONT'): Promise<void> {
  return signalContainer({ node: pod.spec.nodeName!, namespace: NAMESPACE, pod: pod.metadata.name, container: pod.spec.containers[0].name }, kind);
}

/** Kills the process of a pod's first container. */
export function kill(pod: Pod): Promise<void> {
  return signal(pod, 'KILL');
}

/** Asks for a pod's end, and does not wait for it. */
export function remove(pod: Pod): Promise<string> {
  return kubectlBeside(['-n', NAMESPACE, 'delete', 'pod', pod.metadata.name, '--wait=false']);
}

/** Replaces pods, those that are still there. A container that was killed waits longer each time until it starts again: a new pod begins anew. */
export async function renew(pods: Pod[]): Promise<void> {
  await Promise.all(pods.map(pod => kubectlBeside(['-n', NAMESPACE, 'delete', 'pod', pod.metadata.name, '--ignore-not-found'])));
  await sleep(1000);
}

/** Waits until pods have ended: one that was deleted serves for a while. */
export function gone(what: string, isOne: (pod: Pod) => boolean): Promise<void> {
  return waitUntil(`end of ${what}`, () => !allPods().some(isOne), { seconds: PATIENCE, every: 500, otherwise: () => kubectl(['-n', NAMESPACE, 'get', 'pods']) });
}

export function goneAll(pods: Pod[]): Promise<void> {
  // Not by their names, which the next pod of a StatefulSet takes over.
  const uids = pods.map(({ metadata }) => metadata.uid);
  return gone(pods.map(({ metadata }) => metadata.name).join(', '), ({ metadata }) => uids.includes(metadata.uid));
}

/** Strikes every pod, each when the one before has ended and as many as before are Ready again: a client's connection leads to one of them, nobody knows which. */
export async function oneAfterAnother(pods: () => Pod[], strike: (pod: Pod) => Promise<unknown>): Promise<void> {
  const before = pods();
  for (const pod of before) {
    await strike(pod);
    const isOver = () => {
      const now = allPods().find(({ metadata }) => metadata.uid === pod.metadata.uid);
      return now === undefined || restartsOf(now) > restartsOf(pod);
    };
    await waitUntil(`others in the place of ${pod.metadata.name}`, () => isOver() && pods().filter(isReady).length >= before.length, {
      seconds: PATIENCE, every: 500, otherwise: () => kubectl(['-n', NAMESPACE, 'get', 'pods']),
    });
  }
}

function restartsOf({ status, spec }: Pod): number {
  return status.containerStatuses?.find(({ name }) => name === spec.containers[0].name)?.restartCount ?? 0;
}
