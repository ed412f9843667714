import { Check } from '../check';
import { distinct, textsAt } from '../read';

const CHANGING = /version|chart|hash|checksum|revision/i;

export const STABLE_SELECTORS: Check = {
  id: 'stable-selectors',
  severity: 'error',
  sentence: 'No selector holds what changes from release to release.',
  why: 'The selector of a workload can never change: the next release could not be applied, and its old pods would be left behind '
    + '(https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates).',
  fix: 'Select by app.kubernetes.io/name, instance and component only.',
  find: (deployment) => deployment.longRunning.flatMap(({ id, spec }) => {
    const labels = distinct(Object.keys(textsAt(spec, 'selector', 'matchLabels')).filter((label) => CHANGING.test(label)));
    return labels.length === 0 ? [] : [{ object: id, message: `selector must not hold ${labels.join(' and ')}, which changes` }];
  }),
};
