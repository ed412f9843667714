import { Lazy, Token } from 'aws-cdk-lib';
import { Endpoint } from '../../lib/model/endpoint';

test.each([
  ['a name', 'postgres.db.svc', 'postgres.db.svc:5432'],
  ['a name of one letter', 'p', 'p:5432'],
  ['a name in capitals', 'PG-1', 'PG-1:5432'],
  ['a name of digits and capitals', '9Z-Z9.9', '9Z-Z9.9:5432'],
  ['an IPv4 address', '10.20.0.1', '10.20.0.1:5432'],
  ['an IPv6 address, in brackets', 'fe80::1', '[fe80::1]:5432'],
  ['an IPv6 address that has its brackets', '[::1]', '[::1]:5432'],
])('writes %s', (_, host, text) => {
  const endpoint = Endpoint.of(host, 5432);
  expect(endpoint.host).toBe(host);
  expect(endpoint.port).toBe(5432);
  expect(endpoint.socketAddress).toBe(text);
  expect(String(endpoint)).toBe(text);
});

test.each([
  'https://db', 'db/x', 'db x', '-db', 'db-', '.db', 'db.', 'db_1', 'pg:5432', 'db\nx', 'db"', '${DB}', 'fe80::1%eth0',
])('refuses the host %j', (host) => {
  expect(() => Endpoint.of(host, 5432))
    .toThrow(new Error(`endpoint host must be a host name or an IP address without scheme, port or path, got '${host}'`));
});

test.each(['db:5432', 'cafe:80', ':', '[::1', '::1]', 'a..b'])('refuses the host %j, which only looks like hexadecimal digits', (host) => {
  expect(() => Endpoint.of(host, 5432))
    .toThrow(new Error(`endpoint host must be a host name or an IP address without scheme, port or path, got '${host}'`));
});

test('takes an IPv6 address that ends in an IPv4 address', () => {
  expect(Endpoint.of('::ffff:10.0.0.1', 1).socketAddress).toBe('[::ffff:10.0.0.1]:1');
});

test.each(['', ' '])('refuses the empty host %j', (host) => {
  expect(() => Endpoint.of(host, 5432)).toThrow(new Error('endpoint host must not be empty'));
});

test.each([1, 65535])('takes the port %d', (port) => {
  expect(Endpoint.of('db', port).port).toBe(port);
});

test.each([0, -1, 65536, 1.5, NaN, Infinity])('refuses the port %d', (port) => {
  expect(() => Endpoint.of('db', port)).toThrow(new Error(`port of endpoint 'db' must be a whole number from 1 to 65535, got ${port}`));
});

test('refuses a port that is text', () => {
  expect(() => Endpoint.of('db', '5432' as unknown as number))
    .toThrow(new Error("port of endpoint 'db' must be a whole number from 1 to 65535, got '5432'"));
});

test('refuses a host that another framework would fill in later', () => {
  const host = Lazy.string({ produce: () => 'x' });
  expect(() => Endpoint.of(host, 5432)).toThrow(new Error(
    `endpoint host is an unresolved token, got '${host}'; synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)`,
  ));
});

test('refuses a port that another framework would fill in later', () => {
  expect(() => Endpoint.of('db', Token.asNumber(Lazy.any({ produce: () => 5432 })))).toThrow(/^port of endpoint 'db' /);
});

test('says of such a port that it is a token', () => {
  expect(() => Endpoint.of('db', Token.asNumber(Lazy.any({ produce: () => 5432 }))))
    .toThrow(/^port of endpoint 'db' is an unresolved token.*SecretKey\.of/);
});
