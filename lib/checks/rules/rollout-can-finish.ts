import { Check } from '../check';
import { amountOf } from '../quantity';
import { textAt } from '../read';

export const ROLLOUT_CAN_FINISH: Check = {
  id: 'rollout-can-finish',
  severity: 'error',
  sentence: 'No rollout waits for something that cannot happen.',
  why: 'Where Ready means active, the new pod waits for the database lock of the old one, and the old one stays until the new one is Ready (rule R80, facts C.2).',
  fix: 'Use strategy Recreate for a single instance, or let readiness ask the gRPC health service liveness.',
  find: (deployment) => deployment.groups.filter(({ readyMeansActive, replicas }) => readyMeansActive && replicas === 1)
    .flatMap(({ workloads }) => workloads.filter(({ kind, strategy }) => kind === 'Deployment' && strategy === 'RollingUpdate'))
    .filter(({ spec, replicas }) => amountOf(textAt(spec, 'strategy', 'rollingUpdate', 'maxUnavailable') ?? '25%', replicas, Math.floor) < 1)
    .map(({ id, nodes: [node] }) => ({
      object: id,
      message: `strategy must be Recreate, got RollingUpdate: the new pod of ${node.text} is Ready only when it is active, and the old pod is until the new one is Ready`,
    })),
};
