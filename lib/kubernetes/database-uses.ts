import { Construct, IConstruct } from 'constructs';
import { namespaceOf } from './identity';
import { NetworkPeer } from '../model/network-peer';
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

/** One table an app, by the server's id: values do not remember who was given them. */
const USES = new WeakMap<IConstruct, Map<string, DatabaseUse[]>>();

/** Who lets the users of a server in, by the server's id. */
const DOORS = new WeakMap<IConstruct, Map<string, (client: NetworkPeer) => void>>();

/** Remembers that a service uses a database, and has its pods let in where the server is one of the app's. */
export function useDatabase(service: Construct, use: DatabaseUse): void {
  const { root } = service.node;
  const { id } = use.database.server;
  const uses = USES.get(root) ?? new Map<string, DatabaseUse[]>();
  const ofServer = uses.get(id) ?? [];
  ofServer.push(use);
  USES.set(root, uses.set(id, ofServer));
  DOORS.get(root)?.get(id)?.(podsOfService(service));
}

/** Has the pods of every service that uses a server let in, those of its migration included. */
export function admitUsers(scope: Construct, { id }: PostgresServer, admit: (client: NetworkPeer) => void): void {
  const { root } = scope.node;
  DOORS.set(root, (DOORS.get(root) ?? new Map()).set(id, admit));
}

/** The uses of a server in an app, in the order in which they were made. */
export function usesOf(scope: IConstruct, { id }: PostgresServer): readonly DatabaseUse[] {
  return USES.get(scope.node.root)?.get(id) ?? [];
}

function podsOfService(service: Construct): NetworkPeer {
  return NetworkPeer.pods({ 'app.kubernetes.io/instance': service.node.id }, namespaceOf(service));
}
