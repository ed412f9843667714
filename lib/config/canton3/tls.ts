import { KeyPair, Tls } from '../../model/tls';
import { mutual, serverCertificate } from '../daml2/tls';
import { Hocon } from '../hocon/hocon';

/**
 * TLS of a server API (facts F.2): that of Canton 2, but for the list of ciphers. Canton's own list knows TLS 1.3 since, and the JSON API would offer
 * none at all where that is taken away.
 *
 * @param hosts the names that clients call it by, which its certificate must be valid for
 */
export function serverTls(tls: Tls, hosts: string[]): Hocon | undefined {
  const server = serverKeys(tls);
  return server && Hocon.of({ ...serverCertificate(server, hosts), ...(tls.isMutual ? mutual(tls, hosts) : {}) });
}

/** TLS of the Ledger API, which is the JSON API's too: that wants root certificates even where it asks no client for a certificate (facts F.3). */
export function ledgerApiTls(tls: Tls, hosts: string[]): Hocon | undefined {
  const asked = serverTls(tls, hosts);
  return tls.isMutual || asked === undefined ? asked : asked.merge(Hocon.of({
    'trust-collection-file': tls._trust && Hocon.secretFile(tls._trust, `root certificates of ${hosts.join(', ')} (PEM)`),
    'client-auth': { type: 'none' },
  }));
}

function serverKeys(tls: Tls): KeyPair | undefined {
  return tls.enabled ? tls._server : undefined;
}
