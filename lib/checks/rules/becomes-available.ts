import { Check } from '../check';
import { sum } from '../read';

export const BECOMES_AVAILABLE: Check = {
  id: 'becomes-available',
  severity: 'error',
  sentence: 'A service of several instances does not take activeness for readiness.',
  why: 'Only the active instance would ever be Ready: the workload never becomes available, and rollouts, deployment tools and drains wait for ever (rule R80, facts C.2).',
  fix: 'Let readiness ask the gRPC health service liveness and route clients to the active instance (ActiveRouting.proxy()), or run one instance.',
  find: (deployment) => deployment.groups.filter(({ readyMeansActive }) => readyMeansActive).flatMap(({ workloads }) => {
    const instances = sum(workloads.map(({ maxReplicas }) => maxReplicas));
    return instances < 2 ? [] : workloads.filter(({ readyMeansActive }) => readyMeansActive).map(({ id, nodes: [node] }) => ({
      object: id,
      message: `readiness of ${node.text} asks whether it is active, and only one of its ${instances} instances ever is; ask for liveness, or run 1 instance`,
    }));
  }),
};
