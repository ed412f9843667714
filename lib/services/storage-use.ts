import { Construct } from 'constructs';
import { dialectOf, offered } from '../config/dialect';
import { claim } from '../kubernetes/claims';
import { ConnectionPlan } from '../kubernetes/connection-plan';
import { useDatabase, usesOf } from '../kubernetes/database-uses';
import { CantonRelease } from '../model/canton-release';
import { OracleDatabase } from '../model/oracle';
import { PostgresDatabase, PostgresServer } from '../model/postgres';
import { Storage } from '../model/storage';
import { describe, refuse } from '../model/validation';

/** A service and the database that it was given. */
export interface StorageUse {
  /** Who speaks in errors: "participant 'p1'". */
  readonly owner: string;
  readonly storage: Storage;
  readonly release: CantonRelease;
  /** Pods at once, in a rollout. */
  readonly pods: number;
  /** Connections of one pod, for a pool of a given size. @default - the pool's */
  readonly connections?: (pool: number) => number;
  /** Whether participants believe what it told them, so that it may never forget. @default false */
  readonly ofDomain?: boolean;
  /** Whether it is shared on purpose with a service that has taken it. @default false */
  readonly shared?: boolean;
}

/** Takes a database for one service, if it is fit for it. */
export function takeStorage(
  scope: Construct, { owner, storage, release, pods, connections = (pool) => pool, ofDomain = false, shared = false }: StorageUse,
): void {
  if (!(storage instanceof Storage)) {
    refuse(`${owner}: storage must come from PostgresServer.database or OracleDatabase.external, got ${describe(storage)}; memory and H2 cannot be replicated (rule R12)`);
  }
  if (!shared) {
    claim(scope, storage.storageId, owner, 'give each service a database of its own (rule R14)');
  }
  if (storage instanceof OracleDatabase) {
    offered(owner, release, 'oracle');
  }
  if (storage instanceof PostgresDatabase) {
    requireVersion(owner, release, storage.server);
    requireReplication(owner, storage.server, ofDomain);
    checkConnections(scope, storage.server);
    useDatabase(scope, { owner, database: storage, pods, connections: connections(storage.maxConnections) });
  }
}

/** How the servers of a workload's databases replicate, for whoever looks at the manifests; nothing where that was never said, or where they differ. */
export function replicationOf(...storages: (Storage | undefined)[]): string | undefined {
  const kinds = new Set(storages.map((storage) => (storage instanceof PostgresDatabase ? storage.server.replication.kind : undefined)));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** Pods of a service of several instances in a rollout: each gets a new one before its old one goes. */
export function podsInRollout(replicas: number): number {
  return 2 * replicas;
}

/** Has the sum judged when the app is synthesized, once a server. */
function checkConnections(scope: Construct, server: PostgresServer): void {
  if (usesOf(scope, server).length === 0) {
    scope.node.root.node.addValidation({ validate: () => ConnectionPlan.of(scope, server)._errors });
  }
}

function requireVersion(owner: string, release: CantonRelease, { id, version }: PostgresServer): void {
  const { oldest, newest } = dialectOf(release).postgres;
  if (version !== undefined && (version < oldest || version > newest)) {
    refuse(`${owner}: PostgreSQL server '${id}' must be of a version from ${oldest} to ${newest} for release ${release.version}, got ${version} (rule R21)`);
  }
}

function requireReplication(owner: string, { id, replication }: PostgresServer, ofDomain: boolean): void {
  if (ofDomain && !replication._fitForDomains) {
    refuse(`${owner}: PostgreSQL server '${id}' must replicate synchronously, got asynchronous replication: a failover would lose what participants were told, which `
      + 'looks like a fork of the ledger (rule R16); where that is accepted, write PostgresReplication.asynchronous({ acceptLedgerFork: true })');
  }
}
