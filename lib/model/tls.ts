import { Duration } from 'cdk8s';
import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';
import { refuse, requireDnsSubdomain, requireText } from './validation';

/** Which keys of a Secret hold a certificate. The defaults are what cert-manager and `kubernetes.io/tls` Secrets use. */
export interface TlsSecretOptions {
  /**
   * Key of the certificate chain, server certificate first (PEM).
   *
   * @default 'tls.crt'
   */
  readonly certificateKey?: string;

  /**
   * Key of the private key: unencrypted PKCS8 PEM.
   *
   * @default 'tls.key'
   */
  readonly privateKeyKey?: string;

  /**
   * Key of the certificates that the other side is checked against (PEM).
   *
   * @default 'ca.crt'
   */
  readonly trustKey?: string;
}

/** Mutual TLS: both sides show a certificate. */
export interface MutualTlsOptions extends TlsSecretOptions {
  /** Secret with the certificate that this deployment's own clients (JSON API, triggers, Jobs, the node itself) show. */
  readonly clientSecretName: string;
}

/** Who issues a certificate (cert-manager.io/v1). */
export interface CertificateOptions {
  /** Name of the issuer. */
  readonly issuerName: string;

  /**
   * Kind of the issuer.
   *
   * @default 'Issuer'
   */
  readonly issuerKind?: string;

  /**
   * API group of the issuer.
   *
   * @default 'cert-manager.io'
   */
  readonly issuerGroup?: string;

  /**
   * How long a certificate is valid.
   *
   * @default 90 days
   */
  readonly duration?: Duration;

  /**
   * How long before its end it is renewed. The pods read it when they start: give `podAnnotations` a reloader's annotation that rolls them.
   *
   * @default 30 days
   */
  readonly renewBefore?: Duration;

  /**
   * Secret with the certificate that this deployment's own clients show; with it the server demands certificates of its clients.
   *
   * @default - clients show none
   */
  readonly clientSecretName?: string;
}

/** A certificate that is to be issued into a Secret. @internal */
export interface IssuedCertificate {
  readonly secretName: string;
  readonly issuerName: string;
  readonly issuerKind: string;
  readonly issuerGroup: string;
  readonly duration: Duration;
  readonly renewBefore: Duration;
}

/** A certificate chain with its private key. @internal */
export interface KeyPair {
  readonly certificate: SecretKey;
  readonly privateKey: SecretKey;
}

/**
 * How an API is protected in transit.
 * Certificates are read when a process starts, so a renewed certificate needs a rolling restart (facts A.9).
 */
export class Tls {
  /** The server shows a certificate; clients check it against the trust key of the same Secret. */
  public static fromSecret(secretName: string, options: TlsSecretOptions = {}): Tls {
    return new Tls(true, keyPair(secretName, options), SecretKey.of(secretName, options.trustKey ?? 'ca.crt'), undefined);
  }

  /** As `fromSecret`, and the server refuses clients without a certificate that its trust key signed. */
  public static mutual(secretName: string, options: MutualTlsOptions): Tls {
    const clientSecret = requireDnsSubdomain('client secret name', options.clientSecretName);
    const trust = SecretKey.of(secretName, options.trustKey ?? 'ca.crt');
    return new Tls(true, keyPair(secretName, options), trust, keyPair(clientSecret, options));
  }

  /**
   * As `fromSecret` (or `mutual`), and cert-manager keeps the certificate in the Secret: for the names of the service and of each instance, with an
   * unencrypted PKCS8 key as Canton needs it.
   */
  public static fromCertManager(secretName: string, options: CertificateOptions): Tls {
    const { clientSecretName, duration = Duration.days(90), renewBefore = Duration.days(30) } = options;
    requireText('issuer name', options.issuerName);
    if (renewBefore.toMilliseconds() >= duration.toMilliseconds()) {
      refuse(`certificate '${secretName}': renewBefore must be shorter than duration, got ${renewBefore.toDays({ integral: false })} and ${duration.toDays({ integral: false })} days`);
    }
    const issued = {
      secretName, duration, renewBefore, issuerName: options.issuerName, issuerKind: options.issuerKind ?? 'Issuer', issuerGroup: options.issuerGroup ?? 'cert-manager.io',
    };
    const plain = clientSecretName === undefined ? Tls.fromSecret(secretName) : Tls.mutual(secretName, { clientSecretName });
    return new Tls(true, plain._server, plain._trust, plain._client, issued);
  }

  /** An API that runs elsewhere and is checked against this root certificate. */
  public static trusting(rootCertificate: SecretKey): Tls {
    return new Tls(true, undefined, requireSecretKey('root certificate', rootCertificate), undefined);
  }

  /** An API that runs elsewhere and is checked against the JVM's own trust store, that is, against public authorities. */
  public static trustingPublicAuthorities(): Tls {
    return new Tls(true, undefined, undefined, undefined);
  }

  /** No encryption: everything, tokens included, crosses the network readable. */
  public static disabled(): Tls {
    return new Tls(false, undefined, undefined, undefined);
  }

  private constructor(
    /** Whether connections are encrypted. */
    public readonly enabled: boolean,
    /** @internal */
    public readonly _server: KeyPair | undefined,
    /** @internal */
    public readonly _trust: SecretKey | undefined,
    /** @internal */
    public readonly _client: KeyPair | undefined,
    /** @internal */
    public readonly _issued?: IssuedCertificate,
  ) {}

  /** Whether clients must show a certificate. */
  public get isMutual(): boolean {
    return this._client !== undefined;
  }
}

function keyPair(secretName: string, options: TlsSecretOptions): KeyPair {
  return {
    certificate: SecretKey.of(secretName, options.certificateKey ?? 'tls.crt'),
    privateKey: SecretKey.of(secretName, options.privateKeyKey ?? 'tls.key'),
  };
}
