import { Construct } from 'constructs';
import { GROUP, main, pod } from './fixtures';
import { AccessPolicy } from '../../lib/kubernetes/network-policy';
import { podTemplate } from '../../lib/kubernetes/pod';
import { letScrape } from '../../lib/kubernetes/scrapers';
import { certificatesBelow, rememberCertificate, rememberWorkload, workloadsBelow, workloadsOf } from '../../lib/kubernetes/watched';
import { NetworkPeer } from '../../lib/model/network-peer';
import { manifests, only, testChart } from '../support/chart';

const PROMETHEUS = NetworkPeer.namespace('monitoring');

function remember(owner: Construct, name: string, ports: { [name: string]: number } = { metrics: 8081 }, labels = {}): void {
  rememberWorkload(owner, { kind: 'Deployment', name, namespace: 'test', group: GROUP, pods: 1 }, podTemplate(pod({ labels, containers: [main({ ports })] })));
}

test('workloads are those below a construct, by name', () => {
  const chart = testChart();
  const [a, b] = ['a', 'b'].map((id) => new Construct(chart, id));
  remember(new Construct(a, 'inner'), 'second');
  remember(b, 'first');
  remember(b, 'third');
  expect(workloadsBelow(chart).map(({ name }) => name)).toEqual(['first', 'second', 'third']);
  expect(workloadsBelow(a).map(({ name }) => name)).toEqual(['second']);
  expect(workloadsOf(a)).toEqual([]);
});

test.each<[string, { [name: string]: number }, number | undefined]>([
  ['a process', { 'ledger-api': 4001, 'metrics': 8081 }, 8081],
  ['a router', { 'ledger-api': 4001, 'status': 8404 }, 8404],
  ['what has no metrics', { 'ledger-api': 4001 }, undefined],
])('the port that answers is known by its name: %s', (_, ports, port) => {
  const chart = testChart();
  remember(chart, 'x', ports);
  expect(workloadsOf(chart)[0].metricsPort).toBe(port);
});

test('the shard is that of the pods', () => {
  const chart = testChart();
  remember(chart, 'x', undefined, { 'cdk8s-canton/shard': 'a' });
  expect(workloadsOf(chart)[0].shard).toBe('a');
});

test('certificates are those below a construct, by name', () => {
  const chart = testChart();
  ['b', 'a'].forEach((name) => rememberCertificate(new Construct(chart, name), { name, namespace: 'test', group: GROUP }));
  expect(certificatesBelow(chart).map(({ name }) => name)).toEqual(['a', 'b']);
  expect(certificatesBelow(testChart())).toEqual([]);
});

test('whoever may scrape all below a construct is let in there, on the metrics port, whoever came first', () => {
  const chart = testChart();
  const [inside, outside] = ['inside', 'outside'].map((id) => new Construct(chart, id));
  for (const scope of [inside, outside]) {
    new AccessPolicy(scope, { ...GROUP, instance: scope.node.id }, scope.node.id);
    remember(scope, scope.node.id);
  }
  letScrape(inside, [PROMETHEUS]);
  expect(only(chart, 'NetworkPolicy', 'inside').spec.ingress).toEqual([
    { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ port: 8081, protocol: 'TCP' }] },
  ]);
  expect(only(chart, 'NetworkPolicy', 'outside').spec).not.toHaveProperty('ingress');
  expect(manifests(chart)).toEqual(manifests(chart));
});

test('pods without metrics are opened to nobody', () => {
  const chart = testChart();
  new AccessPolicy(chart, GROUP, 'p1');
  remember(chart, 'x', { 'ledger-api': 4001 });
  letScrape(chart, [PROMETHEUS]);
  expect(only(chart, 'NetworkPolicy', 'p1').spec).not.toHaveProperty('ingress');
});
