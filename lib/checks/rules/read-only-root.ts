import { Check } from '../check';
import { switchAt } from '../read';

export const READ_ONLY_ROOT: Check = {
  id: 'read-only-root',
  severity: 'warning',
  sentence: 'The root file system of every container is read-only.',
  why: 'A process that is taken over cannot change its program, and nothing that must last is written where it is lost '
    + '(https://kubernetes.io/docs/tasks/configure-pod-container/security-context/).',
  fix: 'Set readOnlyRootFilesystem: true and mount an emptyDir at /tmp.',
  find: (deployment) => deployment.workloads.flatMap(({ id, allContainers }) => allContainers
    .filter(({ tree }) => switchAt(tree, 'securityContext', 'readOnlyRootFilesystem') !== true)
    .map(({ name }) => ({ object: id, message: `container '${name}' must have readOnlyRootFilesystem: true` }))),
};
