import { Tls } from './tls';
import { refuse, requireDnsSubdomain } from './validation';

/** How a router ends TLS and begins it anew. */
export interface ReencryptOptions {
  /**
   * How the router shows itself to clients: `Tls.fromSecret(...)`, or `Tls.mutual(...)` to demand certificates of them. Its keys must be called
   * alike, as HAProxy finds the private key of `x.crt` in `x.key`.
   */
  readonly front: Tls;

  /**
   * Secret with the certificate (`tls.crt`, `tls.key`) that the router shows to the instances.
   *
   * @default - none: only where the instances ask for none
   */
  readonly clientSecretName?: string;
}

/** What a router does with TLS. */
export class RouterTls {
  /** Nothing: bytes go through untouched, and the instances' own certificates reach the clients. */
  public static passThrough(): RouterTls {
    return new RouterTls(undefined);
  }

  /**
   * The router ends TLS with a certificate of its own and speaks to the instances by HTTP/2, under TLS of its own where they have TLS (the proxy of
   * "Proxy Load Balancing" in the secure reference configuration). Tokens are readable in the router.
   */
  public static reencrypt(options: ReencryptOptions): RouterTls {
    const server = options.front._server;
    if (server === undefined) {
      return refuse('RouterTls.reencrypt: front must have a certificate, use Tls.fromSecret or Tls.mutual');
    }
    const { certificate, privateKey } = server;
    if (!/\.crt$/.test(certificate.key) || privateKey.key !== certificate.key.replace(/crt$/, 'key')) {
      refuse(`RouterTls.reencrypt: the keys of front must be called x.crt and x.key, got '${certificate.key}' and '${privateKey.key}'; HAProxy pairs them by name`);
    }
    if (options.clientSecretName !== undefined) {
      requireDnsSubdomain('RouterTls.reencrypt: clientSecretName', options.clientSecretName);
    }
    return new RouterTls(options);
  }

  private constructor(/** @internal */ public readonly _reencrypt: ReencryptOptions | undefined) {}
}
