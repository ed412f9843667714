import { hoconFile } from '../../../lib/config/config-file';
import { clientCertificate, clientPrivateKey, clientTls, serverTls, trustFile } from '../../../lib/config/daml2/tls';
import { Hocon } from '../../../lib/config/hocon/hocon';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { read } from '../support/read';

const HOSTS = ['p1.iou.svc', 'p1-0.iou.svc'];
const SERVER = Tls.fromSecret('p1-tls');
const MUTUAL = Tls.mutual('p1-tls', { clientSecretName: 'app-tls', certificateKey: 'chain.pem', privateKeyKey: 'key.pem', trustKey: 'root.pem' });

function files(tree: Hocon | undefined): string[] {
  return hoconFile('x', Hocon.of({ tree })).files.map(({ secret, purpose }) => `${secret}: ${purpose}`);
}

describe('of a server', () => {
  test('is its certificate, and TLS 1.3', async () => {
    expect(await read(serverTls(SERVER, HOSTS)!)).toEqual({
      'cert-chain-file': '/secrets/p1-tls/tls.crt',
      'private-key-file': '/secrets/p1-tls/tls.key',
      'minimum-server-protocol-version': 'TLSv1.3',
      'ciphers': null,
    });
  });

  test('that demands certificates has one of its own as a client: it calls itself', async () => {
    expect(await read(serverTls(MUTUAL, HOSTS)!)).toEqual({
      'cert-chain-file': '/secrets/p1-tls/chain.pem',
      'private-key-file': '/secrets/p1-tls/key.pem',
      'minimum-server-protocol-version': 'TLSv1.3',
      'ciphers': null,
      'trust-collection-file': '/secrets/p1-tls/root.pem',
      'client-auth': {
        'type': 'require', 'admin-client': { 'cert-chain-file': '/secrets/app-tls/chain.pem', 'private-key-file': '/secrets/app-tls/key.pem' },
      },
    });
  });

  test('needs files that are for all the names that it is called by', () => {
    expect(files(serverTls(MUTUAL, HOSTS))).toEqual([
      'app-tls/chain.pem: client certificate for p1.iou.svc, p1-0.iou.svc (PEM)',
      'app-tls/key.pem: private key of that certificate (PEM, unencrypted PKCS8)',
      'p1-tls/chain.pem: certificate chain for p1.iou.svc, p1-0.iou.svc (PEM, server certificate first)',
      'p1-tls/key.pem: private key of that certificate (PEM, unencrypted PKCS8)',
      'p1-tls/root.pem: root certificates that clients of p1.iou.svc, p1-0.iou.svc are checked against (PEM)',
    ]);
  });

  test('is nothing where there is none, or no certificate to show', () => {
    expect(serverTls(Tls.disabled(), HOSTS)).toBeUndefined();
    expect(serverTls(Tls.trustingPublicAuthorities(), HOSTS)).toBeUndefined();
    expect(serverTls(Tls.trusting(SecretKey.of('ca', 'ca.crt')), HOSTS)).toBeUndefined();
  });
});

describe('of a client', () => {
  test.each<[string, Tls, object]>([
    ['checks the server against its root certificate', SERVER, { 'enabled': true, 'trust-collection-file': '/secrets/p1-tls/ca.crt' }],
    ['shows a certificate where one is demanded', MUTUAL, {
      'enabled': true,
      'trust-collection-file': '/secrets/p1-tls/root.pem',
      'client-cert': { 'cert-chain-file': '/secrets/app-tls/chain.pem', 'private-key-file': '/secrets/app-tls/key.pem' },
    }],
    ['knows the root certificate of a server elsewhere', Tls.trusting(SecretKey.of('ca', 'root.crt')), {
      'enabled': true, 'trust-collection-file': '/secrets/ca/root.crt',
    }],
    ['trusts public authorities without a file', Tls.trustingPublicAuthorities(), { enabled: true }],
  ])('%s', async (_, tls, expected) => {
    expect(await read(clientTls(tls, 'p1.iou.svc')!)).toEqual(expected);
  });

  test('is nothing where there is none', () => {
    expect(clientTls(Tls.disabled(), 'p1.iou.svc')).toBeUndefined();
    expect(trustFile(Tls.disabled(), 'p1.iou.svc')).toBeUndefined();
  });

  test('needs files that are for the name that it calls', () => {
    const expected = [
      'app-tls/chain.pem: client certificate for p1.iou.svc (PEM)',
      'app-tls/key.pem: private key of that certificate (PEM, unencrypted PKCS8)',
      'p1-tls/root.pem: root certificates that p1.iou.svc is checked against (PEM)',
    ];
    expect(files(clientTls(MUTUAL, 'p1.iou.svc'))).toEqual(expected);
    const each = [clientCertificate(MUTUAL._client!, 'p1.iou.svc'), clientPrivateKey(MUTUAL._client!), trustFile(MUTUAL, 'p1.iou.svc')];
    expect(files(Hocon.of(each))).toEqual(expected);
  });
});
