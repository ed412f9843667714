import { Check } from '../check';
import { Container } from '../container';
import { listAt, numberAt } from '../read';

const CANTON_SHUTDOWN_SECONDS = 70;

export const GRACE_PERIOD: Check = {
  id: 'grace-period',
  severity: 'error',
  sentence: 'What a pod does before it ends fits into its termination grace period.',
  why: 'A Canton node takes up to about 70 s to shut down (facts A.13), and a preStop hook counts too; a node that is killed instead leaves its lock to a time-out.',
  fix: 'Set terminationGracePeriodSeconds to more than preStop and shutdown together: 90 for Canton nodes.',
  find: (deployment) => deployment.longRunning.flatMap(({ id, pod, containers, nodes }) => containers.flatMap((container) => {
    const grace = numberAt(pod, 'terminationGracePeriodSeconds') ?? 30;
    const preStop = preStopSeconds(container);
    const needed = preStop + (nodes.some((node) => node.container === container) ? CANTON_SHUTDOWN_SECONDS : 0);
    return needed === 0 || grace > needed ? [] : [{
      object: id,
      message: `terminationGracePeriodSeconds must be more than ${needed} (preStop ${preStop} s and shutdown ${needed - preStop} s of container '${container.name}'), got ${grace}`,
    }];
  })),
};

function preStopSeconds({ tree }: Container): number {
  const command = listAt(tree, 'lifecycle', 'preStop', 'exec', 'command').join(' ');
  return numberAt(tree, 'lifecycle', 'preStop', 'sleep', 'seconds') ?? Number(/\bsleep (\d+)/.exec(command)?.[1] ?? 0);
}
