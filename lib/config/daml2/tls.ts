import { KeyPair, Tls } from '../../model/tls';
import { Hocon } from '../hocon/hocon';

/**
 * TLS of a server API (facts A.9). With mutual TLS the node calls itself with the `admin-client` certificate.
 *
 * @param hosts the names that clients call it by, which its certificate must be valid for
 */
export function serverTls(tls: Tls, hosts: string[]): Hocon | undefined {
  if (!tls.enabled || tls._server === undefined) {
    return undefined;
  }
  return Hocon.of({ ...serverCertificate(tls._server, hosts), ciphers: null, ...(tls.isMutual ? mutual(tls, hosts) : {}) });
}

/** What a server shows. */
export function serverCertificate({ certificate, privateKey }: KeyPair, hosts: string[]): object {
  return {
    'cert-chain-file': Hocon.secretFile(certificate, `certificate chain for ${hosts.join(', ')} (PEM, server certificate first)`),
    'private-key-file': Hocon.secretFile(privateKey, PRIVATE_KEY),
    'minimum-server-protocol-version': 'TLSv1.3',
  };
}

/**
 * TLS of a client.
 *
 * @param host the name that it calls the server by
 */
export function clientTls(tls: Tls, host: string): Hocon | undefined {
  if (!tls.enabled) {
    return undefined;
  }
  return Hocon.of({ 'enabled': true, 'trust-collection-file': trustFile(tls, host), 'client-cert': tls._client && clientKeyPair(tls._client, host) });
}

/** The file with the certificates that a client checks a server against. */
export function trustFile(tls: Tls, host: string): Hocon | undefined {
  return tls._trust && Hocon.secretFile(tls._trust, `root certificates that ${host} is checked against (PEM)`);
}

/** The certificate that a client shows, and its key. */
export function clientCertificate({ certificate }: KeyPair, host: string): Hocon {
  return Hocon.secretFile(certificate, `client certificate for ${host} (PEM)`);
}

export function clientPrivateKey({ privateKey }: KeyPair): Hocon {
  return Hocon.secretFile(privateKey, PRIVATE_KEY);
}

const PRIVATE_KEY = 'private key of that certificate (PEM, unencrypted PKCS8)';

/** What a server demands of its clients, and how it calls itself. */
export function mutual(tls: Tls, hosts: string[]): object {
  const names = hosts.join(', ');
  return {
    'trust-collection-file': tls._trust && Hocon.secretFile(tls._trust, `root certificates that clients of ${names} are checked against (PEM)`),
    'client-auth': { 'type': 'require', 'admin-client': clientKeyPair(tls._client!, names) },
  };
}

function clientKeyPair(pair: KeyPair, host: string): object {
  return { 'cert-chain-file': clientCertificate(pair, host), 'private-key-file': clientPrivateKey(pair) };
}
