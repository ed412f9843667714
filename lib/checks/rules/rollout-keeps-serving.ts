import { Check } from '../check';
import { amountOf } from '../quantity';
import { textAt } from '../read';
import { Workload } from '../workload';

export const ROLLOUT_KEEPS_SERVING: Check = {
  id: 'rollout-keeps-serving',
  severity: 'warning',
  sentence: 'A rollout never takes all instances of a service at once.',
  why: 'Several instances are there to serve without a gap; a rollout that ends them all first is an outage for as long as the slowest one starts '
    + '(https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy).',
  fix: 'Use strategy RollingUpdate with maxSurge 1 and maxUnavailable 0.',
  find: (deployment) => deployment.groups.filter(({ replicas, readyMeansActive }) => replicas > 1 && !readyMeansActive)
    .flatMap(({ workloads, replicas }) => workloads.filter(endsAll).map(({ id, strategy }) => ({
      object: id,
      message: strategy === 'Recreate'
        ? `strategy must be RollingUpdate in a service of ${replicas} instances, got Recreate`
        : `maxUnavailable must leave an instance of ${replicas}, and ends them all`,
    }))),
};

function endsAll({ kind, spec, strategy, replicas }: Workload): boolean {
  const unavailable = amountOf(textAt(spec, 'strategy', 'rollingUpdate', 'maxUnavailable') ?? '25%', replicas, Math.floor);
  return kind === 'Deployment' && replicas > 0 && (strategy === 'Recreate' || unavailable >= replicas);
}
