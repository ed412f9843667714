import { SecretKey } from '../../lib/model/secret-key';
import { Tls } from '../../lib/model/tls';

test('of one Secret: the server shows a certificate, the clients check it', () => {
  const tls = Tls.fromSecret('p1-tls');
  expect(tls.enabled).toBe(true);
  expect(tls.isMutual).toBe(false);
  expect(tls._server).toEqual({ certificate: SecretKey.of('p1-tls', 'tls.crt'), privateKey: SecretKey.of('p1-tls', 'tls.key') });
  expect(tls._trust).toEqual(SecretKey.of('p1-tls', 'ca.crt'));
  expect(tls._client).toBeUndefined();
});

test('of one Secret with keys of its own', () => {
  const tls = Tls.fromSecret('p1-tls', { certificateKey: 'chain.pem', privateKeyKey: 'key.pem', trustKey: 'root.pem' });
  expect(tls._server).toEqual({ certificate: SecretKey.of('p1-tls', 'chain.pem'), privateKey: SecretKey.of('p1-tls', 'key.pem') });
  expect(tls._trust).toEqual(SecretKey.of('p1-tls', 'root.pem'));
});

test('mutual: both sides show a certificate, and both are checked against the server Secret', () => {
  const tls = Tls.mutual('p1-tls', { clientSecretName: 'p1-client' });
  expect(tls.enabled).toBe(true);
  expect(tls.isMutual).toBe(true);
  expect(tls._server).toEqual({ certificate: SecretKey.of('p1-tls', 'tls.crt'), privateKey: SecretKey.of('p1-tls', 'tls.key') });
  expect(tls._client).toEqual({ certificate: SecretKey.of('p1-client', 'tls.crt'), privateKey: SecretKey.of('p1-client', 'tls.key') });
  expect(tls._trust).toEqual(SecretKey.of('p1-tls', 'ca.crt'));
});

test('mutual with keys of its own, in both Secrets', () => {
  const tls = Tls.mutual('p1-tls', { clientSecretName: 'p1-client', certificateKey: 'chain.pem', privateKeyKey: 'key.pem', trustKey: 'root.pem' });
  expect(tls._client).toEqual({ certificate: SecretKey.of('p1-client', 'chain.pem'), privateKey: SecretKey.of('p1-client', 'key.pem') });
  expect(tls._server).toEqual({ certificate: SecretKey.of('p1-tls', 'chain.pem'), privateKey: SecretKey.of('p1-tls', 'key.pem') });
  expect(tls._trust).toEqual(SecretKey.of('p1-tls', 'root.pem'));
});

test('trusting a root certificate has none of its own', () => {
  const tls = Tls.trusting(SecretKey.of('domain-ca', 'ca.crt'));
  expect(tls.enabled).toBe(true);
  expect(tls.isMutual).toBe(false);
  expect(tls._server).toBeUndefined();
  expect(tls._trust).toEqual(SecretKey.of('domain-ca', 'ca.crt'));
});

test('trusting public authorities names no certificate at all', () => {
  const tls = Tls.trustingPublicAuthorities();
  expect(tls.enabled).toBe(true);
  expect(tls.isMutual).toBe(false);
  expect(tls._server).toBeUndefined();
  expect(tls._trust).toBeUndefined();
});

test('disabled is not enabled', () => {
  const tls = Tls.disabled();
  expect(tls.enabled).toBe(false);
  expect(tls.isMutual).toBe(false);
  expect(tls._trust).toBeUndefined();
});

test.each<[string, () => Tls, string]>([
  ['a Secret name', () => Tls.fromSecret('P1'), "secret name must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'P1'"],
  [
    'a client Secret name', () => Tls.mutual('p1', { clientSecretName: 'P1' }),
    "client secret name must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'P1'",
  ],
  [
    'a forgotten client Secret', () => Tls.mutual('p1', {} as { clientSecretName: string }),
    'client secret name must be text, got undefined',
  ],
  [
    'a key', () => Tls.fromSecret('p1', { trustKey: 'a/b' }),
    "key of secret 'p1' must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.', not '.' alone, no '..' first, at most 253), got 'a/b'",
  ],
])('refuses %s that cannot be', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('refuses a root certificate that is text', () => {
  expect(() => Tls.trusting('-----BEGIN CERTIFICATE-----' as unknown as SecretKey)).toThrow(/must be a SecretKey, got a string/);
});
