import { Construct } from 'constructs';
import { GROUP, main, pod, SELECTOR, workload } from './fixtures';
import { imagesBelow } from '../../lib/kubernetes/images';
import { PodDescription } from '../../lib/kubernetes/pod';
import {
  daemonSet, instanceDeployment, instanceStatefulSet, job, JobDescription, jobOnDemand, namedPodsStatefulSet, recreatedDeployment, replicaDeployment,
  RolloutDescription, singletonStatefulSet, WorkloadDescription,
} from '../../lib/kubernetes/workload';
import { ContainerImage } from '../../lib/model/container-image';
import { SecretKey } from '../../lib/model/secret-key';
import { Manifest, manifests, only, testChart } from '../support/chart';

const ROLLOUT: RolloutDescription = { minReadySeconds: 45, startupBudgetSeconds: 600 };
const SECRETS = [{ secret: SecretKey.of('db', 'password'), purpose: 'password' }];
const SURGE = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
const INSTANCE = { ...SELECTOR, 'cdk8s-canton/instance': '1' };

type Make = (scope: Construct, description: WorkloadDescription) => void;

const DEPLOYMENTS: [string, Make][] = [
  ['an instance', (scope, description) => instanceDeployment(scope, 'X', 1, description, ROLLOUT)],
  ['replicas', (scope, description) => replicaDeployment(scope, 'X', description, { ...ROLLOUT, replicas: 2 })],
  ['one pod that is recreated', (scope, description) => recreatedDeployment(scope, 'X', description, ROLLOUT)],
  ['an instance that is recreated', (scope, description) => recreatedDeployment(scope, 'X', description, { ...ROLLOUT, index: 1 })],
];

const WORKLOADS: [string, string, Make][] = [
  ...DEPLOYMENTS.map(([name, make]): [string, string, Make] => [name, 'Deployment', make]),
  ['one pod and never two', 'StatefulSet', (scope, description) => singletonStatefulSet(scope, 'X', description, 'p1-instances')],
  ['an instance and never two', 'StatefulSet', (scope, description) => instanceStatefulSet(scope, 'X', 1, description, ROLLOUT)],
  ['identities', 'StatefulSet', (scope, description) => namedPodsStatefulSet(scope, 'X', description, 'p1-instances', { ...ROLLOUT, replicas: 3 })],
  ['a Job', 'Job', (scope, description) => job(scope, 'X', description, { backoffLimit: 20, deadlineSeconds: 600 })],
];

function rendered(make: Make, overrides: Partial<WorkloadDescription> = {}): Manifest {
  const chart = testChart();
  make(chart, { ...workload(), ...overrides });
  return manifests(chart)[0];
}

test('an instance gets a second pod before it loses the first', () => {
  const { spec, metadata } = rendered(DEPLOYMENTS[0][1]);
  expect(spec.strategy).toEqual(SURGE);
  expect(spec.replicas).toBe(1);
  expect(spec.selector).toEqual({ matchLabels: INSTANCE });
  expect(metadata.labels['cdk8s-canton/instance']).toBe('1');
});

test('an instance of which there may never be two is a StatefulSet of one, governed by its own Service', () => {
  const make = (stopped: boolean): Make => (scope, description) => instanceStatefulSet(scope, 'X', 1, description, { ...ROLLOUT, stopped });
  const { spec, metadata } = rendered(make(false));
  expect(spec.selector).toEqual({ matchLabels: INSTANCE });
  expect(spec.template.metadata.labels).toMatchObject(INSTANCE);
  expect(metadata.labels['cdk8s-canton/instance']).toBe('1');
  expect(spec).toMatchObject({ replicas: 1, serviceName: metadata.name });
  expect(rendered(make(true)).spec.replicas).toBe(0);
});

test('identities are pods of one StatefulSet: they start side by side and are renewed one by one, when the last one has been Ready for a while', () => {
  const make = (stopped: boolean): Make => (scope, description) => namedPodsStatefulSet(scope, 'X', description, 'p1-instances', { ...ROLLOUT, stopped, replicas: 3 });
  const { spec, metadata } = rendered(make(false));
  expect(spec).toMatchObject({
    replicas: 3,
    serviceName: 'p1-instances',
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    minReadySeconds: 45,
    revisionHistoryLimit: 5,
    selector: { matchLabels: SELECTOR },
  });
  expect(metadata.labels['cdk8s-canton/instance']).toBeUndefined();
  expect(rendered(make(true)).spec.replicas).toBe(0);
});

