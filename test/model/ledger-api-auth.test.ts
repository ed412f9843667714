import { Duration } from 'cdk8s';
import { LedgerApiAuth, LedgerApiAuthOptions } from '../../lib/model/ledger-api-auth';
import { SecretKey } from '../../lib/model/secret-key';

const KEY = SecretKey.of('jwt', 'ca.crt');
const URL = 'https://idp.example.com/jwks.json';
const OPTIONS: LedgerApiAuthOptions = { targetAudience: 'bank', users: ['alice'], maxTokenLifetime: Duration.hours(1) };

const KINDS: [string, (options?: LedgerApiAuthOptions) => LedgerApiAuth, object][] = [
  ['jwt-rs-256-jwks', (options) => LedgerApiAuth.jwks(URL, options), { url: URL }],
  ['jwt-rs-256-crt', (options) => LedgerApiAuth.rs256Certificate(KEY, options), { certificate: KEY }],
  ['jwt-es-256-crt', (options) => LedgerApiAuth.es256Certificate(KEY, options), { certificate: KEY }],
  ['jwt-es-512-crt', (options) => LedgerApiAuth.es512Certificate(KEY, options), { certificate: KEY }],
  ['unsafe-jwt-hmac-256', (options) => LedgerApiAuth.unsafeHmac256(KEY, options), { secret: KEY }],
];

test.each(KINDS)('%s verifies tokens', (type, make, source) => {
  const auth = make();
  expect(auth._services).toEqual([{ type, ...source, options: {} }]);
  expect(auth.needsToken).toBe(true);
  expect(auth._targetScope).toBeUndefined();
});

test.each(KINDS)('%s takes options', (type, make, source) => {
  expect(make(OPTIONS)._services).toEqual([{ type, ...source, options: OPTIONS }]);
  expect(make({ targetScope: 'ledger' })._targetScope).toBe('ledger');
});

test.each(KINDS)('%s refuses options that exclude each other', (type, make) => {
  expect(() => make({ targetAudience: 'bank', targetScope: 'ledger' }))
    .toThrow(new Error(`authentication ${type}: targetAudience and targetScope exclude each other, got 'bank' and 'ledger'; drop one`));
  expect(() => make({ privileged: true, users: ['alice', 'bob'] }))
    .toThrow(new Error(`authentication ${type}: privileged and users exclude each other, got users alice, bob; drop one`));
});

test.each(KINDS)('%s refuses an empty audience and an empty scope', (type, make) => {
  expect(() => make({ targetAudience: '' })).toThrow(new Error(`authentication ${type}: targetAudience must not be empty`));
  expect(() => make({ targetScope: ' ' })).toThrow(new Error(`authentication ${type}: targetScope must not be empty`));
});

test.each(KINDS)('%s refuses tokens that would have to end at once', (type, make) => {
  expect(() => make({ maxTokenLifetime: Duration.millis(999) })).toThrow(new Error(`authentication ${type}: maxTokenLifetime must be at least 1 s, got 999 ms`));
});

test('users without privileges may be named', () => {
  expect(LedgerApiAuth.jwks(URL, { privileged: false, users: ['alice'] })._services[0].options.users).toEqual(['alice']);
});

test('a JWKS URL may be plain HTTP, inside the cluster', () => {
  expect(LedgerApiAuth.jwks('http://idp.auth.svc/jwks')._services[0].url).toBe('http://idp.auth.svc/jwks');
});

test.each<[string, () => LedgerApiAuth, string]>([
  ['another scheme', () => LedgerApiAuth.jwks('ftp://idp/jwks'), "JWKS URL must be a URL that starts with https:// or http://, got 'ftp://idp/jwks'"],
  ['a bare host', () => LedgerApiAuth.jwks('idp.example.com'), "JWKS URL must be a URL that starts with https:// or http://, got 'idp.example.com'"],
  ['a scheme alone', () => LedgerApiAuth.jwks('https://'), "JWKS URL must be a URL that starts with https:// or http://, got 'https://'"],
  ['nothing', () => LedgerApiAuth.jwks(''), 'JWKS URL must not be empty'],
  [
    'a password', () => LedgerApiAuth.jwks('https://user:hunter2@idp/jwks'),
    'JWKS URL must not hold a user or a password, as it is written into a manifest; drop them',
  ],
])('refuses a JWKS URL that is %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('unauthenticated needs no token', () => {
  const auth = LedgerApiAuth.unauthenticated();
  expect(auth._services).toEqual([{ type: 'wildcard', options: {} }]);
  expect(auth.needsToken).toBe(false);
});

test('any of several keeps their order, however they are nested', () => {
  const certificate = LedgerApiAuth.rs256Certificate(KEY, { targetScope: 'ledger' });
  const auth = LedgerApiAuth.anyOf(LedgerApiAuth.jwks(URL), LedgerApiAuth.anyOf(certificate, LedgerApiAuth.unsafeHmac256(KEY)));
  expect(auth._services.map(({ type }) => type)).toEqual(['jwt-rs-256-jwks', 'jwt-rs-256-crt', 'unsafe-jwt-hmac-256']);
  expect(auth.needsToken).toBe(true);
  expect(auth._targetScope).toBe('ledger');
});

test('any of one is that one', () => {
  expect(LedgerApiAuth.anyOf(LedgerApiAuth.unauthenticated()).needsToken).toBe(false);
});

test('any of none would let everybody in', () => {
  expect(() => LedgerApiAuth.anyOf()).toThrow(new Error(
    'LedgerApiAuth.anyOf needs at least one entry, got none; an empty list would mean no authentication: write unauthenticated() for that',
  ));
});

test('unauthenticated beside another would let everybody in', () => {
  expect(() => LedgerApiAuth.anyOf(LedgerApiAuth.jwks(URL), LedgerApiAuth.unauthenticated()))
    .toThrow(new Error('LedgerApiAuth.unauthenticated() beside another entry lets everybody in; drop one of them'));
});

test('refuses an empty list of users', () => {
  expect(() => LedgerApiAuth.jwks(URL, { users: [] })).toThrow(/users must name at least one/);
});

test.each([
  ['a shared secret', (text: SecretKey) => LedgerApiAuth.unsafeHmac256(text)],
  ['a certificate', (text: SecretKey) => LedgerApiAuth.rs256Certificate(text)],
])('refuses %s that is text, without repeating it', (_, make) => {
  expect(() => make('hunter2' as unknown as SecretKey)).toThrow(/must be a SecretKey, got a string \(not shown\)/);
});
