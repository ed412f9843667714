import { ledgerApiStorage, storageConfig } from '../../../lib/config/daml2/storage';
import { Hocon } from '../../../lib/config/hocon/hocon';
import { OracleDatabase } from '../../../lib/model/oracle';
import { PostgresServer, PostgresTls, PostgresUser } from '../../../lib/model/postgres';
import { PostgresReplication } from '../../../lib/model/postgres-replication';
import { SecretKey } from '../../../lib/model/secret-key';
import { Storage } from '../../../lib/model/storage';
import { AURORA, ORACLE, POSTGRES } from '../support/fixtures';
import { read, textOf } from '../support/read';

test('of PostgreSQL', async () => {
  expect(await read(storageConfig(POSTGRES))).toEqual({
    type: 'postgres',
    config: {
      dataSourceClass: 'org.postgresql.ds.PGSimpleDataSource',
      properties: {
        serverName: 'pg.db.svc',
        portNumber: 5432,
        databaseName: 'ledger',
        user: '<POSTGRES_USER>',
        password: '<POSTGRES_PASSWORD>',
        ssl: true,
        sslmode: 'verify-full',
        sslrootcert: '/secrets/pg-ca/ca.crt',
      },
    },
    parameters: { 'max-connections': 10, 'fail-fast-on-startup': false },
  });
});

test('of PostgreSQL at an address that only Secrets know', async () => {
  const { config: { properties } } = await read(storageConfig(AURORA));
  expect(properties).toMatchObject({ serverName: '<POSTGRES_HOST>', portNumber: '<POSTGRES_PORT>' });
});

test('of PostgreSQL without TLS', async () => {
  const database = PostgresServer.external({ host: 'pg', tls: PostgresTls.disabled(), replication: PostgresReplication.synchronous() })
    .database('ledger', PostgresUser.fromSecret('db', { username: 'iou' }));
  expect((await read(storageConfig(database))).config.properties).toEqual({
    serverName: 'pg',
    portNumber: 5432,
    databaseName: 'ledger',
    user: 'iou',
    password: '<POSTGRES_PASSWORD>',
    ssl: false,
    sslmode: 'disable',
  });
});

test('of Oracle, with flat keys', async () => {
  expect(await read(storageConfig(ORACLE))).toEqual({
    type: 'oracle',
    config: {
      driver: 'oracle.jdbc.OracleDriver', url: 'jdbc:oracle:thin:@ora.db.svc:1521/LEDGER', user: 'LEDGER_NODE', password: '<ORACLE_PASSWORD>',
    },
    parameters: { 'max-connections': 17, 'fail-fast-on-startup': false },
  });
});

test('of something else is refused', () => {
  class Memory extends Storage {
    public readonly storageId = 'memory';
    public toString(): string {
      return 'memory';
    }
  }
  expect(() => storageConfig(new Memory())).toThrow(new Error(
    'storage must be a PostgresDatabase or an OracleDatabase, got memory; memory and H2 storage cannot be replicated (rule R12)',
  ));
});

test('a participant on PostgreSQL says no more', () => {
  expect(textOf(ledgerApiStorage('p', POSTGRES))).toBe('\n');
});

test('a participant on Oracle says where its Ledger API server finds its own schema, with the password from the environment', () => {
  expect(textOf(ledgerApiStorage('p', ORACLE))).toBe(
    'parameters {\n  ledger-api-jdbc-url = "jdbc:oracle:thin:LEDGER_API/"${ORACLE_LEDGER_API_PASSWORD}"@ora.db.svc:1521/LEDGER"\n}\n',
  );
});

test('an Oracle database at an IPv6 address has it in brackets', () => {
  const database = OracleDatabase.external({ host: 'fd00::1', serviceName: 'S', username: 'u', password: SecretKey.of('ora', 'password') });
  expect(textOf(Hocon.of({ storage: storageConfig(database) }))).toContain('url = "jdbc:oracle:thin:@[fd00::1]:1521/S"');
});
