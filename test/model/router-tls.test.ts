import { RouterTls } from '../../lib/model/router-tls';
import { SecretKey } from '../../lib/model/secret-key';
import { Tls } from '../../lib/model/tls';

test('lets everything pass through', () => {
  expect(RouterTls.passThrough()._reencrypt).toBeUndefined();
});

test.each([
  ['one side', Tls.fromSecret('router-tls')],
  ['both sides', Tls.mutual('router-tls', { clientSecretName: 'client-tls' })],
  ['keys of other names', Tls.fromSecret('router-tls', { certificateKey: 'chain.crt', privateKeyKey: 'chain.key' })],
])('ends TLS with certificates of %s', (_, front) => {
  expect(RouterTls.reencrypt({ front })._reencrypt).toEqual({ front });
});

test('shows a certificate of its own to the instances', () => {
  const options = { front: Tls.fromSecret('router-tls'), clientSecretName: 'router-client' };
  expect(RouterTls.reencrypt(options)._reencrypt).toEqual(options);
});

test.each([
  ['without TLS', Tls.disabled()],
  ['without a certificate', Tls.trusting(SecretKey.of('ca', 'ca.crt'))],
])('refuses a front %s', (_, front) => {
  expect(() => RouterTls.reencrypt({ front }))
    .toThrow(new Error('RouterTls.reencrypt: front must have a certificate, use Tls.fromSecret or Tls.mutual'));
});

test.each([
  ['tls.pem', 'tls.key'], ['tls.crt', 'tls.pem'], ['tls.crt', 'other.key'], ['crt', 'key'], ['tls.crt.pem', 'tls.key.pem'],
])('refuses the keys %s and %s, which HAProxy does not pair', (certificateKey, privateKeyKey) => {
  const front = Tls.fromSecret('router-tls', { certificateKey, privateKeyKey });
  expect(() => RouterTls.reencrypt({ front })).toThrow(new Error(
    `RouterTls.reencrypt: the keys of front must be called x.crt and x.key, got '${certificateKey}' and '${privateKeyKey}'; `
    + 'HAProxy pairs them by name',
  ));
});

test('refuses a client Secret that cannot be', () => {
  expect(() => RouterTls.reencrypt({ front: Tls.fromSecret('router-tls'), clientSecretName: 'Client' })).toThrow(new Error(
    "RouterTls.reencrypt: clientSecretName must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'Client'",
  ));
});
