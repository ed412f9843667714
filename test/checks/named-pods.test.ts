import { Loose } from './fixture-parts';
import { Deployment, KubeObject, runChecks } from '../../lib/checks';
import { databasesOf } from '../../lib/checks/database-uses';

/** A StatefulSet of three whose pods choose their configuration by their names, and a Service for each of two of them. */
function objects(): Loose[] {
  const container = {
    name: 'main',
    image: 'canton-base:3.5.9',
    args: ['daemon', '--config=/etc/canton/$(SELF).conf'],
    env: [{ name: 'SELF', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    volumeMounts: [{ name: 'config', mountPath: '/etc/canton' }],
  };
  const template = { metadata: { labels: { app: 's' } }, spec: { containers: [container], volumes: [{ name: 'config', configMap: { name: 'config' } }] } };
  const service = (name: string) => ({ kind: 'Service', metadata: { name }, spec: { selector: { 'app': 's', 'statefulset.kubernetes.io/pod-name': name } } });
  const set = { kind: 'StatefulSet', metadata: { name: 's' }, spec: { replicas: 3, selector: { matchLabels: { app: 's' } }, template } };
  return [set, service('s-0'), service('s-2'), service('t-0')];
}

const node = (index: number): Loose => ({
  canton: { sequencers: { [`node-${index}`]: { storage: { config: { properties: { serverName: 'db', databaseName: `d${index}` } } }, sequencer: { type: 'reference' } } } },
});
const CONFIGS = new Map([0, 1, 2].map((index) => [`default/config/s-${index}.conf`, node(index)]));

function deploymentOf(change: (set: Loose) => void = () => undefined): Deployment {
  const all = objects();
  change(all[0]);
  return Deployment.of(all as KubeObject[], CONFIGS);
}

const namesOf = ({ workloads }: Deployment) => workloads.map(({ name, replicas, nodes }) => [name, replicas, nodes.map((each) => each.name)]);

test('pods that are called by their names among their words are told apart, each with what it reads', () => {
  const deployment = deploymentOf();
  expect(namesOf(deployment)).toEqual([['s-0', 1, ['node-0']], ['s-1', 1, ['node-1']], ['s-2', 1, ['node-2']]]);
  expect(deployment.groups.map(({ replicas }) => replicas)).toEqual([3]);
  expect(databasesOf(deployment).map(({ database, text }) => [database.name, text])).toEqual(
    [0, 1, 2].map((index) => [`d${index}`, `sequencer 'node-${index}'`]),
  );
});

test('a Service leads to the pod that it names', () => {
  const deployment = deploymentOf();
  expect(deployment.ofKind('Service').map((service) => deployment.behind(service).map(({ name }) => name))).toEqual([['s-0'], ['s-2'], []]);
});

test('of those that are stopped, there are the ones that Services wait for', () => {
  expect(namesOf(deploymentOf(({ spec }) => { spec.replicas = 0; }))).toEqual([['s-0', 0, ['node-0']], ['s-2', 0, ['node-2']]]);
});

test.each<[string, (set: Loose) => void]>([
  ['whose words are the same', ({ spec }) => { spec.template.spec.containers[0].args = ['daemon']; }],
  ['whose words name another variable', ({ spec }) => { spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath = 'metadata.namespace'; }],
  ['of a Deployment, of which nobody knows the names', (set) => { set.kind = 'Deployment'; }],
])('pods %s are alike', (_, change) => {
  expect(deploymentOf(change).workloads.map(({ name, replicas }) => [name, replicas])).toEqual([['s', 3]]);
});

test('what is wrong with all of them is said once, and none is a stranger to the others', () => {
  const messages = runChecks(deploymentOf()).filter(({ object }) => object === 'StatefulSet default/s').map(({ rule, message }) => `${rule}: ${message}`);
  const ofRules = (...rules: string[]) => messages.filter((message) => rules.includes(message.slice(0, message.indexOf(':'))));
  expect(ofRules('instances-on-distinct-hosts')).toEqual(['instances-on-distinct-hosts: of 3 instances, and nothing requires that they stand on different hosts']);
  expect(ofRules('startup-budget')).toEqual([0, 1, 2].map((index) => `startup-budget: startup probe of sequencer 'node-${index}' must give at least 300 s, got none`));
  expect(ofRules('disjoint-selectors', 'one-live-sequencer', 'one-node-per-process', 'replicas-share-database')).toEqual([]);
});
