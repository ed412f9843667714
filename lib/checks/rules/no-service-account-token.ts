import { Check } from '../check';
import { switchAt, textAt } from '../read';

export const NO_SERVICE_ACCOUNT_TOKEN: Check = {
  id: 'no-service-account-token',
  severity: 'warning',
  sentence: 'No pod is given a token of the Kubernetes API.',
  why: 'No Daml service speaks to the cluster; whoever takes one over must not be able to '
    + '(https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting).',
  fix: 'Set automountServiceAccountToken: false on the pod or on its ServiceAccount.',
  find: (deployment) => deployment.workloads.filter(({ pod, namespace }) => {
    const account = deployment.object('ServiceAccount', namespace, textAt(pod, 'serviceAccountName') ?? 'default');
    return (switchAt(pod, 'automountServiceAccountToken') ?? switchAt(account, 'automountServiceAccountToken')) !== false;
  }).map(({ id }) => ({ object: id, message: 'automountServiceAccountToken must be false, got none' })),
};
