import { routerSecrets } from '../../../lib/config/haproxy/secrets';
import { RouterTls } from '../../../lib/model/router-tls';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';

const HOST = 'p1.iou.svc';
const INSTANCES = Tls.mutual('p1-tls', { clientSecretName: 'app-tls' });

function needed(tls: RouterTls, ...instances: Tls[]): string[] {
  return routerSecrets(tls, instances, HOST).map(({ secret, purpose }) => `${secret}: ${purpose}`);
}

test('a router that lets TLS pass needs nothing', () => {
  expect(needed(RouterTls.passThrough(), INSTANCES)).toEqual([]);
});

test('a router that ends TLS shows a certificate of its own', () => {
  expect(needed(RouterTls.reencrypt({ front: Tls.fromSecret('router-tls') }), Tls.disabled())).toEqual([
    'router-tls/tls.crt: certificate chain that the router shows for p1.iou.svc (PEM, server certificate first)',
    'router-tls/tls.key: private key of that certificate (PEM, unencrypted PKCS8)',
  ]);
});

test('it checks clients where it demands certificates, and instances where they have TLS, and shows them one where it has one', () => {
  const keys = { certificateKey: 'chain.crt', privateKeyKey: 'chain.key', trustKey: 'root.crt' };
  const front = Tls.mutual('router-tls', { clientSecretName: 'not-the-routers', ...keys });
  const tls = RouterTls.reencrypt({ front, clientSecretName: 'router-client-tls' });
  expect(needed(tls, INSTANCES, Tls.disabled(), Tls.trusting(SecretKey.of('ca', 'ca.crt')))).toEqual([
    'router-tls/chain.crt: certificate chain that the router shows for p1.iou.svc (PEM, server certificate first)',
    'router-tls/chain.key: private key of that certificate (PEM, unencrypted PKCS8)',
    'router-tls/root.crt: root certificates that clients of p1.iou.svc are checked against (PEM)',
    'p1-tls/ca.crt: root certificates that p1.iou.svc is checked against (PEM)',
    'ca/ca.crt: root certificates that p1.iou.svc is checked against (PEM)',
    'router-client-tls/tls.crt: client certificate of the router for p1.iou.svc (PEM)',
    'router-client-tls/tls.key: private key of that certificate (PEM, unencrypted PKCS8)',
  ]);
});
