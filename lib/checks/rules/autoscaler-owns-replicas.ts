import { Check } from '../check';
import { objectId } from '../kube-object';

export const AUTOSCALER_OWNS_REPLICAS: Check = {
  id: 'autoscaler-owns-replicas',
  severity: 'warning',
  sentence: 'What is scaled automatically has no number of replicas of its own.',
  why: 'Every apply would set the number back, in the middle of the load that it was raised for '
    + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling).',
  fix: 'Leave spec.replicas out.',
  find: (deployment) => deployment.longRunning.filter(({ autoscaler, spec }) => autoscaler !== undefined && spec.replicas !== undefined)
    .map(({ id, autoscaler, spec }) => ({
      object: id,
      message: `replicas must be left out, as ${objectId(autoscaler!)} sets it, got ${String(spec.replicas)}`,
    })),
};
