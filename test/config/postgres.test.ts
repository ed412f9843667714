import { hoconFile } from '../../lib/config/config-file';
import { Hocon } from '../../lib/config/hocon/hocon';
import { postgresHost, postgresJdbcUrl, postgresPassword, postgresPort, postgresTlsProperties, postgresUser } from '../../lib/config/postgres';
import { ExternalPostgresProps, PostgresDatabase, PostgresServer, PostgresTls, PostgresUser } from '../../lib/model/postgres';
import { PostgresReplication } from '../../lib/model/postgres-replication';
import { SecretKey } from '../../lib/model/secret-key';

const CA = SecretKey.of('pg-ca', 'ca.crt');
const CLIENT = { certificate: SecretKey.of('pg-client', 'tls.crt'), privateKey: SecretKey.of('pg-client', 'tls.pk8') };
const USER = PostgresUser.fromSecret('ledger-db');

const KNOWN = { host: 'pg.db.svc', port: 6432 };
const UNKNOWN = { hostFromSecret: SecretKey.of('aurora', 'host'), portFromSecret: SecretKey.of('aurora', 'port') };

function database(props: Partial<ExternalPostgresProps> = {}, user = USER): PostgresDatabase {
  const server = PostgresServer.external({ id: 'main', tls: PostgresTls.disabled(), replication: PostgresReplication.synchronous(), ...(props.hostFromSecret ? {} : KNOWN), ...props });
  return server.database('ledger', user);
}

function rendered(value: Hocon): string {
  return hoconFile('x', Hocon.of({ x: value })).text.slice('x = '.length, -1);
}

function environment(...values: Hocon[]): string[] {
  return hoconFile('x', Hocon.of(values)).env.map(({ env, secret, purpose }) => `${env}: ${secret}: ${purpose}`);
}

test('host and port are written where they are known', () => {
  expect(rendered(postgresHost(database()))).toBe('"pg.db.svc"');
  expect(rendered(postgresPort(database()))).toBe('6432');
  expect(environment(postgresHost(database()), postgresPort(database()))).toEqual([]);
});

test('host and port are read from the environment where only a Secret knows them', () => {
  const aurora = database(UNKNOWN);
  expect(rendered(postgresHost(aurora))).toBe('${POSTGRES_HOST}');
  expect(rendered(postgresPort(aurora))).toBe('${POSTGRES_PORT}');
  expect(environment(postgresHost(aurora), postgresPort(aurora))).toEqual([
    "POSTGRES_HOST: aurora/host: host name of PostgreSQL server 'main'",
    "POSTGRES_PORT: aurora/port: port of PostgreSQL server 'main'",
  ]);
});

test('the password is always read from the environment, and the user where a Secret knows it', () => {
  expect(rendered(postgresUser(database()))).toBe('${POSTGRES_USER}');
  expect(rendered(postgresPassword(database()))).toBe('${POSTGRES_PASSWORD}');
  expect(environment(postgresUser(database()), postgresPassword(database()))).toEqual([
    "POSTGRES_PASSWORD: ledger-db/password: password of the PostgreSQL user that owns database 'ledger'",
    "POSTGRES_USER: ledger-db/username: name of the PostgreSQL user that owns database 'ledger'",
  ]);
  expect(rendered(postgresUser(database({}, PostgresUser.fromSecret('ledger-db', { username: 'iou' }))))).toBe('"iou"');
});

