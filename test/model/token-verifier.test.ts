import { SecretKey } from '../../lib/model/secret-key';
import { TokenVerifier } from '../../lib/model/token-verifier';

const KEY = SecretKey.of('jwt', 'ca.crt');

test.each<[string, TokenVerifier, string | SecretKey]>([
  ['rs256-jwks', TokenVerifier.jwks('https://idp/jwks'), 'https://idp/jwks'],
  ['rs256-jwks', TokenVerifier.jwks('http://idp.auth.svc/jwks'), 'http://idp.auth.svc/jwks'],
  ['rs256-crt', TokenVerifier.rs256Certificate(KEY), KEY],
  ['es256-crt', TokenVerifier.es256Certificate(KEY), KEY],
  ['es512-crt', TokenVerifier.es512Certificate(KEY), KEY],
])('verifies by %s', (type, verifier, source) => {
  expect(verifier._type).toBe(type);
  expect(verifier._source).toBe(source);
});

test.each([
  ['file:///jwks', "JWKS URL must be a URL that starts with https:// or http://, got 'file:///jwks'"],
  ['', 'JWKS URL must not be empty'],
  ['https://user@idp/jwks', 'JWKS URL must not hold a user or a password, as it is written into a manifest; drop them'],
])('refuses the JWKS URL %j', (url, message) => {
  expect(() => TokenVerifier.jwks(url)).toThrow(new Error(message));
});

test('refuses a certificate that is text', () => {
  expect(() => TokenVerifier.rs256Certificate('-----BEGIN' as unknown as SecretKey)).toThrow(/must be a SecretKey, got a string/);
});
