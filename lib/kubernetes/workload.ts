import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { contentHash } from './content-hash';
import { instanceLabels, metadata, namespaceOf, PodGroup, selectorLabels } from './identity';
import { rememberImages } from './images';
import { PodDescription, podTemplate } from './pod';
import { secretsAnnotation } from './secrets-annotation';
import { rememberWorkload, WatchedWorkload } from './watched';
import { INSTANCE_LABEL, REPLICATION_ANNOTATION, SPELT_OUT_ANNOTATION } from '../model/annotations';
import { EnvBinding, SecretFile } from '../model/config-file';

/** What every workload is given beside its pod. */
export interface WorkloadDescription {
  readonly name: string;
  readonly pod: PodDescription;
  /** Secrets that its pods use, for the list of what must be brought. */
  readonly secrets: (EnvBinding | SecretFile)[];
  /** Rules that its user broke by name, with the words. */
  readonly speltOut?: { [rule: string]: string };
  /** How the server of its database replicates. */
  readonly replication?: string;
  /** Whether it may be out of service for a while, as what it works on is away on purpose. */
  readonly unmissed?: boolean;
}

/** How a Deployment goes from one revision to the next. */
export interface RolloutDescription {
  /** How long a pod must be Ready before the old one may go. */
  readonly minReadySeconds: number;
  /** How long a pod may take to start, before the rollout counts as failed. */
  readonly startupBudgetSeconds: number;
  /** Whether there are to be no pods for a while. */
  readonly stopped?: boolean;
}

const SURGE = { type: 'RollingUpdate', rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) } };
const RECREATE = { type: 'Recreate' };

/** One instance of a service as a Deployment of one pod: the replacement stands before the old pod goes. */
export function instanceDeployment(scope: Construct, id: string, index: number, workload: WorkloadDescription, rollout: RolloutDescription): void {
  const { pod } = workload;
  deployment(scope, id, workload, {
    ...rollout,
    replicas: rollout.stopped ? 0 : 1,
    labels: { [INSTANCE_LABEL]: String(index) },
    selector: instanceLabels(pod.group, index),
    strategy: SURGE,
  });
}

/** Like pods that all serve. Their number is left out where an autoscaler sets it; `replicas` is the least then. */
export function replicaDeployment(
  scope: Construct, id: string, workload: WorkloadDescription, rollout: RolloutDescription & { replicas: number; autoscaled?: boolean },
): void {
  deployment(scope, id, workload, { ...rollout, selector: selectorLabels(workload.pod.group), strategy: SURGE });
}

/** One pod that must be gone before its replacement starts: a second one beside it would wait for ever, or be one too many. */
export function recreatedDeployment(
  scope: Construct, id: string, workload: WorkloadDescription, rollout: RolloutDescription & { index?: number },
): void {
  const { pod: { group } } = workload;
  const { index } = rollout;
  deployment(scope, id, workload, {
    ...rollout,
    replicas: rollout.stopped ? 0 : 1,
    labels: index === undefined ? {} : { [INSTANCE_LABEL]: String(index) },
    selector: index === undefined ? selectorLabels(group) : instanceLabels(group, index),
    strategy: RECREATE,
  });
}

/** At most one pod of an identity, whatever happens: after the loss of a node nothing is started until the old pod is known to be gone. */
export function singletonStatefulSet(scope: Construct, id: string, workload: WorkloadDescription, governingService: string): void {
  statefulSet(scope, id, workload, { governingService, replicas: 1, selector: selectorLabels(workload.pod.group) });
}

/** The same for one instance of a service. The instance's Service governs it. */
export function instanceStatefulSet(
  scope: Construct, id: string, index: number, workload: WorkloadDescription, { stopped }: RolloutDescription,
): void {
  statefulSet(scope, id, workload, {
    governingService: workload.name,
    replicas: stopped ? 0 : 1,
    labels: { [INSTANCE_LABEL]: String(index) },
    selector: instanceLabels(workload.pod.group, index),
  });
}

/**
 * Instances that are identities of their own, each a pod of one StatefulSet and known by the pod's name. They start side by side, so that none waits for
 * another that cannot start; a change goes through them one by one, the last one first, and stops at one that does not become Ready.
 */
export function namedPodsStatefulSet(
  scope: Construct, id: string, workload: WorkloadDescription, governingService: string, rollout: RolloutDescription & { replicas: number },
): void {
  const { replicas, minReadySeconds, stopped } = rollout;
  const selector = selectorLabels(workload.pod.group);
  statefulSet(scope, id, workload, { governingService, replicas: stopped ? 0 : replicas, selector, minReadySeconds, podManagementPolicy: 'Parallel' });
}

interface StatefulSetDescription {
  readonly governingService: string;
  readonly replicas: number;
  readonly minReadySeconds?: number;
  readonly podManagementPolicy?: string;
  readonly labels?: { [label: string]: string };
  readonly selector: { [label: string]: string };
}

