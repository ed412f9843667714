import { GROUP, SELECTOR } from './fixtures';
import { disruptionBudget } from '../../lib/kubernetes/disruption-budget';
import { manifests, only, testChart } from '../support/chart';

test.each([[2, 1], [3, 2], [10, 9]])('of %d instances, %d stay up', (instances, minAvailable) => {
  const chart = testChart();
  disruptionBudget(chart, GROUP, 'p1', instances);
  expect(only(chart, 'PodDisruptionBudget', 'p1').spec).toEqual({
    minAvailable, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: SELECTOR },
  });
});

test.each([0, 1])('%d instances have none: it could only block a drain', (instances) => {
  const chart = testChart();
  disruptionBudget(chart, GROUP, 'p1', instances);
  expect(manifests(chart)).toEqual([]);
});
