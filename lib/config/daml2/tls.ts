import { Tls } from '../../model/tls';
import { Hocon } from '../hocon/hocon';

/**
 * TLS of a server API (facts A.9). With mutual TLS the node calls itself with the `admin-client` certificate.
 *
 * @param api what the API is, for the list of secrets: "the ledger API"
 */
export function serverTls(tls: Tls, api: string): Hocon | undefined {
  if (!tls.enabled || tls._server === undefined) {
    return undefined;
  }
  return Hocon.of({
    'cert-chain-file': Hocon.secretFile(tls._server.certificate, `certificate chain of ${api} (PEM, server certificate first)`),
    'private-key-file': Hocon.secretFile(tls._server.privateKey, `private key of ${api} (PEM, unencrypted PKCS8)`),
    'minimum-server-protocol-version': 'TLSv1.3',
    'ciphers': null,
    ...(tls.isMutual ? mutual(tls, api) : {}),
  });
}

/** TLS of the sequencer's public API, which knows no client certificates (rule R41). */
export function publicApiTls(tls: Tls): Hocon | undefined {
  return serverTls(tls, 'the public API');
}

/** TLS of a client of such an API. */
export function clientTls(tls: Tls, api: string): Hocon | undefined {
  if (!tls.enabled) {
    return undefined;
  }
  return Hocon.of({
    'enabled': true,
    'trust-collection-file': tls._trust && trustFile(tls, api),
    'client-cert': tls._client && {
      'cert-chain-file': Hocon.secretFile(tls._client.certificate, clientPurpose(api)),
      'private-key-file': Hocon.secretFile(tls._client.privateKey, 'private key of that certificate (PEM, unencrypted PKCS8)'),
    },
  });
}

/** The file with the certificates that a client checks an API against. */
export function trustFile(tls: Tls, api: string): Hocon | undefined {
  return tls._trust && Hocon.secretFile(tls._trust, `root certificates that ${api} is checked against (PEM)`);
}

/** What a client certificate is for. */
export function clientPurpose(api: string): string {
  return `client certificate for ${api} (PEM)`;
}

function mutual(tls: Tls, api: string): object {
  return {
    'trust-collection-file': tls._trust && Hocon.secretFile(tls._trust, `root certificates that clients of ${api} are checked against (PEM)`),
    'client-auth': {
      'type': 'require',
      'admin-client': {
        'cert-chain-file': Hocon.secretFile(tls._client!.certificate, clientPurpose(api)),
        'private-key-file': Hocon.secretFile(tls._client!.privateKey, 'private key of that certificate (PEM, unencrypted PKCS8)'),
      },
    },
  };
}
