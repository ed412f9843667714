import { CantonNode } from './canton-node';
import { Container } from './container';
import { Configs } from './container-config';
import { KubeObject, namespaceOf, selects } from './kube-object';
import { groupKey, PodGroup } from './pod-group';
import { at, groupBy, isTree, listAt, textsAt, Tree } from './read';
import { Workload } from './workload';

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
    return new Deployment(single, configs, single.flatMap((object) => Workload.of(object, single, configs) ?? []));
  }

  /** Services of long-running pods. */
  public readonly groups: readonly PodGroup[];
  /** Canton nodes that serve. */
  public readonly nodes: readonly RunningNode[];
  /** Canton nodes that a Job starts, to migrate a database for example. */
  public readonly jobNodes: readonly RunningNode[];

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
  }

  public ofKind(...kinds: string[]): KubeObject[] {
    return this.objects.filter(({ kind }) => kinds.includes(kind));
  }

  /** Workloads whose pods stay. */
  public get longRunning(): Workload[] {
    return this.workloads.filter(({ isLongRunning }) => isLongRunning);
  }

  /** The service that a workload belongs to. */
  public groupOf(workload: Workload): PodGroup {
    return this.groups.find(({ workloads }) => workloads.includes(workload)) ?? new PodGroup([workload]);
  }

  /** Workloads whose pods a label selector selects in a namespace. */
  public selected(namespace: string, selector: unknown): Workload[] {
    return this.workloads.filter((workload) => workload.namespace === namespace && selects(selector, workload.podLabels));
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

/** An image that runs its own program. */
function isProgram(container: Container, image: string): boolean {
  return container.image.name === image && container.command.length === 0;
}

function isKubeObject(value: unknown): value is KubeObject {
  return isTree(value) && typeof value.kind === 'string';
}
