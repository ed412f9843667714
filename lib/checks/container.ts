import { listAt, numberAt, textAt, Tree, treeAt } from './read';

/** A probe of a container. */
export class Probe {
  public constructor(private readonly tree: Tree, private readonly ports: readonly unknown[]) {}

  /** The gRPC health service that is asked for; the empty one is all services together. */
  public get grpcService(): string | undefined {
    if (this.tree.grpc !== undefined) {
      return textAt(this.tree, 'grpc', 'service') ?? '';
    }
    const words = listAt(this.tree, 'exec', 'command').map(String).join(' ');
    return /grpc_health_probe/.test(words) ? /-service[= ]["']?([^\s"']*)/.exec(words)?.[1] ?? '' : undefined;
  }

  public get httpPath(): string | undefined {
    return this.tree.httpGet === undefined ? undefined : textAt(this.tree, 'httpGet', 'path') ?? '/';
  }

  public get isTcp(): boolean {
    return this.tree.tcpSocket !== undefined;
  }

  /** The port as it is written: a number, or the name of a port of the container. */
  public get portText(): string | undefined {
    return textAt(this.tree, 'grpc', 'port') ?? textAt(this.tree, 'httpGet', 'port') ?? textAt(this.tree, 'tcpSocket', 'port');
  }

  public get port(): number | undefined {
    const named = this.ports.find((port) => textAt(port, 'name') === this.portText);
    return named === undefined ? numberAt(this.portText) : numberAt(named, 'containerPort');
  }

  /** How long it may fail before something happens. */
  public get budgetSeconds(): number {
    const failing = (numberAt(this.tree, 'periodSeconds') ?? 10) * (numberAt(this.tree, 'failureThreshold') ?? 3);
    return (numberAt(this.tree, 'initialDelaySeconds') ?? 0) + failing;
  }
}

/** Where an image comes from and which one it is. */
export interface ImageReference {
  readonly text: string;
  /** The last part of its name: `canton-enterprise`. */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** A container of a pod template. */
export class Container {
  public readonly name: string;
  public readonly image: ImageReference;
  public readonly ports: readonly unknown[];

  /**
   * @param env its variables: a literal, or `secret <namespace>/<name>#<key>` for what only the cluster knows
   * @param config its configuration, parsed and merged; nothing where there is none, or it could not be read
   */
  public constructor(
    public readonly tree: Tree,
    public readonly env: { readonly [name: string]: string },
    public readonly config: Tree | undefined,
  ) {
    this.name = textAt(tree, 'name') ?? '';
    this.ports = listAt(tree, 'ports');
    const text = textAt(tree, 'image') ?? '';
    const [, path = '', tag, digest] = /^(.*?)(?::([^/:@]+))?(?:@(.+))?$/.exec(text) ?? [];
    this.image = { text, name: path.slice(path.lastIndexOf('/') + 1), tag, digest };
  }

  public get command(): string[] {
    return listAt(this.tree, 'command').map(String);
  }

  public probe(kind: 'startupProbe' | 'livenessProbe' | 'readinessProbe'): Probe | undefined {
    return this.tree[kind] === undefined ? undefined : new Probe(treeAt(this.tree, kind), this.ports);
  }

  /** The probes it has, by name. */
  public get probes(): [string, Probe][] {
    const kinds = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
    return kinds.flatMap((kind) => (this.probe(kind) === undefined ? [] : [[kind, this.probe(kind)!] as [string, Probe]]));
  }

  public limit(resource: string): string | undefined {
    return textAt(this.tree, 'resources', 'limits', resource);
  }

  /** What is asked for; Kubernetes asks for the limit where nothing is asked for. */
  public request(resource: string): string | undefined {
    return textAt(this.tree, 'resources', 'requests', resource) ?? this.limit(resource);
  }

  /** The options of its Java virtual machine. */
  public get jvmOptions(): string[] {
    return ['JDK_JAVA_OPTIONS', 'JAVA_TOOL_OPTIONS', 'JAVA_OPTS'].flatMap((name) => (this.env[name] ?? '').split(/\s+/)).filter((word) => word !== '');
  }

  /** Text of the configuration with its `${VARIABLES}` put in. */
  public resolve(text: string | undefined): string | undefined {
    return text?.replace(/\$\{\??(\w+)\}/g, (variable, name: string) => this.env[name] ?? variable);
  }
}