function statefulSet(scope: Construct, id: string, workload: WorkloadDescription, description: StatefulSetDescription): void {
  const { governingService, replicas, minReadySeconds, podManagementPolicy, labels, selector } = description;
  new k8s.KubeStatefulSet(scope, id, {
    metadata: workloadMetadata(scope, 'StatefulSet', workload, labels),
    spec: {
      serviceName: governingService,
      replicas,
      minReadySeconds,
      podManagementPolicy,
      revisionHistoryLimit: 5,
      updateStrategy: { type: 'RollingUpdate' },
      selector: { matchLabels: selector },
      template: watched(scope, 'StatefulSet', workload, selector, replicas),
    },
  });
}

/** How a Job is retried. */
export interface JobDescription {
  readonly backoffLimit: number;
  readonly deadlineSeconds: number;
}

/** A Job named by its content: a change makes a new one. It stays when it is done, because a Job that is gone would be made and run again. */
export function job(scope: Construct, id: string, workload: WorkloadDescription, { backoffLimit, deadlineSeconds }: JobDescription): void {
  const template = remembered(scope, workload.pod, selectorLabels(workload.pod.group));
  const name = `${workload.name}-${contentHash(JSON.stringify(template))}`;
  new k8s.KubeJob(scope, id, {
    metadata: workloadMetadata(scope, 'Job', { ...workload, name }),
    spec: { backoffLimit, activeDeadlineSeconds: deadlineSeconds, completions: 1, parallelism: 1, template },
  });
}

/** How a Job that somebody starts by hand ends. */
export interface JobOnDemandDescription {
  readonly deadlineSeconds: number;
  /** How long it can be looked at when it is done. */
  readonly keptSeconds: number;
}

/** A Job that is made when somebody asks for it, `kubectl create job --from=cronjob/<name>`: its template is a CronJob that never runs by itself. */
export function jobOnDemand(scope: Construct, id: string, workload: WorkloadDescription, end: JobOnDemandDescription): void {
  const labels = selectorLabels(workload.pod.group);
  const template = remembered(scope, workload.pod, labels);
  new k8s.KubeCronJob(scope, id, {
    metadata: workloadMetadata(scope, 'CronJob', workload),
    spec: {
      suspend: true,
      schedule: '0 0 1 1 *',
      startingDeadlineSeconds: 60, // who resumes it by mistake starts nothing that was missed
      jobTemplate: {
        metadata: { labels },
        spec: { backoffLimit: 0, activeDeadlineSeconds: end.deadlineSeconds, ttlSecondsAfterFinished: end.keptSeconds, template },
      },
    },
  });
}

/** A pod on every node, made of what is known when everything else has been made. */
export function daemonSet(scope: Construct, id: string, name: string, group: PodGroup, pod: () => PodDescription): void {
  new k8s.KubeDaemonSet(scope, id, {
    metadata: metadata(scope, { kind: 'DaemonSet', name, group }),
    spec: {
      selector: { matchLabels: selectorLabels(group) },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('100%') } },
      template: Lazy.any({ produce: () => podTemplate(pod()) }) as k8s.PodTemplateSpec,
    },
  });
}

interface DeploymentDescription extends RolloutDescription {
  readonly replicas: number;
  readonly autoscaled?: boolean;
  readonly labels?: { [label: string]: string };
  readonly selector: { [label: string]: string };
  readonly strategy: k8s.DeploymentStrategy;
}

function deployment(scope: Construct, id: string, workload: WorkloadDescription, description: DeploymentDescription): void {
  const { replicas, autoscaled, labels, selector, strategy, minReadySeconds, startupBudgetSeconds } = description;
  new k8s.KubeDeployment(scope, id, {
    metadata: workloadMetadata(scope, 'Deployment', workload, labels),
    spec: {
      replicas: autoscaled ? undefined : replicas,
      revisionHistoryLimit: 5,
      minReadySeconds,
      progressDeadlineSeconds: startupBudgetSeconds + minReadySeconds + 120,
      strategy,
      selector: { matchLabels: selector },
      template: watched(scope, 'Deployment', workload, selector, replicas),
    },
  });
}

function watched(
  scope: Construct, kind: WatchedWorkload['kind'], { name, pod, unmissed }: WorkloadDescription, selector: { [label: string]: string }, pods: number,
): k8s.PodTemplateSpec {
  const template = remembered(scope, pod, selector);
  rememberWorkload(scope, { kind, name, namespace: namespaceOf(scope), group: pod.group, pods: unmissed ? 0 : pods }, template);
  return template;
}

function remembered(scope: Construct, pod: PodDescription, selector: { [label: string]: string }): k8s.PodTemplateSpec {
  const template = podTemplate({ ...pod, labels: { ...pod.labels, ...selector } });
  rememberImages(scope, template);
  return template;
}

function workloadMetadata(
  scope: Construct, kind: string, { name, pod, secrets, speltOut = {}, replication }: WorkloadDescription, labels?: { [label: string]: string },
): k8s.ObjectMeta {
  const accepted: { [annotation: string]: string } = Object.keys(speltOut).length === 0 ? {} : { [SPELT_OUT_ANNOTATION]: JSON.stringify(speltOut) };
  const kept: { [annotation: string]: string } = replication === undefined ? {} : { [REPLICATION_ANNOTATION]: replication };
  return metadata(scope, { kind, name, group: pod.group, labels, annotations: { ...secretsAnnotation(secrets), ...accepted, ...kept } });
}
