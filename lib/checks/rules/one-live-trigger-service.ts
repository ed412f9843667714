import { Check } from '../check';
import { amountOf } from '../quantity';
import { textAt } from '../read';
import { Workload } from '../workload';

export const ONE_LIVE_TRIGGER_SERVICE: Check = {
  id: 'one-live-trigger-service',
  severity: 'error',
  sentence: 'At most one trigger service instance of a database is alive.',
  why: 'Its database has no lock: a second instance runs every trigger rule a second time (rule R63, facts E.3).',
  fix: 'Use a StatefulSet of one, or a Deployment of one with strategy Recreate; never an autoscaler.',
  find: (deployment) => deployment.triggerServices.flatMap(({ workload }) => [
    ...(workload.maxReplicas > 1 ? [`replicas must be at most 1, got ${workload.maxReplicas}`] : []),
    ...(surges(workload) ? ['strategy must be Recreate, got RollingUpdate, which starts the new pod beside the old one'] : []),
  ].map((message) => ({ object: workload.id, message }))),
};

function surges({ kind, strategy, spec, replicas }: Workload): boolean {
  return kind === 'Deployment' && strategy === 'RollingUpdate' && amountOf(textAt(spec, 'strategy', 'rollingUpdate', 'maxSurge') ?? '25%', replicas) > 0;
}
