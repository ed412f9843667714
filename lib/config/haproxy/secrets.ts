import { SecretFile } from '../../model/config-file';
import { RouterTls } from '../../model/router-tls';
import { KeyPair, Tls } from '../../model/tls';

/** The files that a router's configuration names, and the private keys that HAProxy finds beside its certificates. */
export function routerSecrets(tls: RouterTls, instanceTls: Tls[], host: string): SecretFile[] {
  const { front, clientSecretName } = tls._reencrypt ?? {};
  if (front === undefined) {
    return [];
  }
  const client = clientSecretName === undefined ? undefined : Tls.fromSecret(clientSecretName)._server;
  return [
    ...keyPair(front._server!, `certificate chain that the router shows for ${host} (PEM, server certificate first)`),
    ...(front.isMutual ? [{ secret: front._trust!, purpose: `root certificates that clients of ${host} are checked against (PEM)` }] : []),
    ...instanceTls.flatMap(({ _trust: secret }) => (secret === undefined ? [] : [{ secret, purpose: `root certificates that ${host} is checked against (PEM)` }])),
    ...(client === undefined ? [] : keyPair(client, `client certificate of the router for ${host} (PEM)`)),
  ];
}

function keyPair({ certificate, privateKey }: KeyPair, purpose: string): SecretFile[] {
  return [{ secret: certificate, purpose }, { secret: privateKey, purpose: 'private key of that certificate (PEM, unencrypted PKCS8)' }];
}
