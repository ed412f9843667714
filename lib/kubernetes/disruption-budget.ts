import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { metadata, PodGroup, selectorLabels } from './identity';

/**
 * All instances but one stay up while nodes are drained. It is written as a minimum, because over several workloads a maximum forgets instances
 * that have no pod at the moment; pods that are not Ready never block a drain. One instance has no budget: it could never be moved.
 */
export function disruptionBudget(scope: Construct, group: PodGroup, name: string, instances: number): void {
  if (instances < 2) {
    return;
  }
  new k8s.KubePodDisruptionBudget(scope, 'DisruptionBudget', {
    metadata: metadata(scope, { kind: 'PodDisruptionBudget', name, group }),
    spec: {
      minAvailable: k8s.IntOrString.fromNumber(instances - 1),
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selectorLabels(group) },
    },
  });
}
