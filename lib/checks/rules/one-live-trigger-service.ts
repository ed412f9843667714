import { Check } from '../check';
import { Workload } from '../workload';

export const ONE_LIVE_TRIGGER_SERVICE: Check = {
  id: 'one-live-trigger-service',
  severity: 'error',
  sentence: 'At most one trigger service instance of a database is alive.',
  why: 'Its database has no lock: a second instance runs every trigger rule a second time (rule R63, facts E.3).',
  fix: 'Use a StatefulSet of one, or a Deployment of one with strategy Recreate; never an autoscaler.',
  find: (deployment) => deployment.triggerServices.flatMap(({ workload }) => (
    twoAtOnce(workload).map((message) => ({ object: workload.id, message }))
  )),
};

/** How a workload may have two live pods. */
export function twoAtOnce({ maxReplicas, surges }: Workload): string[] {
  return [
    ...(maxReplicas > 1 ? [`replicas must be at most 1, got ${maxReplicas}`] : []),
    ...(surges ? ['strategy must be Recreate, got RollingUpdate, which starts the new pod beside the old one'] : []),
  ];
}
