import { Chart } from 'cdk8s';
import { GROUP, SELECTOR } from './fixtures';
import { AccessPolicy, podsOf } from '../../lib/kubernetes/network-policy';
import { NetworkPeer } from '../../lib/model/network-peer';
import { Manifest, manifests, only, testChart } from '../support/chart';

const ROUTER = NetworkPeer.pods({ app: 'router' }, 'test');
const BANK = NetworkPeer.pods({ app: 'bank' }, 'apps');
const MONITORING = NetworkPeer.namespace('monitoring');
const OFFICE = NetworkPeer.cidr('10.20.0.0/16');

function policy(chart: Chart, ...admissions: [NetworkPeer, ...number[]][]): AccessPolicy {
  const made = new AccessPolicy(chart, GROUP, 'p1');
  admissions.forEach(([peer, ...ports]) => made.admit(peer, ...ports));
  return made;
}

function ingress(...admissions: [NetworkPeer, ...number[]][]): Manifest['spec'] {
  const chart = testChart();
  policy(chart, ...admissions);
  return only(chart, 'NetworkPolicy', 'p1').spec.ingress;
}

test('lets nobody in: the list of rules is there, and empty', () => {
  const chart = testChart();
  policy(chart);
  expect(only(chart, 'NetworkPolicy', 'p1').spec).toEqual({ podSelector: { matchLabels: SELECTOR }, policyTypes: ['Ingress'] });
});

test.each<[string, NetworkPeer, object]>([
  ['pods of its own namespace', ROUTER, { podSelector: { matchLabels: { app: 'router' } } }],
  [
    'pods of another namespace', BANK,
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'apps' } }, podSelector: { matchLabels: { app: 'bank' } } },
  ],
  ['another namespace', MONITORING, { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
  ['all of its own namespace', NetworkPeer.namespace('test'), { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'test' } } }],
  ['addresses', OFFICE, { ipBlock: { cidr: '10.20.0.0/16' } }],
])('lets in %s', (_, peer, from) => {
  expect(ingress([peer, 4001])).toEqual([{ from: [from], ports: [{ port: 4001, protocol: 'TCP' }] }]);
});

test('lets a peer in on the ports that it is let in on, and no others', () => {
  const rules = ingress([ROUTER, 4002, 4001], [MONITORING, 8081]);
  expect(rules.map(({ ports }: Manifest['spec']) => ports)).toEqual([
    [{ port: 4001, protocol: 'TCP' }], [{ port: 4002, protocol: 'TCP' }], [{ port: 8081, protocol: 'TCP' }],
  ]);
  expect(rules[2].from).toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }]);
});

test('is the same in whatever order its peers came, and however often', () => {
  const rules = ingress([ROUTER, 4001, 10000], [BANK, 4001], [OFFICE, 4001, 80]);
  expect(ingress([OFFICE, 80, 4001], [BANK, 4001], [ROUTER, 10000], [BANK, 4001], [ROUTER, 4001])).toEqual(rules);
  expect(rules.map(({ ports }: Manifest['spec']) => ports[0].port)).toEqual([80, 4001, 10000]);
  expect(rules[1].from).toHaveLength(3);
});

test('a peer that comes after a first synth is let in, too', () => {
  const chart = testChart();
  const made = policy(chart, [ROUTER, 4001]);
  expect(only(chart, 'NetworkPolicy', 'p1').spec.ingress).toHaveLength(1);
  made.admit(MONITORING, 8081);
  expect(only(chart, 'NetworkPolicy', 'p1').spec.ingress).toHaveLength(2);
});

test('two synths are equal', () => {
  const chart = testChart();
  policy(chart, [ROUTER, 4001], [BANK, 4001], [MONITORING, 8081]);
  expect(manifests(chart)).toEqual(manifests(chart));
});

test('the pods of a group are known by its selector, in its namespace', () => {
  const chart = testChart('iou');
  expect(podsOf(chart, GROUP)._peer).toEqual({ labels: SELECTOR, namespace: 'iou' });
});

test('peers with the same labels are one, in whatever order the labels came', () => {
  const [rule] = ingress([NetworkPeer.pods({ a: '1', b: '2' }, 'apps'), 4001], [NetworkPeer.pods({ b: '2', a: '1' }, 'apps'), 4001]);
  expect(rule.from).toHaveLength(1);
});