test('the number of replicas is left out where an autoscaler sets it', () => {
  expect(rendered((scope, description) => replicaDeployment(scope, 'X', description, { ...ROLLOUT, replicas: 2, autoscaled: true })).spec).not.toHaveProperty('replicas');
});

test('replicas get one more before they lose one', () => {
  const { spec, metadata } = rendered(DEPLOYMENTS[1][1]);
  expect(spec.strategy).toEqual(SURGE);
  expect(spec.replicas).toBe(2);
  expect(spec.selector).toEqual({ matchLabels: SELECTOR });
  expect(metadata.labels['cdk8s-canton/instance']).toBeUndefined();
});

test('a pod that is recreated is gone before its replacement comes', () => {
  const { spec, metadata } = rendered(DEPLOYMENTS[2][1]);
  expect(spec.strategy).toEqual({ type: 'Recreate' });
  expect(spec.replicas).toBe(1);
  expect(spec.selector).toEqual({ matchLabels: SELECTOR });
  expect(metadata.labels['cdk8s-canton/instance']).toBeUndefined();
});

test('an instance that is recreated keeps its number', () => {
  const { spec, metadata } = rendered(DEPLOYMENTS[3][1]);
  expect(spec.strategy).toEqual({ type: 'Recreate' });
  expect(spec.selector).toEqual({ matchLabels: INSTANCE });
  expect(metadata.labels['cdk8s-canton/instance']).toBe('1');
});

test('the first instance is number 0 also when it is recreated', () => {
  const { spec } = rendered((scope, description) => recreatedDeployment(scope, 'X', description, { ...ROLLOUT, index: 0 }));
  expect(spec.selector).toEqual({ matchLabels: { ...SELECTOR, 'cdk8s-canton/instance': '0' } });
});

test.each(DEPLOYMENTS)('a Deployment of %s waits until a new pod has been Ready for a while, and fails 2 minutes after that', (_, make) => {
  const { minReadySeconds, progressDeadlineSeconds, revisionHistoryLimit } = rendered(make).spec;
  expect(minReadySeconds).toBe(45);
  expect(progressDeadlineSeconds).toBe(600 + 45 + 120);
  expect(revisionHistoryLimit).toBe(5);
});

test('one pod and never two is a StatefulSet of one', () => {
  const { spec } = rendered(WORKLOADS[4][2]);
  expect(spec.replicas).toBe(1);
  expect(spec.serviceName).toBe('p1-instances');
  expect(spec.updateStrategy).toEqual({ type: 'RollingUpdate' });
  expect(spec.selector).toEqual({ matchLabels: SELECTOR });
  expect(spec.revisionHistoryLimit).toBe(5);
  expect(spec.podManagementPolicy).toBeUndefined();
});

test.each(WORKLOADS)('a workload of %s is a %s whose selector finds its pods', (_, kind, make) => {
  const { kind: made, spec } = rendered(make);
  expect(made).toBe(kind);
  expect(spec.template.metadata.labels).toMatchObject(spec.selector?.matchLabels ?? SELECTOR);
});

test.each(WORKLOADS)('a workload of %s lists the Secrets that it needs, and its pods do not', (_, _kind, make) => {
  const { metadata, spec } = rendered(make, { secrets: SECRETS });
  expect(JSON.parse(metadata.annotations['cdk8s-canton/secrets'])).toEqual([{ name: 'db', key: 'password', purpose: 'password' }]);
  expect(spec.template.metadata.annotations['cdk8s-canton/secrets']).toBeUndefined();
  expect(rendered(make).metadata.annotations ?? {}).toEqual({});
});

test.each(WORKLOADS)('the images of %s are remembered', (_, _kind, make) => {
  const chart = testChart();
  make(chart, workload());
  expect(imagesBelow(chart).images).toEqual(['registry/canton:2.10.4']);
});

