import { autoscaledDisruptionBudget, autoscaler } from '../../lib/kubernetes/autoscaler';
import { Autoscaling } from '../../lib/model/autoscaling';
import { only, testChart } from '../support/chart';

const GROUP = { name: 'http-json', instance: 'api', component: 'json-api' };
const LABELS = { 'app.kubernetes.io/name': 'http-json', 'app.kubernetes.io/instance': 'api', 'app.kubernetes.io/component': 'json-api' };

test('sets the number of pods of the Deployment of its name, by the CPU of the container that is called as the component', () => {
  const chart = testChart();
  autoscaler(chart, GROUP, 'api', Autoscaling.of({ max: 4 }));
  const { apiVersion, metadata, spec } = only(chart, 'HorizontalPodAutoscaler', 'api');
  expect(apiVersion).toBe('autoscaling/v2');
  expect(metadata.labels).toMatchObject(LABELS);
  expect(spec).toMatchObject({ scaleTargetRef: { kind: 'Deployment', name: 'api' }, minReplicas: 2, maxReplicas: 4 });
  expect(spec.metrics[0].containerResource.container).toBe('json-api');
});

test('the budget lets one pod go, however many there are', () => {
  const chart = testChart();
  autoscaledDisruptionBudget(chart, GROUP, 'api');
  expect(only(chart, 'PodDisruptionBudget', 'api').spec).toEqual({
    maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: LABELS },
  });
});
