import { CantonNode } from './canton-node';
import { Container } from './container';
import { Configs } from './container-config';
import { KubeObject, nameOf, namespaceOf, selects } from './kube-object';
import { groupKey, PodGroup } from './pod-group';
import { at, groupBy, indexed, isTree, listAt, textsAt, Tree } from './read';
import { scalersOf, Workload } from './workload';

/** A Canton node and what runs it. */
export interface RunningNode {
  readonly node: CantonNode;
  readonly workload: Workload;
}

/** A container that runs a certain program, and its configuration: an empty one where it is not known. */
export interface RunningProgram {
  readonly workload: Workload;
  readonly container: Container;
  readonly config: Tree;
}

/** Everything that is deployed together, as plain manifests. */
export class Deployment {
  /**
   * @param objects manifests; `List`s are taken apart
   * @param configs parsed configuration files by `<namespace>/<ConfigMap>/<file>`; rules that need one that is not there say nothing
   */
  public static of(objects: readonly KubeObject[], configs: Configs = new Map()): Deployment {
    const single = objects.flatMap((object) => (object.kind.endsWith('List') ? listAt(object, 'items').filter(isKubeObject) : [object]));
    const scalers = scalersOf(single);
    return new Deployment(single, configs, single.flatMap((object) => Workload.allOf(object, single, configs, scalers)));
  }

  /** Services of long-running pods. */
  public readonly groups: readonly PodGroup[];
  /** Canton nodes that serve. */
  public readonly nodes: readonly RunningNode[];
  /** Canton nodes that a Job starts, to migrate a database for example. */
  public readonly jobNodes: readonly RunningNode[];
  // Rules look for things around each object. In a deployment of thousands, each look must find them without seeing everything.
  private readonly kinds: ReadonlyMap<string, KubeObject[]>;
  private readonly named: ReadonlyMap<string, KubeObject>;
  private readonly labelled: ReadonlyMap<string, Workload[]>;
  private readonly groupsOf: ReadonlyMap<Workload, PodGroup>;

  private constructor(
    public readonly objects: readonly KubeObject[],
    public readonly configs: Configs,
    public readonly workloads: readonly Workload[],
  ) {
    const nodes = workloads.flatMap((workload) => workload.nodes.map((node) => ({ node, workload })));
    this.nodes = nodes.filter(({ workload }) => workload.isLongRunning);
    this.jobNodes = nodes.filter(({ workload }) => !workload.isLongRunning);
    const replicated = workloads.filter((workload) => workload.isLongRunning && workload.kind !== 'DaemonSet');
    this.groups = groupBy(replicated, groupKey).map((group) => new PodGroup(group));
    this.groupsOf = new Map(this.groups.flatMap((group) => group.workloads.map((workload): [Workload, PodGroup] => [workload, group])));
    this.kinds = indexed(objects, ({ kind }) => [kind]);
    this.named = new Map([...objects].reverse().map((object) => [JSON.stringify([object.kind, namespaceOf(object), nameOf(object)]), object]));
    this.labelled = indexed(workloads, ({ namespace, podLabels }) => labelKeys(namespace, podLabels));
  }

  public ofKind(...kinds: string[]): readonly KubeObject[] {
    return kinds.length === 1 ? this.kinds.get(kinds[0]) ?? [] : kinds.flatMap((kind) => this.kinds.get(kind) ?? []);
  }

  /** The object of a kind and name. */
  public object(kind: string, namespace: string, name: string): KubeObject | undefined {
    return this.named.get(JSON.stringify([kind, namespace, name]));
  }

  /** Workloads whose pods stay. */
  public get longRunning(): Workload[] {
    return this.workloads.filter(({ isLongRunning }) => isLongRunning);
  }

  /** The service that a workload belongs to. */
  public groupOf(workload: Workload): PodGroup {
    return this.groupsOf.get(workload) ?? new PodGroup([workload]);
  }

  /** Workloads whose pods a label selector selects in a namespace. */
  public selected(namespace: string, selector: unknown): Workload[] {
    const [fewest] = labelKeys(namespace, textsAt(selector, 'matchLabels')).map((key) => this.labelled.get(key) ?? []).sort((a, b) => a.length - b.length);
    return fewest.filter(({ podLabels }) => selects(selector, podLabels));
  }

  /** Workloads whose pods a budget or a network policy is about. */
  public selectedBy(object: KubeObject): Workload[] {
    return this.selected(namespaceOf(object), at(object, 'spec', object.kind === 'NetworkPolicy' ? 'podSelector' : 'selector'));
  }

  /** Workloads whose pods are behind a Service; none for one without a selector. */
  public behind(service: KubeObject): Workload[] {
    const matchLabels = textsAt(service, 'spec', 'selector');
    return Object.keys(matchLabels).length === 0 ? [] : this.selected(namespaceOf(service), { matchLabels });
  }

  public get jsonApis(): RunningProgram[] {
    return this.programs((config, container) => isProgram(container, 'http-json') || config['query-store'] !== undefined
      || (isTree(config.server) && isTree(config['ledger-api'])));
  }

  public get triggerServices(): RunningProgram[] {
    return this.programs((config, container) => (
      isProgram(container, 'trigger-service') || config['trigger-store'] !== undefined || config['dar-paths'] !== undefined
    ));
  }

  private programs(is: (config: Tree, container: Container) => boolean): RunningProgram[] {
    const running = this.workloads.filter(({ isLongRunning, kind }) => isLongRunning && kind !== 'DaemonSet')
      .flatMap((workload) => workload.containers.map((container) => ({ workload, container, config: container.config ?? {} })));
    return running.filter(({ container, config }) => config.canton === undefined && is(config, container));
  }
}

/** What finds pods: their namespace, and each of their labels in it. */
function labelKeys(namespace: string, labels: { readonly [label: string]: string }): string[] {
  return [[], ...Object.entries(labels)].map((label) => JSON.stringify([namespace, ...label]));
}

/** An image that runs its own program. */
function isProgram(container: Container, image: string): boolean {
  return container.image.name === image && container.command.length === 0;
}

function isKubeObject(value: unknown): value is KubeObject {
  return isTree(value) && typeof value.kind === 'string';
}
