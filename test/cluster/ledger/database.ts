/** A server that can be asked. */
export interface Queried {
  /** The rows that a statement gives, run by the superuser. */
  query<Row = Record<string, unknown>>(database: string, sql: string, params?: readonly (string | number)[]): Promise<Row[]>;
}

/** A PostgreSQL server that the ledger's databases are on, wherever it runs. */
export interface LedgerDatabase extends Queried {
  /** The root certificate that clients trust, a file. */
  readonly authority: string;
  /** How clients call it. */
  readonly host: string;
  /** What the cluster must have so that pods find the server by its name. */
  service(): object[];
  /** A user and a database of its own. What is there already is left as it is, but for the password. */
  createDatabase(owner: { database: string; user: string; password: string }): Promise<void>;
  /** @returns the milliseconds from the order until connections were accepted again */
  restart(): Promise<number>;
}
