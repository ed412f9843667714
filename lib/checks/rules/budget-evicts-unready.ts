import { Check } from '../check';
import { objectId } from '../kube-object';
import { textAt } from '../read';

export const BUDGET_EVICTS_UNREADY: Check = {
  id: 'budget-evicts-unready',
  severity: 'warning',
  sentence: 'Pods that are not Ready never hold up a drain.',
  why: 'By default a budget protects pods that are not Ready too once too few are: a pod in a crash loop then blocks the drain of its node '
    + '(https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy).',
  fix: 'Set unhealthyPodEvictionPolicy: AlwaysAllow.',
  find: (deployment) => deployment.ofKind('PodDisruptionBudget').filter((budget) => textAt(budget, 'spec', 'unhealthyPodEvictionPolicy') !== 'AlwaysAllow')
    .map((budget) => ({
      object: objectId(budget),
      message: `unhealthyPodEvictionPolicy must be AlwaysAllow, got ${textAt(budget, 'spec', 'unhealthyPodEvictionPolicy') ?? 'none'}`,
    })),
};
