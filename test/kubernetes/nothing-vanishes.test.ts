import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as yaml from 'yaml';
import { GROUP, main, pod } from './fixtures';
import { configMap } from '../../lib/kubernetes/config-map';
import { POD_NAME } from '../../lib/kubernetes/container';
import { darFiles } from '../../lib/kubernetes/dar-files';
import { disruptionBudget } from '../../lib/kubernetes/disruption-budget';
import { metadata } from '../../lib/kubernetes/identity';
import { AccessPolicy } from '../../lib/kubernetes/network-policy';
import { PodDescription } from '../../lib/kubernetes/pod';
import { execProbes, grpcProbes, httpProbes } from '../../lib/kubernetes/probes';
import { queryStoreSidecar } from '../../lib/kubernetes/query-store-sidecar';
import { instanceScheduling, namedPodScheduling, nodeBoundScheduling, replicaScheduling, singleScheduling } from '../../lib/kubernetes/scheduling';
import { headlessService, instanceService, namedPodService, service } from '../../lib/kubernetes/service';
import { serviceAccount } from '../../lib/kubernetes/service-account';
import {
  daemonSet, instanceDeployment, job, jobOnDemand, namedPodsStatefulSet, recreatedDeployment, replicaDeployment, singletonStatefulSet,
} from '../../lib/kubernetes/workload';
import { ContainerImage } from '../../lib/model/container-image';
import { DarSource } from '../../lib/model/dar-source';
import { EnvVar } from '../../lib/model/env-var';
import { ExtraVolume } from '../../lib/model/extra-volume';
import { NetworkPeer } from '../../lib/model/network-peer';
import { Placement, TaintEffect } from '../../lib/model/placement';
import { QueryStore } from '../../lib/model/query-store';
import { SecretKey } from '../../lib/model/secret-key';
import { manifests, testChart } from '../support/chart';
import { vanished } from '../support/vanished';

const PLACEMENT = Placement.spread({
  nodeSelector: { pool: 'ledger' },
  tolerations: [{ key: 'dedicated', value: 'on', effect: TaintEffect.NO_EXECUTE }, { key: 'spot' }],
});
const ROLLOUT = { minReadySeconds: 45, startupBudgetSeconds: 600 };
const SECRET = SecretKey.of('tls', 'tls.crt');

/** A pod with everything that a pod can have. */
function fullPod(group: PodDescription['group'], overrides: Partial<PodDescription> = {}): PodDescription {
  const store = queryStoreSidecar(QueryStore.perInstance()._perInstance!);
  const dars = darFiles('x', [
    DarSource.configMap('dars', ['a.dar']),
    DarSource.persistentVolumeClaim('dars', ['a.dar']),
    DarSource.image(ContainerImage.of('dars:1'), ['/a.dar']),
  ]);
  return pod({
    group,
    labels: { team: 'yes' },
    annotations: { on: 'off', number: '012', time: '12:30:45' },
    scheduling: instanceScheduling(group, 0, PLACEMENT),
    imagePullSecrets: ['jfrog'],
    priorityClass: 'ledger-critical',
    config: { configMap: 'x-config', path: '/etc/canton' },
    secretFiles: [{ secret: SECRET, purpose: 'x' }],
    extraVolumes: [ExtraVolume.secret('a', '/opt/a'), ExtraVolume.configMap('b', '/opt/b'), ExtraVolume.persistentVolumeClaim('c', '/opt/c')],
    initContainers: dars.initContainers,
    containers: [
      main({
        args: ['--x=1'],
        env: { A: 'true', B: '1e3', C: '' },
        bindings: [{ env: 'D', secret: SECRET, purpose: 'x' }],
        extraEnv: [EnvVar.value('E', 'null'), EnvVar.fromSecret('F', SECRET)],
        ports: { 'grpc-health': 4003 },
        probes: grpcProbes(4003, 'liveness', 600),
        mounts: dars.mounts,
        preStop: { exec: { command: ['/bin/sleep', '5'] } },
        interactive: true,
      }),
      store.container,
      main({ name: 'http', command: ['x'], probes: httpProbes('http', { live: '/livez', ready: '/readyz' }, 600) }),
      main({ name: 'exec', probes: execProbes(['x'], 60) }),
    ],
    volumes: [...dars.volumes, ...store.volumes],
    ...overrides,
  });
}

type Build = (scope: Construct, group: PodDescription['group']) => void;

