import { Check } from '../check';

export const DISJOINT_SELECTORS: Check = {
  id: 'disjoint-selectors',
  severity: 'error',
  sentence: 'The selector of a workload selects its own pods only.',
  why: 'Two workloads that select the same pods count and end one another\'s '
    + '(https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector).',
  fix: 'Add a label to the selector and to the pods that tells the workloads apart.',
  find: (deployment) => deployment.longRunning.filter(({ spec }) => spec.selector !== undefined).flatMap((workload) => {
    const strangers = deployment.selected(workload.namespace, workload.spec.selector).filter(({ object }) => object !== workload.object);
    return strangers.length === 0 ? [] : [{ object: workload.id, message: `selector also selects pods of ${strangers.map(({ id }) => id).join(' and ')}` }];
  }),
};