describe.each<[string, PostgresTls, { [property: string]: unknown }, string, string[]]>([
  ['disabled', PostgresTls.disabled(), { ssl: false, sslmode: 'disable' }, '?ssl=false&sslmode=disable', []],
  ['required, unverified', PostgresTls.requireUnverified(), { ssl: true, sslmode: 'require' }, '?ssl=true&sslmode=require', []],
  [
    'verified but for the host name', PostgresTls.verifyCa(CA),
    { ssl: true, sslmode: 'verify-ca', sslrootcert: '/secrets/pg-ca/ca.crt' },
    '?ssl=true&sslmode=verify-ca&sslrootcert=/secrets/pg-ca/ca.crt',
    ["pg-ca/ca.crt: root certificate of PostgreSQL server 'main' (PEM)"],
  ],
  [
    'verified in full', PostgresTls.verifyFull(CA),
    { ssl: true, sslmode: 'verify-full', sslrootcert: '/secrets/pg-ca/ca.crt' },
    '?ssl=true&sslmode=verify-full&sslrootcert=/secrets/pg-ca/ca.crt',
    ["pg-ca/ca.crt: root certificate of PostgreSQL server 'main' (PEM)"],
  ],
  [
    'verified on both sides', PostgresTls.verifyFull(CA, CLIENT),
    {
      ssl: true,
      sslmode: 'verify-full',
      sslrootcert: '/secrets/pg-ca/ca.crt',
      sslcert: '/secrets/pg-client/tls.crt',
      sslkey: '/secrets/pg-client/tls.pk8',
    },
    '?ssl=true&sslmode=verify-full&sslrootcert=/secrets/pg-ca/ca.crt&sslcert=/secrets/pg-client/tls.crt&sslkey=/secrets/pg-client/tls.pk8',
    [
      "pg-ca/ca.crt: root certificate of PostgreSQL server 'main' (PEM)",
      "pg-client/tls.crt: client certificate for PostgreSQL server 'main' (PEM)",
      'pg-client/tls.pk8: private key of that client certificate (PKCS8 in DER)',
    ],
  ],
])('TLS that is %s', (_, tls, properties, query, needed) => {
  test('is what the driver calls it', () => {
    const given = hoconFile('x', Hocon.of(postgresTlsProperties(database({ tls }))));
    expect(given.text).toBe(hoconFile('x', Hocon.of(properties)).text);
    expect(given.files.map(({ secret, purpose }) => `${secret}: ${purpose}`)).toEqual(needed);
  });

  test('is part of the JDBC URL, with the same files', () => {
    const url = hoconFile('x', Hocon.of({ url: postgresJdbcUrl(database({ tls })) }));
    expect(url.text).toBe(`url = "jdbc:postgresql://pg.db.svc:6432/ledger${query}"\n`);
    expect(url.files.map(({ secret, purpose }) => `${secret}: ${purpose}`)).toEqual(needed);
  });
});

test('the JDBC URL has host and port from the environment in it where only a Secret knows them', () => {
  const url = postgresJdbcUrl(database({ ...UNKNOWN, tls: PostgresTls.verifyFull(CA) }));
  expect(rendered(url))
    .toBe('"jdbc:postgresql://"${POSTGRES_HOST}":"${POSTGRES_PORT}"/ledger?ssl=true&sslmode=verify-full&sslrootcert=/secrets/pg-ca/ca.crt"');
  expect(environment(url).map((line) => line.split(':')[0])).toEqual(['POSTGRES_HOST', 'POSTGRES_PORT']);
});

test('the JDBC URL holds neither user nor password', () => {
  expect(rendered(postgresJdbcUrl(database({}, PostgresUser.fromSecret('ledger-db', { username: 'iou' }))))).not.toMatch(/iou|user|password/i);
});

test('an IPv6 address stands in brackets in the JDBC URL, and without them alone', () => {
  const ipv6 = database({ host: 'fd00::1' });
  expect(rendered(postgresJdbcUrl(ipv6))).toBe('"jdbc:postgresql://[fd00::1]:6432/ledger?ssl=false&sslmode=disable"');
  expect(rendered(postgresHost(ipv6))).toBe('"fd00::1"');
});

test('an IPv6 address that is given in brackets has them once', () => {
  expect(rendered(postgresJdbcUrl(database({ host: '[fd00::1]' })))).toBe('"jdbc:postgresql://[fd00::1]:6432/ledger?ssl=false&sslmode=disable"');
});
