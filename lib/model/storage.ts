/**
 * The database of one service. All instances of the service use it with the same user; no other service may (rules R13, R14).
 * Made by `PostgresServer.database` or `OracleDatabase.external`.
 */
export abstract class Storage {
  /** Names the database among all databases of a deployment: server and database name. */
  public abstract readonly storageId: string;
}
