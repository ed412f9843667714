import { Check } from '../check';
import { listAt, textAt } from '../read';
import { Workload } from '../workload';

const ZONE = 'topology.kubernetes.io/zone';

export const INSTANCES_IN_DISTINCT_ZONES: Check = {
  id: 'instances-in-distinct-zones',
  severity: 'warning',
  sentence: 'Instances of one service are spread over zones.',
  why: 'Hosts of one zone fail together (rule R7).',
  fix: 'Add a topologySpreadConstraint on topology.kubernetes.io/zone.',
  find: (deployment) => deployment.groups.filter(({ replicas }) => replicas > 1).flatMap(({ workloads, replicas }) => (
    workloads.filter((workload) => !asksForZones(workload)).map(({ id }) => ({ object: id, message: `of ${replicas} instances, and nothing spreads them over zones` }))
  )),
};

function asksForZones({ pod }: Workload): boolean {
  const required = listAt(pod, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const preferred = listAt(pod, 'affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution');
  const keys = [...listAt(pod, 'topologySpreadConstraints'), ...required].map((term) => textAt(term, 'topologyKey'));
  return [...keys, ...preferred.map((term) => textAt(term, 'podAffinityTerm', 'topologyKey'))].includes(ZONE)
    || textAt(pod, 'nodeSelector', ZONE) !== undefined; // one instance a zone, each put there by hand
}
