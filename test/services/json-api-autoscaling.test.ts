import { Chart } from 'cdk8s';
import { participant } from './fixtures';
import { Autoscaling, AutoscalingOptions, JsonApiService } from '../../lib';
import { manifests, only, testChart } from '../support/chart';
import { schemaError } from '../support/schema';

function scaled(options: AutoscalingOptions): Chart {
  const chart = testChart();
  new JsonApiService(chart, 'json-api', { participant: participant(chart), autoscaling: Autoscaling.of(options) });
  return chart;
}

const scaler = (chart: Chart) => only(chart, 'HorizontalPodAutoscaler', 'json-api').spec;

test('the number of instances follows their CPU', () => {
  const chart = scaled({ max: 6 });
  expect(only(chart, 'HorizontalPodAutoscaler', 'json-api')).toMatchSnapshot();
  expect(scaler(chart).scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'json-api' });
  expect(manifests(chart).flatMap((manifest) => schemaError(manifest) ?? [])).toEqual([]);
});

test('it measures the container that serves, not the cache database beside it', () => {
  const chart = scaled({ max: 6, targetCpuUtilization: 55 });
  expect(scaler(chart).metrics).toEqual([
    { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'json-api', target: { type: 'Utilization', averageUtilization: 55 } } },
  ]);
  expect(only(chart, 'Deployment', 'json-api').spec.template.spec.containers[0].name).toBe('json-api');
});

test('a metric of the pods counts beside CPU', () => {
  expect(scaler(scaled({ min: 3, max: 6, metric: { name: 'http_requests_per_second', targetAverage: '500m' } }))).toMatchObject({
    minReplicas: 3,
    maxReplicas: 6,
    metrics: [{ type: 'ContainerResource' }, {
      type: 'Pods', pods: { metric: { name: 'http_requests_per_second' }, target: { type: 'AverageValue', averageValue: '500m' } },
    }],
  });
});

test('more instances come at once, fewer slowly', () => {
  const { scaleUp, scaleDown } = scaler(scaled({ max: 6 })).behavior;
  expect(scaleUp.stabilizationWindowSeconds).toBe(0);
  expect(scaleDown).toEqual({ stabilizationWindowSeconds: 600, selectPolicy: 'Max', policies: [{ type: 'Pods', value: 1, periodSeconds: 120 }] });
});

test('nothing else sets the number, and the budget holds for every number', () => {
  const chart = scaled({ max: 6 });
  expect(only(chart, 'Deployment', 'json-api').spec).not.toHaveProperty('replicas');
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = only(chart, 'PodDisruptionBudget', 'json-api').spec;
  expect({ minAvailable, maxUnavailable, unhealthyPodEvictionPolicy }).toEqual({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
});

test.each<AutoscalingOptions>([{ max: 6 }, { min: 1, max: 2, acceptSingleInstance: true }])('the checks of the deployment are content with %j', (options) => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  expect(scaled(options).node.root.node.validate()).toEqual([]);
  expect(warn.mock.calls.filter(([text]) => String(text).includes('json-api'))).toEqual([]);
  warn.mockRestore();
});

test('it knows the least number of its instances', () => {
  const chart = testChart();
  expect(new JsonApiService(chart, 'json-api', { participant: participant(chart), autoscaling: Autoscaling.of({ min: 4, max: 6 }) }).replicas).toBe(4);
});

test('refuses a fixed number beside it, and what is no autoscaling', () => {
  const chart = testChart();
  const p = participant(chart);
  expect(() => new JsonApiService(chart, 'both', { participant: p, replicas: 3, autoscaling: Autoscaling.of({ max: 6 }) }))
    .toThrow(new Error("JSON API 'both': replicas and autoscaling exclude each other, got 3 and 2 to 6; drop replicas"));
  expect(() => new JsonApiService(chart, 'plain', { participant: p, autoscaling: { max: 6 } as never }))
    .toThrow(new Error("JSON API 'plain': autoscaling must be made by Autoscaling.of, got an object of max"));
});
