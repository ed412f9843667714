import { Container, Probe } from './container';
import { Database, storageDatabase } from './database';
import { at, numberAt, textAt, Tree, treeAt } from './read';
import { canton3ParticipantConnections, participantConnections, sequencerConnections } from '../model/connections';

/** Kinds of nodes by their key below `canton`. */
const KINDS = { 'participants': 'participant', 'sequencers': 'sequencer', 'mediators': 'mediator', 'domain-managers': 'domain manager' } as const;

export type NodeKind = typeof KINDS[keyof typeof KINDS];

/** A Canton node that a container runs, recognised by its configuration. */
export class CantonNode {
  /** The nodes of a container. */
  public static allOf(container: Container): CantonNode[] {
    return Object.entries(KINDS).flatMap(([key, kind]) => (
      Object.keys(treeAt(container.config, 'canton', key)).map((name) => new CantonNode(kind, name, treeAt(container.config, 'canton', key, name), container))
    ));
  }

  private constructor(
    public readonly kind: NodeKind,
    public readonly name: string,
    /** What is configured below the node's name. */
    public readonly tree: Tree,
    public readonly container: Container,
  ) {}

  /** `participant 'bank'`. */
  public get text(): string {
    return `${this.kind} '${this.name}'`;
  }

  /** One instance holds the database lock and the others stand by; all sequencers serve. */
  public get activePassive(): boolean {
    return this.kind !== 'sequencer';
  }

  public get database(): Database | undefined {
    return storageDatabase(this.tree.storage, this.container);
  }

  /** The database that a sequencer of Canton 3 shares with the others, beside its own (facts F.2). */
  public get driverDatabase(): Database | undefined {
    return storageDatabase(this.driverStorage, this.container);
  }

  /** What is configured of that database. */
  public get driverStorage(): Tree {
    return treeAt(this.tree, 'sequencer', 'config', 'storage');
  }

  /** Canton 3 has an HTTP health server by the node, and the JSON API in the participant. */
  public get isCanton3(): boolean {
    return this.version === undefined
      ? at(this.tree, 'http-ledger-api') !== undefined || at(this.tree, 'monitoring', 'http-health-server') !== undefined
      : this.version[0] >= 3;
  }

  /** Sequencers on a blockchain have an identity and a cache database each; everything else has its state in one database. */
  public get sequencesInDatabase(): boolean {
    return (textAt(this.tree, 'sequencer', 'type') ?? 'database') === 'database';
  }

  /** How many connections to its database one instance holds at most (facts A.2, F.4), where that is configured. */
  public get connections(): number | undefined {
    const pool = numberAt(this.tree, 'storage', 'parameters', 'max-connections') ?? numberAt(this.tree, 'storage', 'max-connections');
    const indexer = numberAt(this.tree, 'parameters', 'ledger-api-server-parameters', 'indexer', 'ingestion-parallelism');
    if (this.isCanton3) {
      return pool !== undefined && this.kind === 'participant' ? canton3ParticipantConnections(pool) : pool;
    }
    switch (pool === undefined ? undefined : this.kind) {
      case undefined: return undefined;
      case 'participant': return participantConnections(pool!, indexer);
      case 'sequencer': return sequencerConnections(pool!, numberAt(this.tree, 'sequencer', 'high-availability', 'exclusive-storage', 'max-connections'));
      default: return pool;
    }
  }

  public apiPort(api: 'ledger-api' | 'admin-api' | 'public-api' | 'http-ledger-api'): number | undefined {
    return numberAt(this.tree, api, 'port');
  }

  /** Ports that clients of the node connect to. */
  public get apiPorts(): number[] {
    return (['ledger-api', 'admin-api', 'public-api', 'http-ledger-api'] as const).flatMap((api) => this.apiPort(api) ?? []);
  }

  /** The version of its image's tag, or nothing where the tag is not a version. */
  public get version(): readonly number[] | undefined {
    const [, ...parts] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(this.container.image.tag ?? '') ?? [];
    return parts.length === 0 ? undefined : parts.map(Number);
  }

  /** Whether a probe asks for more than that the process is up (facts C.1, C.2, F.5): a standby fails it, or a database that is away does. */
  public asksForMoreThanLife(probe: Probe): boolean {
    if (probe.grpcService !== undefined) {
      return probe.grpcService !== 'liveness';
    }
    const health = at(this.container.config, 'canton', 'monitoring', 'health');
    if (probe.httpPath !== undefined) {
      return probe.port === numberAt(this.tree, 'monitoring', 'http-health-server', 'port') || probe.port === numberAt(health, 'server', 'port') && textAt(health, 'check', 'type') !== 'always-healthy';
    }
    return probe.isTcp && this.activePassive && probe.port === this.apiPort('ledger-api'); // the port of a standby is closed
  }

  /** Only the active instance is ever Ready. */
  public get readyMeansActive(): boolean {
    const probe = this.container.probe('readinessProbe');
    return this.activePassive && probe !== undefined && this.asksForMoreThanLife(probe);
  }
}

/** Compares versions: negative where the first is the older one. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  return [0, 1, 2].map((index) => a[index] - b[index]).find((difference) => difference !== 0) ?? 0;
}
