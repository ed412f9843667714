import { PostgresDatabaseOptions, PostgresServer, PostgresUser } from '../model/postgres';
import { Storage } from '../model/storage';
import { describe, refuse } from '../model/validation';

/** Where the databases of shards come from. */
export interface IShardDatabases {
  /**
   * The database of a participant service.
   *
   * @param service its id, such as `participant-a`: the same id must give the same database for ever
   */
  databaseFor(service: string): Storage;
}

/** Databases that are called as their participant services. */
export class ShardDatabases implements IShardDatabases {
  /** All of them on one server. The database `participant-a` belongs to the user in the Secret `participant-a-db`. */
  public static on(server: PostgresServer, options: PostgresDatabaseOptions = {}): IShardDatabases {
    return server instanceof PostgresServer
      ? new ShardDatabases(server, options)
      : refuse(`databases of shards: server must be a PostgresServer, got ${describe(server)}`);
  }

  private constructor(private readonly server: PostgresServer, private readonly options: PostgresDatabaseOptions) {}

  public databaseFor(service: string): Storage {
    return this.server.database(service, PostgresUser.fromSecret(`${service}-db`), this.options);
  }
}
