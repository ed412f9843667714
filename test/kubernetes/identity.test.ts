import { Lazy } from 'aws-cdk-lib';
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { GROUP, SELECTOR } from './fixtures';
import { instanceLabels, metadata, namespaceOf, ObjectDescription, selectorLabels, serviceHost } from '../../lib/kubernetes/identity';
import { only, testChart } from '../support/chart';

const OBJECT: ObjectDescription = { kind: 'Service', name: 'p1', group: GROUP };

test('selectors hold three labels, and never the version', () => {
  expect(selectorLabels(GROUP)).toEqual(SELECTOR);
});

test('an instance has its number, as text, beside them', () => {
  expect(instanceLabels(GROUP, 0)).toEqual({ ...SELECTOR, 'cdk8s-canton/instance': '0' });
});

test('a Service has a whole name, that of its namespace and its cluster', () => {
  expect(serviceHost(testChart(), 'p1-0')).toBe('p1-0.test.svc.cluster.local');
});

test('an object has its name, its namespace and labels that say what it belongs to', () => {
  const chart = testChart();
  new k8s.KubeService(chart, 'Service', { metadata: metadata(chart, { ...OBJECT, labels: { team: 'ledger' }, annotations: { note: 'hello' } }) });
  expect(only(chart, 'Service', 'p1').metadata).toEqual({
    name: 'p1',
    namespace: 'test',
    labels: { ...SELECTOR, 'app.kubernetes.io/version': '2.10.4', 'app.kubernetes.io/managed-by': 'cdk8s-canton', 'team': 'ledger' },
    annotations: { note: 'hello' },
  });
});

test('a program without a version has no label of one', () => {
  expect(metadata(testChart(), { ...OBJECT, group: { ...GROUP, version: undefined } }).labels).toEqual({
    ...SELECTOR, 'app.kubernetes.io/managed-by': 'cdk8s-canton',
  });
});

test("an object's own labels never replace those of its group", () => {
  const labels = { 'app.kubernetes.io/instance': 'other', 'app.kubernetes.io/version': '1', 'app.kubernetes.io/managed-by': 'helm' };
  expect(metadata(testChart(), { ...OBJECT, labels }).labels).toEqual({
    ...SELECTOR, 'app.kubernetes.io/version': '2.10.4', 'app.kubernetes.io/managed-by': 'cdk8s-canton',
  });
});

test('two services cannot meet in one object', () => {
  const chart = testChart();
  metadata(chart, OBJECT);
  expect(() => metadata(chart, { ...OBJECT, group: { ...GROUP, component: 'mediator' } })).toThrow(new Error(
    "mediator 'p1': Service 'p1' in namespace 'test' belongs to participant 'p1' already; give one of the two another id",
  ));
});

test('two charts of an app meet, too, when they share a namespace', () => {
  const app = new App();
  metadata(new Chart(app, 'a', { namespace: 'iou' }), OBJECT);
  expect(() => metadata(new Chart(app, 'b', { namespace: 'other' }), OBJECT)).not.toThrow();
  expect(() => metadata(new Chart(app, 'c', { namespace: 'iou' }), OBJECT)).toThrow(new Error(
    "participant 'p1': Service 'p1' in namespace 'iou' belongs to participant 'p1' already; give one of the two another id",
  ));
});

test('objects of other kinds and names do not meet', () => {
  const chart = testChart();
  metadata(chart, OBJECT);
  expect(() => metadata(chart, { ...OBJECT, kind: 'Deployment' })).not.toThrow();
  expect(() => metadata(chart, { ...OBJECT, name: 'p2' })).not.toThrow();
});

test('the namespace is that of the chart', () => {
  expect(namespaceOf(testChart('iou'))).toBe('iou');
});

test('a chart without a namespace is refused', () => {
  expect(() => namespaceOf(new Chart(new App(), 'iou')))
    .toThrow(new Error("chart 'iou' needs a namespace: new Chart(app, 'iou', { namespace: ... })"));
});

test('a namespace that cannot be is refused', () => {
  expect(() => namespaceOf(testChart('Iou'))).toThrow(new Error(
    "namespace of chart 'chart' must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got 'Iou'",
  ));
});

test('an annotation that is no text is refused', () => {
  expect(() => metadata(testChart(), { ...OBJECT, annotations: { scrape: true as unknown as string } }))
    .toThrow(new Error("participant 'p1': annotation scrape must be text, got true"));
});

test('an annotation that another framework would fill in later is refused', () => {
  const role = Lazy.string({ produce: () => 'arn' });
  expect(() => metadata(testChart(), { ...OBJECT, annotations: { role } })).toThrow(new Error(
    `participant 'p1': annotation role is an unresolved token, got '${role}'; `
    + 'synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)',
  ));
});
