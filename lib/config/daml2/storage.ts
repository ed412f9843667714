import { OracleDatabase } from '../../model/oracle';
import { PostgresDatabase } from '../../model/postgres';
import { Storage } from '../../model/storage';
import { hostInUrl, refuse } from '../../model/validation';
import { Hocon } from '../hocon/hocon';
import { postgresHost, postgresPassword, postgresPort, postgresTlsProperties, postgresUser } from '../postgres';

/** The `storage` of a node (facts A.2). The schema is never migrated in passing: `migrate-and-start` stays out (facts A.16). */
export function storageConfig(storage: Storage): Hocon {
  if (storage instanceof PostgresDatabase) {
    return postgresStorage(storage);
  }
  if (storage instanceof OracleDatabase) {
    return oracleConfig(storage);
  }
  return refuse(`storage must be a PostgresDatabase or an OracleDatabase, got ${storage}; memory and H2 storage cannot be replicated (rule R12)`);
}

/**
 * PostgreSQL, as every line of Canton names it.
 *
 * @param names what the names of its environment variables begin with, where a process has several databases
 */
export function postgresStorage(database: PostgresDatabase, names?: string): Hocon {
  return Hocon.of({
    type: 'postgres',
    config: {
      dataSourceClass: 'org.postgresql.ds.PGSimpleDataSource',
      properties: {
        serverName: postgresHost(database, names),
        portNumber: postgresPort(database, names),
        databaseName: database.name,
        user: postgresUser(database, names),
        password: postgresPassword(database, names),
        ...postgresTlsProperties(database),
      },
    },
    parameters: parametersOf(database),
  });
}

/**
 * A node that does not reach its database at its start waits for it. Otherwise it ends, and Kubernetes starts it again after 10, 20, 40 s and more: later than the
 * database is back. The startup budget bounds the wait (facts A.2, decision 0054).
 */
function parametersOf({ maxConnections }: PostgresDatabase | OracleDatabase): Record<string, unknown> {
  return { 'max-connections': maxConnections, 'fail-fast-on-startup': false };
}

function oracleConfig(database: OracleDatabase): Hocon {
  return Hocon.of({
    type: 'oracle',
    config: {
      driver: 'oracle.jdbc.OracleDriver',
      url: `jdbc:oracle:thin:${oracleAddress(database)}`,
      user: database.username,
      password: Hocon.secret('ORACLE_PASSWORD', database._password, `password of Oracle user '${database.username}'`),
    },
    parameters: parametersOf(database),
  });
}

/**
 * What only a participant's storage says: on Oracle, where its Ledger API server finds its own schema. On PostgreSQL that follows from the rest.
 */
export function ledgerApiStorage(owner: string, storage: Storage): Hocon {
  if (!(storage instanceof OracleDatabase)) {
    return Hocon.of({});
  }
  const { _ledgerApiUser: user } = storage;
  if (user === undefined) {
    return refuse(`${owner}: a participant on Oracle needs ledgerApiUsername and ledgerApiPassword: its Ledger API server has a schema of its own`);
  }
  const password = Hocon.secret('ORACLE_LEDGER_API_PASSWORD', user.password, `password of Oracle user '${user.username}'`);
  const url = Hocon.concat(Hocon.of(`jdbc:oracle:thin:${user.username}/`), password, Hocon.of(oracleAddress(storage)));
  return Hocon.of({ parameters: { 'ledger-api-jdbc-url': url } });
}

function oracleAddress({ host, port, serviceName }: OracleDatabase): string {
  return `@${hostInUrl(host)}:${port}/${serviceName}`;
}
