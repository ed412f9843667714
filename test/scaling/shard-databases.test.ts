import { PostgresDatabase, PostgresReplication, PostgresServer, PostgresTls, SecretKey, ShardDatabases } from '../../lib';

const server = PostgresServer.external({ host: 'pg.db.svc', tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt')), replication: PostgresReplication.synchronous() });

test('a database is called as its service, and the Secret of its user too', () => {
  const database = ShardDatabases.on(server, { maxConnections: 25 }).databaseFor('participant-a') as PostgresDatabase;
  expect([database.server, database.name, database.maxConnections]).toEqual([server, 'participant-a', 25]);
  expect(database.user._password.toString()).toBe('participant-a-db/password');
});
