import { AdminApiAuth, AdminApiAuthOptions } from '../../lib/model/admin-api-auth';
import { SecretKey } from '../../lib/model/secret-key';

const KEY = SecretKey.of('jwt', 'ca.crt');
const URL = 'https://idp.example.com/jwks.json';
const OPTIONS: Required<AdminApiAuthOptions> = { targetAudience: 'https://admin.example.com', token: SecretKey.of('admin-token', 'token') };

const KINDS: [string, (options: AdminApiAuthOptions) => AdminApiAuth, object][] = [
  ['jwt-rs-256-jwks', (options) => AdminApiAuth.jwks(URL, options), { url: URL }],
  ['jwt-rs-256-crt', (options) => AdminApiAuth.rs256Certificate(KEY, options), { certificate: KEY }],
  ['jwt-es-256-crt', (options) => AdminApiAuth.es256Certificate(KEY, options), { certificate: KEY }],
  ['jwt-es-512-crt', (options) => AdminApiAuth.es512Certificate(KEY, options), { certificate: KEY }],
];

test.each(KINDS)('%s verifies tokens, which are privileged: an admin API knows no others', (type, make, source) => {
  const { _service: service, _token: token } = make(OPTIONS);
  expect(service).toEqual({ type, ...source, options: { targetAudience: 'https://admin.example.com', privileged: true } });
  expect(token).toBe(OPTIONS.token);
});

test.each(KINDS)('%s refuses an empty audience, and a token that is text', (type, make) => {
  expect(() => make({ ...OPTIONS, targetAudience: '' })).toThrow(new Error(`authentication ${type}: targetAudience must not be empty`));
  expect(() => make({ ...OPTIONS, token: 'eyJhbGciOi' as never })).toThrow(new Error(
    "token for the admin API must be a SecretKey, got a string (not shown); a secret is never text: use SecretKey.of('<secret>', '<key>')",
  ));
});

test('refuses a place of keys that is none', () => {
  expect(() => AdminApiAuth.jwks('ftp://idp/jwks', OPTIONS)).toThrow(new Error("JWKS URL must be a URL that starts with https:// or http://, got 'ftp://idp/jwks'"));
  expect(() => AdminApiAuth.es256Certificate('-----BEGIN' as never, OPTIONS)).toThrow(new Error(
    "certificate of tokens must be a SecretKey, got a string (not shown); a secret is never text: use SecretKey.of('<secret>', '<key>')",
  ));
});