/** Everything that the room can make, each with everything that it can have. */
function everything(): Chart {
  const chart = testChart();
  const make = (instance: string, build: Build) => build(new Construct(chart, instance), { ...GROUP, instance });
  const secrets = [{ secret: SECRET, purpose: 'x' }];
  make('instance', (scope, group) => instanceDeployment(scope, 'X', 0, { name: 'instance', secrets, pod: fullPod(group) }, ROLLOUT));
  make('replicas', (scope, group) => replicaDeployment(
    scope, 'X', { name: 'replicas', secrets, pod: fullPod(group, { scheduling: replicaScheduling(group, PLACEMENT) }) }, { ...ROLLOUT, replicas: 2 },
  ));
  make('recreated', (scope, group) => recreatedDeployment(
    scope, 'X', { name: 'recreated', secrets, pod: fullPod(group, { scheduling: singleScheduling(PLACEMENT) }) }, { ...ROLLOUT, index: 0 },
  ));
  make('singleton', (scope, group) => singletonStatefulSet(scope, 'X', { name: 'singleton', secrets, pod: fullPod(group) }, 'governing'));
  make('identities', (scope, group) => namedPodsStatefulSet(
    scope,
    'X',
    { name: 'identities', secrets, pod: fullPod(group, { scheduling: namedPodScheduling(group, PLACEMENT), containers: [main({ namesItself: true, args: [POD_NAME] })] }) },
    'governing',
    { ...ROLLOUT, replicas: 3 },
  ));
  make('job', (scope, group) => job(
    scope, 'X', { name: 'job', secrets, pod: fullPod(group, { restartPolicy: 'Never' }) }, { backoffLimit: 20, deadlineSeconds: 60 },
  ));
  make('on-demand', (scope, group) => jobOnDemand(
    scope, 'X', { name: 'on-demand', secrets, pod: fullPod(group, { restartPolicy: 'Never' }) }, { deadlineSeconds: 60, keptSeconds: 60 },
  ));
  make('daemons', (scope, group) => daemonSet(scope, 'X', 'daemons', group, () => fullPod(group, { scheduling: nodeBoundScheduling(PLACEMENT) })));
  make('others', (scope, group) => {
    const ports = { a: { port: 1 }, b: { port: 2, targetPort: 3 } };
    service(scope, 'Service', { name: 'service', group, ports });
    instanceService(scope, 'InstanceService', 1, { name: 'instance-1', group, ports });
    namedPodService(scope, 'NamedPodService', 0, { name: 'identities-0', group, ports });
    headlessService(scope, 'GoverningService', { name: 'governing', group, ports });
    serviceAccount(scope, group, 'account', { 'eks.amazonaws.com/role-arn': 'arn' });
    configMap(scope, 'Config', group, 'config', [{ name: 'a.conf', text: 'a = 1\n', env: [], files: [] }]);
    disruptionBudget(scope, group, 'budget', 3);
    const policy = new AccessPolicy(scope, group, 'policy');
    [NetworkPeer.pods({ a: 'b' }, 'test'), NetworkPeer.pods({ a: 'b' }, 'apps'), NetworkPeer.namespace('apps'), NetworkPeer.cidr('10.0.0.0/8')]
      .forEach((peer) => policy.admit(peer, 1, 2));
  });
  return chart;
}

test('whatever the room gives to an object is in its manifest', () => {
  expect(vanished(everything())).toEqual([]);
});

test('the room makes every kind of object that it knows', () => {
  expect([...new Set(manifests(everything()).map(({ kind }) => kind))].sort()).toEqual([
    'ConfigMap', 'CronJob', 'DaemonSet', 'Deployment', 'Job', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount', 'StatefulSet',
  ]);
});

test('every object takes its name: no other of its kind can have it', () => {
  const chart = everything();
  for (const { kind, metadata: { name } } of manifests(chart)) {
    expect(() => metadata(chart, { kind, name, group: GROUP }))
      .toThrow(new RegExp(`^participant 'p1': ${kind} '${name}' in namespace 'test' belongs to participant '.*' already`));
  }
});

test('two synths are equal', () => {
  const chart = everything();
  expect(manifests(chart)).toEqual(manifests(chart));
});

test('YAML that kubectl reads is the same as what was meant: no text becomes a number, a time or a truth', () => {
  const chart = everything();
  const text = (chart.node.root as App).synthYaml();
  expect(yaml.parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS())).toEqual(manifests(chart));
});

test('a field that cdk8s drops is noticed', () => {
  const chart = testChart();
  new k8s.KubeService(chart, 'Service', {
    metadata: { name: 'p1' },
    spec: { ports: [{ port: 80, targetPort: 8080 as unknown as k8s.IntOrString }], trafficDistribution: 'PreferClose' } as k8s.ServiceSpec,
  });
  expect(vanished(chart)).toEqual(['Service p1.spec.ports.0.targetPort', 'Service p1.spec.trafficDistribution']);
});
