import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { metadata, PodGroup, selectorLabels } from './identity';
import { Autoscaling } from '../model/autoscaling';

/** Load comes suddenly: as many again every half a minute, and two at least. */
const SCALE_UP: k8s.HpaScalingRulesV2 = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }, { type: 'Pods', value: 2, periodSeconds: 30 }],
};

/** Load comes back, and a new instance begins with an empty cache: one less every two minutes, after ten minutes without need. */
const SCALE_DOWN: k8s.HpaScalingRulesV2 = {
  stabilizationWindowSeconds: 600, selectPolicy: 'Max', policies: [{ type: 'Pods', value: 1, periodSeconds: 120 }],
};

/** Sets the number of pods of a Deployment. CPU is that of the container that serves: sidecars with little to do would hide its load. */
export function autoscaler(scope: Construct, group: PodGroup, name: string, { min, max, targetCpuUtilization, metric }: Autoscaling): void {
  const cpu = { name: 'cpu', container: group.component, target: { type: 'Utilization', averageUtilization: targetCpuUtilization } };
  new k8s.KubeHorizontalPodAutoscalerV2(scope, 'Autoscaler', {
    metadata: metadata(scope, { kind: 'HorizontalPodAutoscaler', name, group }),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        { type: 'ContainerResource', containerResource: cpu },
        ...(metric === undefined ? [] : [{
          type: 'Pods',
          pods: { metric: { name: metric.name }, target: { type: 'AverageValue', averageValue: k8s.Quantity.fromString(metric.targetAverage) } },
        }]),
      ],
      behavior: { scaleUp: SCALE_UP, scaleDown: SCALE_DOWN },
    },
  });
}

/** A minimum would have to follow the number of pods; this one holds for all numbers. */
export function autoscaledDisruptionBudget(scope: Construct, group: PodGroup, name: string): void {
  new k8s.KubePodDisruptionBudget(scope, 'DisruptionBudget', {
    metadata: metadata(scope, { kind: 'PodDisruptionBudget', name, group }),
    spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: selectorLabels(group) } },
  });
}
