import { EnvBinding, SecretFile, secretPath } from '../model/config-file';
import { PostgresServer, PostgresUser } from '../model/postgres';
import { SecretKey } from '../model/secret-key';

/** What the programs of PostgreSQL read from their environment, and the files that it names. */
export interface PsqlEnvironment {
  readonly env: { [name: string]: string };
  readonly bindings: EnvBinding[];
  readonly files: SecretFile[];
}

const CONNECT_SECONDS = 10;

/** How psql and its like reach a server, and as whom. Nothing of it is an argument, as those are seen by others. */
export function psqlEnvironment(server: PostgresServer, user: PostgresUser, database: string): PsqlEnvironment {
  const variables: [string, string | SecretKey, string][] = [
    ['PGHOST', typeof server._host === 'string' ? withoutBrackets(server._host) : server._host, `host name of PostgreSQL server '${server.id}'`],
    ['PGPORT', typeof server._port === 'number' ? String(server._port) : server._port, `port of PostgreSQL server '${server.id}'`],
    ['PGUSER', user._name, `name of an administrator of PostgreSQL server '${server.id}'`],
    ['PGPASSWORD', user._password, `password of that administrator of PostgreSQL server '${server.id}'`],
  ];
  const { sslmode, _rootCertificate: root, _client: client } = server._tls;
  // Java reads the private key in DER only; libpq does too, since PostgreSQL 13.
  const files: [string, SecretKey | undefined, string][] = [
    ['PGSSLROOTCERT', root, `root certificate of PostgreSQL server '${server.id}' (PEM)`],
    ['PGSSLCERT', client?.certificate, `client certificate for PostgreSQL server '${server.id}' (PEM)`],
    ['PGSSLKEY', client?.privateKey, 'private key of that client certificate (PKCS8 in DER)'],
  ];
  return {
    env: {
      PGDATABASE: database,
      PGSSLMODE: sslmode,
      PGCONNECT_TIMEOUT: String(CONNECT_SECONDS),
      PGCLIENTENCODING: 'UTF8',
      ...Object.fromEntries(variables.flatMap(([name, value]) => value instanceof SecretKey ? [] : [[name, value]])),
      ...Object.fromEntries(files.flatMap(([name, secret]) => secret === undefined ? [] : [[name, secretPath(secret)]])),
    },
    bindings: variables.flatMap(([env, secret, purpose]) => secret instanceof SecretKey ? [{ env, secret, purpose }] : []),
    files: files.flatMap(([, secret, purpose]) => secret === undefined ? [] : [{ secret, purpose }]),
  };
}

/** An IPv6 address stands in brackets in URLs only. */
function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
