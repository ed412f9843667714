import { GROUP, renderedPod, SELECTOR } from './fixtures';
import { instanceScheduling, namedPodScheduling, nodeBoundScheduling, replicaScheduling, Scheduling, singleScheduling } from '../../lib/kubernetes/scheduling';
import { Placement, TaintEffect } from '../../lib/model/placement';
import { Manifest } from '../support/chart';

const LOST = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0 },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0 },
];
const DEDICATED = {
  nodeSelector: { pool: 'ledger' },
  tolerations: [{ key: 'dedicated', value: 'ledger', effect: TaintEffect.NO_SCHEDULE }, { key: 'spot' }],
};
const TOLERATED = [{ key: 'dedicated', operator: 'Equal', value: 'ledger', effect: 'NoSchedule' }, { key: 'spot', operator: 'Exists' }];
const OVER_ZONES = {
  maxSkew: 1,
  topologyKey: 'topology.kubernetes.io/zone',
  whenUnsatisfiable: 'ScheduleAnyway',
  labelSelector: { matchLabels: SELECTOR },
  nodeTaintsPolicy: 'Honor',
};

function rendered(scheduling: Scheduling): Manifest['spec'] {
  return renderedPod({ scheduling }).spec;
}

const KINDS: [string, (placement: Placement) => Scheduling][] = [
  ['an instance', (placement) => instanceScheduling(GROUP, 0, placement)],
  ['a replica', (placement) => replicaScheduling(GROUP, placement)],
  ['a pod of a StatefulSet', (placement) => namedPodScheduling(GROUP, placement)],
  ['a single pod', singleScheduling],
];

test.each([0, 1])('instance %d is never on the node of another instance, but may be beside its own predecessor', (index) => {
  const { affinity } = rendered(instanceScheduling(GROUP, index, Placement.spread()));
  expect(affinity).toEqual({
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{
        labelSelector: {
          matchLabels: SELECTOR,
          matchExpressions: [{ key: 'cdk8s-canton/instance', operator: 'NotIn', values: [String(index)] }],
        },
        topologyKey: 'kubernetes.io/hostname',
      }],
    },
  });
});

test('instances are rather spread over zones', () => {
  expect(rendered(instanceScheduling(GROUP, 0, Placement.spread())).topologySpreadConstraints).toEqual([OVER_ZONES]);
});

test('pods of one StatefulSet are never on one node, and rather spread over zones', () => {
  const { affinity, topologySpreadConstraints } = rendered(namedPodScheduling(GROUP, Placement.spread()));
  expect(affinity).toEqual({
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: SELECTOR }, topologyKey: 'kubernetes.io/hostname' }],
    },
  });
  expect(topologySpreadConstraints).toEqual([OVER_ZONES]);
});

test('replicas of one revision are on distinct nodes that take pods, and rather spread over zones', () => {
  const { topologySpreadConstraints, affinity } = rendered(replicaScheduling(GROUP, Placement.spread()));
  expect(topologySpreadConstraints).toEqual([
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: SELECTOR },
      matchLabelKeys: ['pod-template-hash'],
      nodeTaintsPolicy: 'Honor',
    },
    OVER_ZONES,
  ]);
  expect(affinity).toEqual({
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{
        weight: 100, podAffinityTerm: { labelSelector: { matchLabels: SELECTOR }, topologyKey: 'kubernetes.io/hostname' },
      }],
    },
  });
});

test.each(KINDS)('%s shares a single node with anybody', (_, schedule) => {
  const { affinity, topologySpreadConstraints, tolerations } = rendered(schedule(Placement.singleNode()));
  expect(affinity?.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toBeUndefined();
  expect(topologySpreadConstraints).toBeUndefined();
  expect(tolerations).toEqual(LOST);
});

test('where there are more nodes than a single one, instances and replicas use them', () => {
  const rather = (labelSelector: object) => ({
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } }] },
  });
  expect(rendered(instanceScheduling(GROUP, 0, Placement.singleNode())).affinity).toEqual(rather({
    matchLabels: SELECTOR, matchExpressions: [{ key: 'cdk8s-canton/instance', operator: 'NotIn', values: ['0'] }],
  }));
  expect(rendered(replicaScheduling(GROUP, Placement.singleNode())).affinity).toEqual(rather({ matchLabels: SELECTOR }));
});

test('a single pod has nothing to keep apart from', () => {
  expect(Object.keys(singleScheduling(Placement.spread())).sort()).toEqual(['nodeSelector', 'tolerations']);
});

test.each(KINDS)('%s leaves a lost node as soon as Kubernetes calls it lost', (_, schedule) => {
  expect(rendered(schedule(Placement.spread())).tolerations).toEqual(LOST);
});

test.each(KINDS)('%s goes to the nodes that it is given', (_, schedule) => {
  const { nodeSelector, tolerations } = rendered(schedule(Placement.spread(DEDICATED)));
  expect(nodeSelector).toEqual({ pool: 'ledger' });
  expect(tolerations).toEqual([...LOST, ...TOLERATED]);
});

test('a pod that belongs to its node never leaves it, and keeps apart from nothing', () => {
  const { nodeSelector, tolerations, affinity, topologySpreadConstraints } = rendered(nodeBoundScheduling(Placement.spread(DEDICATED)));
  expect(nodeSelector).toEqual({ pool: 'ledger' });
  expect(tolerations).toEqual(TOLERATED);
  expect([affinity, topologySpreadConstraints]).toEqual([undefined, undefined]);
  expect(rendered(nodeBoundScheduling(Placement.spread())).tolerations).toBeUndefined();
});
