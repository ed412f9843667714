import { Check } from '../check';

export const REPLICAS_HAVE_BUDGET: Check = {
  id: 'replicas-have-budget',
  severity: 'warning',
  sentence: 'A service of two or more pods has a disruption budget.',
  why: 'Without one, a rolling upgrade of the cluster\'s nodes may take all of its pods at the same time (https://kubernetes.io/docs/tasks/run-application/configure-pdb/).',
  fix: 'Add a PodDisruptionBudget with minAvailable n - 1 over the pods of the service.',
  find: (deployment) => {
    const covered = new Set(deployment.ofKind('PodDisruptionBudget').flatMap((budget) => deployment.selectedBy(budget)));
    return deployment.groups.filter(({ replicas, readyMeansActive }) => replicas > 1 && !readyMeansActive) // a budget there could only block
      .flatMap(({ workloads, replicas }) => workloads.filter((workload) => !covered.has(workload)).map((workload) => ({
        object: workload.id,
        message: `is part of a service of ${replicas} pods, and no disruption budget selects it`,
      })));
  },
};
