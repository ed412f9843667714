import { Duration } from 'cdk8s';
import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';
import { refuse, requireText, requireUrl } from './validation';

/** What one kind of token is good for. */
export interface LedgerApiAuthOptions {
  /**
   * The audience that a token must carry. Excludes `targetScope`.
   *
   * @default - `https://daml.com/participant/jwt/aud/participant/<participant id>`, or the scope where one is given
   */
  readonly targetAudience?: string;

  /**
   * The scope that a token must carry. Excludes `targetAudience`.
   *
   * @default 'daml_ledger_api'
   */
  readonly targetScope?: string;

  /**
   * Whether such a token may do everything. Excludes `users`.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * The only users whose tokens are accepted. Excludes `privileged`.
   *
   * @default - all users that the participant knows
   */
  readonly users?: string[];

  /**
   * How much longer a token may be valid, at most, when it is shown: one that ends later is refused, as one that never ends is
   * (https://docs.digitalasset.com/operate/3.5/howtos/secure/apis/jwt.html). Only with Canton 3; identity providers often give tokens for an hour.
   *
   * @default - 5 minutes with Canton 3, Canton's own; any time with Daml 2.10
   */
  readonly maxTokenLifetime?: Duration;
}

/** One entry of `ledger-api.auth-services`. @internal */
export interface AuthService {
  readonly type: 'jwt-rs-256-jwks' | 'jwt-rs-256-crt' | 'jwt-es-256-crt' | 'jwt-es-512-crt' | 'unsafe-jwt-hmac-256' | 'wildcard';
  readonly url?: string;
  readonly certificate?: SecretKey;
  readonly secret?: SecretKey;
  readonly options: LedgerApiAuthOptions;
}

/** Who may use the Ledger API (facts A.10). */
export class LedgerApiAuth {
  /** RS256 tokens, verified with the keys that an identity provider publishes (type `jwt-rs-256-jwks`). */
  public static jwks(url: string, options: LedgerApiAuthOptions = {}): LedgerApiAuth {
    return LedgerApiAuth.single({ type: 'jwt-rs-256-jwks', url: requireUrl('JWKS URL', url, ['https', 'http']), options });
  }

  /** RS256 tokens, verified with one certificate (type `jwt-rs-256-crt`). */
  public static rs256Certificate(certificate: SecretKey, options: LedgerApiAuthOptions = {}): LedgerApiAuth {
    return LedgerApiAuth.single({ type: 'jwt-rs-256-crt', certificate: requireSecretKey('certificate of tokens', certificate), options });
  }

  /** ES256 tokens, verified with one certificate (type `jwt-es-256-crt`). */
  public static es256Certificate(certificate: SecretKey, options: LedgerApiAuthOptions = {}): LedgerApiAuth {
    return LedgerApiAuth.single({ type: 'jwt-es-256-crt', certificate: requireSecretKey('certificate of tokens', certificate), options });
  }

  /** ES512 tokens, verified with one certificate (type `jwt-es-512-crt`). */
  public static es512Certificate(certificate: SecretKey, options: LedgerApiAuthOptions = {}): LedgerApiAuth {
    return LedgerApiAuth.single({ type: 'jwt-es-512-crt', certificate: requireSecretKey('certificate of tokens', certificate), options });
  }

  /** HMAC tokens from a shared secret (type `unsafe-jwt-hmac-256`). Whoever can verify such a token can forge one: for tests only. */
  public static unsafeHmac256(secret: SecretKey, options: LedgerApiAuthOptions = {}): LedgerApiAuth {
    return LedgerApiAuth.single({ type: 'unsafe-jwt-hmac-256', secret: requireSecretKey('secret of tokens', secret), options });
  }

  /** No authentication at all: whoever reaches the Ledger API acts as any party (type `wildcard`). */
  public static unauthenticated(): LedgerApiAuth {
    return LedgerApiAuth.single({ type: 'wildcard', options: {} });
  }

  /** Several kinds of tokens; the first one that yields a claim wins. */
  public static anyOf(...auths: LedgerApiAuth[]): LedgerApiAuth {
    if (auths.length === 0) {
      refuse('LedgerApiAuth.anyOf needs at least one entry, got none; an empty list would mean no authentication: write unauthenticated() for that');
    }
    const services = auths.flatMap((auth) => auth._services);
    if (services.length > 1 && services.some(({ type }) => type === 'wildcard')) {
      refuse('LedgerApiAuth.unauthenticated() beside another entry lets everybody in; drop one of them');
    }
    return new LedgerApiAuth(services);
  }

  private static single(service: AuthService): LedgerApiAuth {
    const { targetAudience, targetScope, privileged, users, maxTokenLifetime } = service.options;
    if (targetAudience !== undefined && targetScope !== undefined) {
      refuse(`authentication ${service.type}: targetAudience and targetScope exclude each other, got '${targetAudience}' and '${targetScope}'; drop one`);
    }
    if (users?.length === 0) {
      refuse(`authentication ${service.type}: users must name at least one user, got none; leave it out to accept all`);
    }
    if (privileged === true && users !== undefined) {
      refuse(`authentication ${service.type}: privileged and users exclude each other, got users ${users.join(', ')}; drop one`);
    }
    if (maxTokenLifetime !== undefined && maxTokenLifetime.toMilliseconds() < 1000) {
      refuse(`authentication ${service.type}: maxTokenLifetime must be at least 1 s, got ${maxTokenLifetime.toMilliseconds()} ms`);
    }
    for (const [name, text] of Object.entries({ targetAudience, targetScope })) {
      if (text !== undefined) {
        requireText(`authentication ${service.type}: ${name}`, text);
      }
    }
    return new LedgerApiAuth([service]);
  }

  private constructor(/** @internal */ public readonly _services: AuthService[]) {}

  /** Whether a client needs a token. */
  public get needsToken(): boolean {
    return this._services.every(({ type }) => type !== 'wildcard');
  }

  /** The scope that tokens must carry, where one was set. @internal */
  public get _targetScope(): string | undefined {
    return this._services.map(({ options }) => options.targetScope).find((scope) => scope !== undefined);
  }
}
