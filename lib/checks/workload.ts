import { CantonNode } from './canton-node';
import { Container } from './container';
import { Configs, configOf } from './container-config';
import { environmentOf } from './container-env';
import { KubeObject, nameOf, namespaceOf, objectId } from './kube-object';
import { namedPods } from './named-pods';
import { amountOf } from './quantity';
import { at, listAt, numberAt, textAt, textsAt, Tree, treeAt } from './read';

const ENDING = ['Job', 'CronJob'];

/** Everything that sets the number of pods of something, by namespace, kind and name of that; the first one holds. */
export function scalersOf(objects: readonly KubeObject[]): Map<string, KubeObject> {
  const scalers = objects.filter(({ kind }) => ['HorizontalPodAutoscaler', 'ScaledObject'].includes(kind));
  return new Map(scalers.reverse().map((scaler) => {
    const target = treeAt(scaler, 'spec', 'scaleTargetRef');
    return [JSON.stringify([namespaceOf(scaler), textAt(target, 'kind') ?? 'Deployment', textAt(target, 'name')]), scaler];
  }));
}

/** An object with a pod template; or one pod of a StatefulSet whose pods differ. */
export class Workload {
  /**
   * The workloads of an object: none, one, or one for each pod of a StatefulSet that calls its pods by their names.
   *
   * @param scalers what sets numbers of pods, as `scalersOf` has them
   */
  public static allOf(
    object: KubeObject, objects: readonly KubeObject[], configs: Configs, scalers: ReadonlyMap<string, KubeObject>,
  ): Workload[] {
    const template = treeAt(object.kind === 'Pod' ? object : at(object, 'spec', 'template') ?? at(object, 'spec', 'jobTemplate', 'spec', 'template'));
    if (Object.keys(treeAt(template, 'spec')).length === 0) {
      return [];
    }
    const pods: { readonly name?: string; readonly template: Tree }[] = namedPods(object, template, objects) ?? [{ template }];
    return pods.map((pod) => new Workload(object, pod.template, objects, configs, scalers, pod.name));
  }

  /** Of the object. */
  public readonly id: string;
  /** Of the object, or of its one pod. */
  public readonly name: string;
  public readonly namespace: string;
  public readonly spec: Tree;
  public readonly podLabels: { readonly [label: string]: string };
  public readonly podAnnotations: { readonly [annotation: string]: string };
  public readonly pod: Tree;
  public readonly initContainers: readonly Container[];
  /** Containers that run as long as the pod does. */
  public readonly containers: readonly Container[];
  /** The Canton nodes that it runs. */
  public readonly nodes: readonly CantonNode[];
  /** What sets its number of pods, beside itself. */
  public readonly autoscaler?: KubeObject;

  private constructor(
    public readonly object: KubeObject, template: Tree, objects: readonly KubeObject[], configs: Configs, scalers: ReadonlyMap<string, KubeObject>,
    private readonly podName?: string,
  ) {
    this.id = objectId(object);
    this.name = podName ?? nameOf(object);
    this.namespace = namespaceOf(object);
    this.spec = treeAt(object, 'spec');
    this.podLabels = textsAt(template, 'metadata', 'labels');
    this.podAnnotations = textsAt(template, 'metadata', 'annotations');
    this.pod = treeAt(template, 'spec');
    const container = (tree: unknown) => new Container(
      treeAt(tree),
      environmentOf(tree, this.namespace, objects),
      configOf(tree, listAt(this.pod, 'volumes'), this.namespace, configs),
    );
    this.initContainers = listAt(this.pod, 'initContainers').map(container);
    this.containers = listAt(this.pod, 'containers').map(container);
    this.nodes = this.containers.flatMap((runs) => CantonNode.allOf(runs));
    this.autoscaler = scalers.get(JSON.stringify([this.namespace, object.kind, nameOf(object)]));
  }

  public get kind(): string {
    return this.object.kind;
  }

  /** Whether its pods are meant to stay. */
  public get isLongRunning(): boolean {
    return !ENDING.includes(this.kind);
  }

  /** Whether it is one pod of a StatefulSet whose pods differ. */
  public get isNamedPod(): boolean {
    return this.podName !== undefined;
  }

  /** How many pods it has at least. */
  public get replicas(): number {
    const written = numberAt(this.spec, 'replicas') ?? 1;
    const scaled = numberAt(this.autoscaler, 'spec', 'minReplicas') ?? numberAt(this.autoscaler, 'spec', 'minReplicaCount');
    return this.autoscaler === undefined ? (this.isNamedPod ? Math.min(1, written) : written) : scaled ?? 1;
  }

  /** How many pods it has at most, apart from those of a rollout. */
  public get maxReplicas(): number {
    return numberAt(this.autoscaler, 'spec', 'maxReplicas') ?? numberAt(this.autoscaler, 'spec', 'maxReplicaCount') ?? this.replicas;
  }

  public get allContainers(): readonly Container[] {
    return [...this.initContainers, ...this.containers];
  }

  /** Whether only one of all its pods, and of those of its service's other workloads, is ever Ready. */
  public get readyMeansActive(): boolean {
    return this.nodes.some((node) => node.readyMeansActive);
  }

  /** `Recreate`, `RollingUpdate` or `OnDelete`. */
  public get strategy(): string {
    return textAt(this.spec, 'strategy', 'type') ?? textAt(this.spec, 'updateStrategy', 'type') ?? 'RollingUpdate';
  }

  /** Whether a rollout starts a new pod beside the old one. */
  public get surges(): boolean {
    const surge = () => amountOf(textAt(this.spec, 'strategy', 'rollingUpdate', 'maxSurge') ?? '25%', this.replicas);
    return this.kind === 'Deployment' && this.strategy === 'RollingUpdate' && surge() > 0;
  }
}
