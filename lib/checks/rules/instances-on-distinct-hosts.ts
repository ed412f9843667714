import { Check } from '../check';
import { selects } from '../kube-object';
import { PodGroup } from '../pod-group';
import { at, listAt, textAt } from '../read';
import { Workload } from '../workload';

const HOST = 'kubernetes.io/hostname';

export const INSTANCES_ON_DISTINCT_HOSTS: Check = {
  id: 'instances-on-distinct-hosts',
  severity: 'error',
  sentence: 'Instances of one service must stand on different hosts.',
  why: 'A preference gives way when the cluster is short of room, and then the loss of one host takes the active instance and its standby (rule R7).',
  fix: 'Require podAntiAffinity on kubernetes.io/hostname against the other instances, or a topologySpreadConstraint on it with whenUnsatisfiable: DoNotSchedule.',
  find: (deployment) => deployment.groups.filter(({ replicas }) => replicas > 1).flatMap((group) => group.workloads.flatMap((workload) => {
    const pinned = textAt(workload.pod, 'nodeName') ?? textAt(workload.pod, 'nodeSelector', HOST);
    const message = pinned === undefined ? 'nothing requires that they stand on different hosts' : `they are pinned to host '${pinned}'`;
    return pinned === undefined && keepsApart(workload, group) ? [] : [{ object: workload.id, message: `of ${group.replicas} instances, and ${message}` }];
  })),
};

function keepsApart(workload: Workload, group: PodGroup): boolean {
  const { pod, replicas } = workload;
  const others = group.workloads.filter((other) => other !== workload || replicas > 1);
  const all = (selector: unknown) => others.every(({ podLabels }) => selects(selector, podLabels));
  const terms = listAt(pod, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const spread = listAt(pod, 'topologySpreadConstraints').filter((constraint) => textAt(constraint, 'whenUnsatisfiable') !== 'ScheduleAnyway')
    // Such a constraint counts pods of one template only, and another workload has another template.
    .filter((constraint) => !listAt(constraint, 'matchLabelKeys').includes('pod-template-hash') || others.every((other) => other === workload));
  return [...terms, ...spread].some((term) => textAt(term, 'topologyKey') === HOST && all(at(term, 'labelSelector')));
}
