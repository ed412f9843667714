import { App, Chart } from 'cdk8s';
import { ClusterDomain } from '../../lib/kubernetes/cluster-domain';
import { serviceHost } from '../../lib/kubernetes/identity';

const chartOf = (app: App, id = 'chart') => new Chart(app, id, { namespace: 'iou' });

test('is cluster.local, unless an app says otherwise', () => {
  expect(serviceHost(chartOf(new App()), 'p1')).toBe('p1.iou.svc.cluster.local');
  const app = new App();
  ClusterDomain.set(app, 'k8s.bank.example');
  expect(serviceHost(chartOf(app), 'p1')).toBe('p1.iou.svc.k8s.bank.example');
});

test('may differ from chart to chart', () => {
  const app = new App();
  const [one, two] = [chartOf(app, 'one'), chartOf(app, 'two')];
  ClusterDomain.set(one, 'one.example');
  expect([one, two].map((chart) => serviceHost(chart, 'p1'))).toEqual(['p1.iou.svc.one.example', 'p1.iou.svc.cluster.local']);
});

test('cannot change what has names already', () => {
  const app = new App();
  chartOf(app, 'bank');
  expect(() => ClusterDomain.set(app, 'k8s.bank.example')).toThrow(new Error(
    "cluster domain: must be set before anything is made, got 'bank' in its scope already; move ClusterDomain.set up",
  ));
});

test('is a DNS subdomain', () => {
  expect(() => ClusterDomain.set(new App(), 'Cluster.local')).toThrow(new Error(
    "cluster domain must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'Cluster.local'",
  ));
});
