import { IConstruct } from 'constructs';
import { PostgresDatabase, PostgresServer } from '../model/postgres';

/** What a service does to a database server. */
export interface DatabaseUse {
  /** Who: "participant 'p1'". */
  readonly owner: string;
  readonly database: PostgresDatabase;
  /** Pods at once, in a rollout. */
  readonly pods: number;
  /** Connections that each of them may hold. */
  readonly connections: number;
}

/** One list an app: values do not remember who was given them. */
const USES = new WeakMap<IConstruct, DatabaseUse[]>();

/** Remembers that a service uses a database. */
export function useDatabase(scope: IConstruct, use: DatabaseUse): void {
  const { root } = scope.node;
  USES.set(root, [...USES.get(root) ?? [], use]);
}

/** The uses of a server in an app, in the order in which they were made. */
export function usesOf(scope: IConstruct, { id }: PostgresServer): DatabaseUse[] {
  return (USES.get(scope.node.root) ?? []).filter(({ database }) => database.server.id === id);
}
