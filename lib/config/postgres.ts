import { PostgresDatabase } from '../model/postgres';
import { SecretKey } from '../model/secret-key';
import { hostInUrl } from '../model/validation';
import { Hocon } from './hocon/hocon';

/** What every process that uses PostgreSQL says about its database, in the environment names of Canton's own example files. */
const NAMES = 'POSTGRES';

export function postgresHost({ server }: PostgresDatabase, names = NAMES): Hocon {
  return fromEnv(`${names}_HOST`, server._host, `host name of PostgreSQL server '${server.id}'`);
}

export function postgresPort({ server }: PostgresDatabase, names = NAMES): Hocon {
  return fromEnv(`${names}_PORT`, server._port, `port of PostgreSQL server '${server.id}'`);
}

export function postgresUser({ name, user }: PostgresDatabase, names = NAMES): Hocon {
  return fromEnv(`${names}_USER`, user._name, `name of the PostgreSQL user that owns database '${name}'`);
}

export function postgresPassword({ name, user }: PostgresDatabase, names = NAMES): Hocon {
  return fromEnv(`${names}_PASSWORD`, user._password, `password of the PostgreSQL user that owns database '${name}'`);
}

/** The JDBC driver's TLS properties. */
export function postgresTlsProperties({ server }: PostgresDatabase): { [property: string]: Hocon } {
  const tls = server._tls;
  if (tls.sslmode === 'disable') {
    return { ssl: Hocon.of(false), sslmode: Hocon.of('disable') };
  }
  const properties: { [property: string]: Hocon } = { ssl: Hocon.of(true), sslmode: Hocon.of(tls.sslmode) };
  if (tls._rootCertificate !== undefined) {
    properties.sslrootcert = Hocon.secretFile(tls._rootCertificate, `root certificate of PostgreSQL server '${server.id}' (PEM)`);
  }
  if (tls._client !== undefined) {
    properties.sslcert = Hocon.secretFile(tls._client.certificate, `client certificate for PostgreSQL server '${server.id}' (PEM)`);
    properties.sslkey = Hocon.secretFile(tls._client.privateKey, 'private key of that client certificate (PKCS8 in DER)');
  }
  return properties;
}

/** The database as a JDBC URL, for the processes that take one. */
export function postgresJdbcUrl(database: PostgresDatabase): Hocon {
  const properties = Object.entries(postgresTlsProperties(database)).flatMap(([name, property], index) => [
    Hocon.of(`${index === 0 ? '?' : '&'}${name}=`),
    property._node.kind === 'boolean' ? Hocon.of(String(property._node.value)) : property,
  ]);
  return Hocon.concat(
    Hocon.of('jdbc:postgresql://'), inUrl(postgresHost(database)), Hocon.of(':'), asText(postgresPort(database)), Hocon.of(`/${database.name}`), ...properties,
  );
}

/** An IPv6 address stands in brackets there. */
function inUrl(host: Hocon): Hocon {
  return host._node.kind === 'text' ? Hocon.of(hostInUrl(host._node.value)) : host;
}

function asText(value: Hocon): Hocon {
  return value._node.kind === 'number' ? Hocon.of(String(value._node.value)) : value;
}

function fromEnv(env: string, value: string | number | SecretKey, purpose: string): Hocon {
  return value instanceof SecretKey ? Hocon.secret(env, value, purpose) : Hocon.of(value);
}