describe('a Job', () => {
  const RETRIES: JobDescription = { backoffLimit: 20, deadlineSeconds: 21600 };

  function made(
    overrides: Partial<PodDescription> = {}, retries = RETRIES, secrets: WorkloadDescription['secrets'] = [], namespace = 'test',
  ): Manifest {
    const chart = testChart(namespace);
    job(chart, 'Job', { name: 'p1-connect', secrets, pod: pod({ restartPolicy: 'Never', ...overrides }) }, retries);
    return manifests(chart)[0];
  }

  function nameOf(...parameters: Parameters<typeof made>): string {
    return made(...parameters).metadata.name;
  }

  test('runs once, is retried, and stays when it is done: one that is gone would be run again', () => {
    const { spec } = made();
    expect(Object.keys(spec).sort()).toEqual(['activeDeadlineSeconds', 'backoffLimit', 'completions', 'parallelism', 'template']);
    expect(spec).toMatchObject({ activeDeadlineSeconds: 21600, backoffLimit: 20, completions: 1, parallelism: 1 });
    expect(spec.template.spec.restartPolicy).toBe('Never');
    expect(spec.template.metadata.labels).toEqual(SELECTOR);
  });

  test('is called by its content', () => {
    expect(nameOf()).toMatch(/^p1-connect-[0-9a-f]{10}$/);
    expect(nameOf()).toBe(nameOf());
  });

  test.each<[string, Partial<PodDescription>]>([
    ['its arguments', { containers: [main({ args: ['run'] })] }],
    ['its image', { containers: [main({ image: ContainerImage.of('registry/canton:2.10.5') })] }],
    ['its configuration', { config: { configMap: 'c-0123456789', path: '/etc/canton' } }],
    ['an annotation', { annotations: { note: 'x' } }],
    ['a Secret', { secretFiles: [{ secret: SecretKey.of('tls', 'ca.crt'), purpose: 'root' }] }],
    ['its disk', { containers: [main({ mounts: [{ name: 'x', mountPath: '/x' }] })] }],
  ])('is made again when %s changes', (_, overrides) => {
    expect(nameOf(overrides)).not.toBe(nameOf());
  });

  test('is not made again when its retries, its namespace, its version label or the wording about its Secrets changes', () => {
    expect(nameOf({}, { backoffLimit: 3, deadlineSeconds: 60 })).toBe(nameOf());
    expect(nameOf({}, RETRIES, SECRETS)).toBe(nameOf());
    expect(nameOf({}, RETRIES, [], 'iou')).toBe(nameOf());
    expect(nameOf({ group: { ...GROUP, version: '2.10.5' } })).toBe(nameOf());
  });
});

describe('a Job on demand', () => {
  test('never runs by itself, is not tried again, and its pods are labelled for those who let them in', () => {
    const chart = testChart();
    jobOnDemand(chart, 'CronJob', { name: 'p1', pod: pod(), secrets: [] }, { deadlineSeconds: 60, keptSeconds: 30 });
    const { suspend, jobTemplate } = only(chart, 'CronJob', 'p1').spec;
    expect(suspend).toBe(true);
    expect(jobTemplate.spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 30 });
    expect(jobTemplate.spec.template.metadata.labels).toEqual(SELECTOR);
  });
});

describe('a pod on every node', () => {
  test('is renewed everywhere at once, and has no number', () => {
    const chart = testChart();
    daemonSet(chart, 'DaemonSet', 'p1', GROUP, () => pod());
    const { spec } = only(chart, 'DaemonSet', 'p1');
    expect(spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } });
    expect(spec.selector).toEqual({ matchLabels: SELECTOR });
    expect(spec.template.metadata.labels).toEqual(SELECTOR);
  });

  test('is made of what is known when everything else has been made', () => {
    const chart = testChart();
    let image = 'a:1';
    daemonSet(chart, 'DaemonSet', 'p1', GROUP, () => pod({ containers: [main({ image: ContainerImage.of(image) })] }));
    image = 'b:1';
    expect(only(chart, 'DaemonSet', 'p1').spec.template.spec.containers[0].image).toBe('b:1');
  });

  test('does not count its own images', () => {
    const chart = testChart();
    daemonSet(chart, 'DaemonSet', 'p1', GROUP, () => pod());
    manifests(chart);
    expect(imagesBelow(chart).images).toEqual([]);
  });
});
