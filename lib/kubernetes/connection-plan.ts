import { IConstruct } from 'constructs';
import { usesOf } from './database-uses';
import { PostgresServer } from '../model/postgres';

/** Connections of one service in a `ConnectionPlan`. */
export interface PlannedConnections {
  /** The service: "participant 'p1'". */
  readonly service: string;
  /** Name of its database. */
  readonly database: string;
  /** How many of its pods there may be at once: a rollout starts new ones before old ones go. */
  readonly pods: number;
  /** How many connections each of them may hold (facts A.2). */
  readonly connections: number;
}

/** How many connections the services of an app may open to a database server, summed over all pods of a rollout (facts A.2; rule R22). */
export class ConnectionPlan {
  /** The plan for what is in the app so far. */
  public static of(scope: IConstruct, server: PostgresServer): ConnectionPlan {
    return new ConnectionPlan(server, usesOf(scope, server).map(({ owner, database, pods, connections }) => (
      { service: owner, database: database.name, pods, connections }
    )));
  }

  private constructor(
    /** The server. */
    public readonly server: PostgresServer,
    /** What each service may open, in the order in which they were made. */
    public readonly services: PlannedConnections[],
  ) {}

  /** All connections of services. */
  public get needed(): number {
    return this.services.reduce((sum, { pods, connections }) => sum + pods * connections, 0);
  }

  /** The least `max_connections` of the server: what services need, and what is kept for its administrators. */
  public get leastMaxConnections(): number {
    return this.needed + this.server.reservedConnections;
  }

  /** The same in whole hundreds, so that few changes restart a server. @internal */
  public get _roundedMaxConnections(): number {
    return Math.ceil(this.leastMaxConnections / 100) * 100;
  }

  /** The sum, a line for each service. */
  public toString(): string {
    const lines = this.services.map(({ service, database, pods, connections }) => (
      `  ${service}, database '${database}': ${pods} pods in a rollout x ${connections} connections = ${pods * connections}`
    ));
    return [...lines, `  kept for administrators: ${this.server.reservedConnections}`, `  sum: ${this.leastMaxConnections}`].join('\n');
  }

  /** @internal */
  public get _errors(): string[] {
    const { id, maxConnections = Infinity } = this.server;
    return this.leastMaxConnections <= maxConnections ? [] : [
      `PostgreSQL server '${id}': maxConnections must be at least ${this.leastMaxConnections}, got ${maxConnections}; raise max_connections of the server, or lower `
      + `maxConnections of the databases:\n${this}`,
    ];
  }
}
