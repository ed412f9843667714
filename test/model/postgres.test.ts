import { Lazy, Token } from 'aws-cdk-lib';
import { ExternalPostgresProps, PostgresServer, PostgresTls, PostgresUser } from '../../lib/model/postgres';
import { PostgresReplication } from '../../lib/model/postgres-replication';
import { SecretKey } from '../../lib/model/secret-key';
import { Storage } from '../../lib/model/storage';

const CA = SecretKey.of('pg-ca', 'ca.crt');
const HOST = SecretKey.of('aurora', 'host');
const PORT = SecretKey.of('aurora', 'port');
const TLS = PostgresTls.verifyFull(CA);
const USER = PostgresUser.fromSecret('p1-db');

function server(props: Partial<ExternalPostgresProps> = { host: 'pg.db.svc' }): PostgresServer {
  return PostgresServer.external({ tls: TLS, replication: PostgresReplication.synchronous(), ...props });
}

function notText(what: string): Error {
  return new Error(`${what} must be a SecretKey, got a string (not shown); a secret is never text: use SecretKey.of('<secret>', '<key>')`);
}

describe('a user', () => {
  test('has name and password in one Secret', () => {
    expect(USER._name).toEqual(SecretKey.of('p1-db', 'username'));
    expect(USER._password).toEqual(SecretKey.of('p1-db', 'password'));
  });

  test('has keys of its own', () => {
    const user = PostgresUser.fromSecret('p1-db', { usernameKey: 'user', passwordKey: 'pass' });
    expect(user._name).toEqual(SecretKey.of('p1-db', 'user'));
    expect(user._password).toEqual(SecretKey.of('p1-db', 'pass'));
  });

  test('has a name that everybody may know', () => {
    const user = PostgresUser.fromSecret('p1-db', { username: 'p1' });
    expect(user._name).toBe('p1');
    expect(user._password).toEqual(SecretKey.of('p1-db', 'password'));
  });

  test.each<[string, () => PostgresUser, string]>([
    [
      'two names', () => PostgresUser.fromSecret('p1-db', { username: 'p1', usernameKey: 'user' }),
      "PostgreSQL user of secret 'p1-db': username and usernameKey exclude each other, got 'p1' and 'user'",
    ],
    ['an empty name', () => PostgresUser.fromSecret('p1-db', { username: '' }), 'PostgreSQL user name must not be empty'],
    [
      'a key that cannot be', () => PostgresUser.fromSecret('p1-db', { usernameKey: 'a/b' }),
      "usernameKey must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.', not '.' alone, no '..' first, at most 253), got 'a/b'",
    ],
    [
      'a password key that cannot be', () => PostgresUser.fromSecret('p1-db', { passwordKey: 'a b' }),
      "key of secret 'p1-db' must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.', not '.' alone, no '..' first, at most 253), got 'a b'",
    ],
    [
      'a Secret that cannot be', () => PostgresUser.fromSecret('P1'),
      "secret name must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'P1'",
    ],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('TLS', () => {
  const CLIENT = { certificate: SecretKey.of('c', 'tls.crt'), privateKey: SecretKey.of('c', 'tls.pk8') };

  test.each<[string, PostgresTls, SecretKey | undefined, object | undefined]>([
    ['verify-full', PostgresTls.verifyFull(CA), CA, undefined],
    ['verify-full', PostgresTls.verifyFull(CA, CLIENT), CA, CLIENT],
    ['verify-ca', PostgresTls.verifyCa(CA), CA, undefined],
    ['verify-ca', PostgresTls.verifyCa(CA, CLIENT), CA, CLIENT],
    ['require', PostgresTls.requireUnverified(), undefined, undefined],
    ['disable', PostgresTls.disabled(), undefined, undefined],
  ])('is %s', (sslmode, tls, root, client) => {
    expect(tls.sslmode).toBe(sslmode);
    expect(tls._rootCertificate).toBe(root);
    expect(tls._client).toBe(client);
  });

  test('refuses a root certificate that is text', () => {
    expect(() => PostgresTls.verifyFull('-----BEGIN' as unknown as SecretKey)).toThrow(/must be a SecretKey, got a string/);
  });
});

describe('a server', () => {
  test('has an address, and port 5432 by default', () => {
    expect(server()._host).toBe('pg.db.svc');
    expect(server()._port).toBe(5432);
    expect(server()._tls).toBe(TLS);
    expect(server().id).toBe('pg.db.svc:5432');
    expect(server({ host: 'pg', port: 6432 })._port).toBe(6432);
  });

  test('has an address that a Secret knows', () => {
    const aurora = server({ hostFromSecret: HOST, portFromSecret: PORT });
    expect(aurora._host).toBe(HOST);
    expect(aurora._port).toBe(PORT);
    expect(aurora.id).toBe('aurora/host:aurora/port');
    expect(server({ hostFromSecret: HOST })._port).toBe(5432);
  });

  test('is what its id says', () => {
    expect(server({ host: 'pg', id: 'main' }).id).toBe('main');
  });

  test.each<[string, Partial<ExternalPostgresProps>, string]>([
    ['no host', {}, 'PostgreSQL server: exactly one of host and hostFromSecret is needed, got neither'],
    ['two hosts', { host: 'pg', hostFromSecret: HOST }, 'PostgreSQL server: exactly one of host and hostFromSecret is needed, got both'],
    [
      'two ports', { host: 'pg', port: 6432, portFromSecret: PORT },
      'PostgreSQL server: port and portFromSecret exclude each other, got 6432 and aurora/port',
    ],
    ['an empty host', { host: '' }, 'PostgreSQL host must not be empty'],
    [
      'a host with a port', { host: 'pg:5432' },
      "PostgreSQL host must be a host name or an IP address without scheme, port or path, got 'pg:5432'",
    ],
    ['port 0', { host: 'pg', port: 0 }, 'PostgreSQL port must be a whole number from 1 to 65535, got 0'],
    ['an empty id', { host: 'pg', id: '' }, 'PostgreSQL server id must not be empty'],
  ])('refuses %s', (_, props, message) => {
    expect(() => server(props)).toThrow(new Error(message));
  });

  test('refuses a host that is known only later', () => {
    const host = Lazy.string({ produce: () => 'x' });
    expect(() => server({ host })).toThrow(new Error(
      `PostgreSQL host is an unresolved token, got '${host}'; synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)`,
    ));
  });

  test('refuses a port that is known only later', () => {
    expect(() => server({ host: 'pg', port: Token.asNumber(Lazy.any({ produce: () => 5432 })) })).toThrow(/^PostgreSQL port /);
  });

  test('says of such a port that it is a token', () => {
    expect(() => server({ host: 'pg', port: Token.asNumber(Lazy.any({ produce: () => 5432 })) }))
      .toThrow(/^PostgreSQL port is an unresolved token.*SecretKey\.of/);
  });

  test('refuses an address in a Secret that is given as text', () => {
    expect(() => server({ hostFromSecret: 'pg' as unknown as SecretKey })).toThrow(notText('PostgreSQL server: hostFromSecret'));
    expect(() => server({ host: 'pg', portFromSecret: '5432' as unknown as SecretKey })).toThrow(notText('PostgreSQL server: portFromSecret'));
  });

  test('refuses to be without a word about TLS', () => {
    expect(() => PostgresServer.external({ host: 'pg' } as ExternalPostgresProps)).toThrow(/PostgreSQL server: tls/);
  });

  test('says how it replicates', () => {
    expect(() => PostgresServer.external({ host: 'pg', tls: TLS } as ExternalPostgresProps)).toThrow(new Error(
      'PostgreSQL server: replication must be said; use PostgresReplication.synchronous() where a standby has every commit, or write '
      + 'PostgresReplication.asynchronous() or .none() out',
    ));
  });

  test('has facts that may be known, and ten connections that services leave free', () => {
    expect(server()).toMatchObject({ version: undefined, maxConnections: undefined, reservedConnections: 10 });
    const facts = { version: 15, maxConnections: 400, reservedConnections: 3 };
    expect(server({ host: 'pg', ...facts })).toMatchObject(facts);
  });

  test.each<[Partial<ExternalPostgresProps>, string]>([
    [{ version: 8 }, "PostgreSQL server 'pg:5432': version (the major one) must be a whole number from 9 to 99, got 8"],
    [{ version: 15.4 }, "PostgreSQL server 'pg:5432': version (the major one) must be a whole number from 9 to 99, got 15.4"],
    [{ maxConnections: 9 }, "PostgreSQL server 'pg:5432': maxConnections must be a whole number from 10 to 262143, got 9"],
    [{ reservedConnections: 2 }, "PostgreSQL server 'pg:5432': reservedConnections must be a whole number from 3 to 1000, got 2"],
  ])('refuses %j', (props, message) => {
    expect(() => server({ host: 'pg', ...props })).toThrow(new Error(message));
  });
});

describe('a database', () => {
  test('is a storage with 10 connections by default', () => {
    const pg = server();
    const database = pg.database('p1', USER);
    expect(database).toBeInstanceOf(Storage);
    expect(database.server).toBe(pg);
    expect(database.name).toBe('p1');
    expect(database.user).toBe(USER);
    expect(database.maxConnections).toBe(10);
    expect(pg.database('p1', USER, { maxConnections: 4 }).maxConnections).toBe(4);
  });

  test('is the same storage wherever its server is described', () => {
    expect(server().database('p1', USER).storageId).toBe("database 'p1' on PostgreSQL server 'pg.db.svc:5432'");
    expect(server().database('p1', PostgresUser.fromSecret('other')).storageId).toBe(server().database('p1', USER).storageId);
    expect(server({ host: 'a', id: 'main' }).database('p1', USER).storageId)
      .toBe(server({ hostFromSecret: HOST, id: 'main' }).database('p1', USER).storageId);
  });

  test('is another storage on another server, or by another name', () => {
    const here = server().database('p1', USER).storageId;
    expect(server({ host: 'other' }).database('p1', USER).storageId).not.toBe(here);
    expect(server({ host: 'pg.db.svc', port: 5433 }).database('p1', USER).storageId).not.toBe(here);
    expect(server().database('p2', USER).storageId).not.toBe(here);
  });

  test('is the same storage however its host is spelled', () => {
    expect(server({ host: 'PG.db.svc' }).database('p1', USER).storageId).toBe(server().database('p1', USER).storageId);
  });

  test.each(['p', 'p1', '_p', 'Iou-Participant_1', 'a'.repeat(63)])('may be called %s', (name) => {
    expect(server().database(name, USER).name).toBe(name);
  });

  test.each(['1p', '-p', 'p 1', 'p"1', "p'1", 'p/1', 'p?x=1', 'p&x', 'p\n', 'a'.repeat(64)])('refuses the name %j', (name) => {
    expect(() => server().database(name, USER))
      .toThrow(new Error(`database name must be letters, digits, '_' and '-' (at most 63, no digit first), got '${name}'`));
  });

  test('refuses an empty name', () => {
    expect(() => server().database('', USER)).toThrow(new Error('database name must not be empty'));
  });

  test.each([3, 1001, 4.5])('refuses %d connections', (maxConnections) => {
    expect(() => server().database('p1', USER, { maxConnections }))
      .toThrow(new Error(`database 'p1': maxConnections must be a whole number from 4 to 1000, got ${maxConnections}`));
  });

  test.each<[unknown, string]>([['hunter2', 'string'], [{ password: 'hunter2' }, 'object'], [undefined, 'undefined']])(
    'refuses the user %j, and does not repeat it', (user, type) => {
      expect(() => server().database('p1', user as PostgresUser)).toThrow(new Error(
        `database 'p1': user must be a PostgresUser, got a ${type} (not shown); passwords are never text: use PostgresUser.fromSecret('<secret>')`,
      ));
    },
  );
});
