import { k8s } from 'cdk8s-plus-27';
import { PodGroup, selectorLabels } from './identity';
import { unlessEmpty } from './list';
import { INSTANCE_LABEL } from '../model/annotations';
import { Placement, ToleratedTaint } from '../model/placement';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

/** The scheduling part of a pod. */
export type Scheduling = Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints' | 'nodeSelector' | 'tolerations'>;

/**
 * One instance of several, each with a workload of its own: never on the host of another instance. The instance's own predecessor does not
 * count, so that in a rollout the new pod may stand beside the old one and as many hosts as instances are enough.
 */
export function instanceScheduling(group: PodGroup, index: number, placement: Placement): Scheduling {
  const others = {
    matchLabels: selectorLabels(group),
    matchExpressions: [{ key: INSTANCE_LABEL, operator: 'NotIn', values: [String(index)] }],
  };
  return apart(group, others, placement);
}

/** Pods of one StatefulSet, each of which is gone before it is replaced: never on the host of another. */
export function namedPodScheduling(group: PodGroup, placement: Placement): Scheduling {
  return apart(group, { matchLabels: selectorLabels(group) }, placement);
}

/**
 * Like pods of one workload: the pods of one revision on distinct hosts. A lost or cordoned host does not count, so that nothing waits for it.
 */
export function replicaScheduling(group: PodGroup, placement: Placement): Scheduling {
  const labelSelector = { matchLabels: selectorLabels(group) };
  const overHosts = {
    maxSkew: 1, topologyKey: HOST, whenUnsatisfiable: 'DoNotSchedule', labelSelector, matchLabelKeys: ['pod-template-hash'], nodeTaintsPolicy: 'Honor',
  };
  const spread = placement.distinctNodes ? [overHosts, overZones(group)] : undefined;
  return { ...nodes(placement), affinity: ratherApart(labelSelector), topologySpreadConstraints: spread };
}

/** Never on the host of these pods of its group, and rather in another zone. */
function apart(group: PodGroup, others: k8s.LabelSelector, placement: Placement): Scheduling {
  if (!placement.distinctNodes) {
    return { ...nodes(placement), affinity: ratherApart(others) };
  }
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: others, topologyKey: HOST }] } };
  return { ...nodes(placement), affinity, topologySpreadConstraints: [overZones(group)] };
}

/** On another host than these pods, where there is one. */
function ratherApart(labelSelector: k8s.LabelSelector): k8s.Affinity {
  const term = { weight: 100, podAffinityTerm: { labelSelector, topologyKey: HOST } };
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } };
}

/** A pod that is alone of its kind. */
export function singleScheduling(placement: Placement): Scheduling {
  return nodes(placement);
}

/** A pod that belongs to its node: it neither keeps apart from others nor leaves. */
export function nodeBoundScheduling({ _options: { nodeSelector, tolerations = [] } }: Placement): Scheduling {
  return { nodeSelector, tolerations: unlessEmpty(tolerated(tolerations)) };
}

function overZones(group: PodGroup): k8s.TopologySpreadConstraint {
  return {
    maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: selectorLabels(group) }, nodeTaintsPolicy: 'Honor',
  };
}

/** Pods leave a lost node when Kubernetes calls it lost, after 50 s without a word from it, and not 300 s later. */
function nodes({ _options: { nodeSelector, tolerations = [] } }: Placement): Scheduling {
  const lost = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0 }));
  return { nodeSelector, tolerations: [...lost, ...tolerated(tolerations)] };
}

function tolerated(taints: ToleratedTaint[]): k8s.Toleration[] {
  return taints.map(({ key, value, effect }) => ({ key, operator: value === undefined ? 'Exists' : 'Equal', value, effect }));
}
