import { Lazy, Token } from 'aws-cdk-lib';
import { ExternalOracleProps, OracleDatabase } from '../../lib/model/oracle';
import { SecretKey } from '../../lib/model/secret-key';
import { Storage } from '../../lib/model/storage';

const PASSWORD = SecretKey.of('oracle', 'password');
const PROPS: ExternalOracleProps = { host: 'oracle.db.svc', serviceName: 'LEDGER', username: 'participant', password: PASSWORD };

function oracle(props: Partial<ExternalOracleProps> = {}): OracleDatabase {
  return OracleDatabase.external({ ...PROPS, ...props });
}

test('is a storage with one user, on port 1521 and with 10 connections by default', () => {
  const database = oracle();
  expect(database).toBeInstanceOf(Storage);
  expect(database.host).toBe('oracle.db.svc');
  expect(database.port).toBe(1521);
  expect(database.serviceName).toBe('LEDGER');
  expect(database.username).toBe('participant');
  expect(database._password).toBe(PASSWORD);
  expect(database._ledgerApiUser).toBeUndefined();
  expect(database.maxConnections).toBe(10);
});

test('keeps every prop', () => {
  const props: Required<ExternalOracleProps> = {
    host: '10.0.0.1',
    port: 1522,
    serviceName: 'led_ger.bank$#-1',
    username: 'participant',
    password: PASSWORD,
    ledgerApiUsername: 'ledger_api',
    ledgerApiPassword: SecretKey.of('oracle', 'ledger-api-password'),
    maxConnections: 32,
  };
  const database = OracleDatabase.external(props);
  expect([database.host, database.port, database.serviceName, database.maxConnections]).toEqual(['10.0.0.1', 1522, 'led_ger.bank$#-1', 32]);
  expect(database._ledgerApiUser).toEqual({ username: 'ledger_api', password: SecretKey.of('oracle', 'ledger-api-password') });
});

test('is the same storage for the same user only', () => {
  expect(oracle().storageId).toBe("user 'participant' on Oracle database 'oracle.db.svc:1521/LEDGER'");
  expect(oracle({ username: 'mediator' }).storageId).not.toBe(oracle().storageId);
  expect(oracle({ port: 1522 }).storageId).not.toBe(oracle().storageId);
  expect(oracle({ serviceName: 'OTHER' }).storageId).not.toBe(oracle().storageId);
  expect(oracle({ maxConnections: 20 }).storageId).toBe(oracle().storageId);
});

test.each<[string, Partial<ExternalOracleProps>, string]>([
  ['an empty service name', { serviceName: '' }, 'Oracle service name must not be empty'],
  [
    'a service name with other characters', { serviceName: 'LED/GER' },
    "Oracle service name must be letters, digits, '_', '.', '$', '#' and '-', got 'LED/GER'",
  ],
  [
    'a second user without a password', { ledgerApiUsername: 'ledger_api' },
    "Oracle user 'participant': ledgerApiUsername and ledgerApiPassword go together, got only ledgerApiUsername",
  ],
  [
    'a second password without a user', { ledgerApiPassword: PASSWORD },
    "Oracle user 'participant': ledgerApiUsername and ledgerApiPassword go together, got only ledgerApiPassword",
  ],
  ['an empty second user', { ledgerApiUsername: '', ledgerApiPassword: PASSWORD }, 'Oracle ledgerApiUsername must not be empty'],
  ['an empty user', { username: '' }, 'Oracle user name must not be empty'],
  [
    'a host with a scheme', { host: 'jdbc://oracle' },
    "Oracle host must be a host name or an IP address without scheme, port or path, got 'jdbc://oracle'",
  ],
  ['port 0', { port: 0 }, 'Oracle port must be a whole number from 1 to 65535, got 0'],
  ['three connections', { maxConnections: 3 }, 'Oracle maxConnections must be a whole number from 4 to 1000, got 3'],
  ['1001 connections', { maxConnections: 1001 }, 'Oracle maxConnections must be a whole number from 4 to 1000, got 1001'],
])('refuses %s', (_, props, message) => {
  expect(() => oracle(props)).toThrow(new Error(message));
});

test('refuses a host and a port that are known only later', () => {
  const host = Lazy.string({ produce: () => 'x' });
  expect(() => oracle({ host })).toThrow(new Error(
    `Oracle host is an unresolved token, got '${host}'; synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)`,
  ));
  expect(() => oracle({ port: Token.asNumber(Lazy.any({ produce: () => 1521 })) })).toThrow(/^Oracle port /);
});

test.each(['password', 'ledgerApiPassword'])('refuses a %s that is text, without repeating it', (prop) => {
  const props = { ledgerApiUsername: 'ledger_api', ledgerApiPassword: PASSWORD, [prop]: 'hunter2' as unknown as SecretKey };
  expect(() => oracle(props)).toThrow(/must be a SecretKey, got a string \(not shown\)/);
});

test('refuses one user for both schemas', () => {
  expect(() => oracle({ ledgerApiUsername: 'participant', ledgerApiPassword: PASSWORD })).toThrow(/ledgerApiUsername must differ/);
});
