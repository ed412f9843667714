import { AuthService } from './ledger-api-auth';
import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';
import { requireText, requireUrl } from './validation';

/** What lets somebody into an admin API. */
export interface AdminApiAuthOptions {
  /** The audience that a token must carry. Whoever has such a token may do everything there, so it must not be the Ledger API's. */
  readonly targetAudience: string;

  /**
   * A token of that audience, for the Jobs and consoles of this app. A pod reads it when it starts and may use it for a quarter of an hour, a console for as
   * long as its session: whatever issues tokens has to keep this Secret fresh.
   */
  readonly token: SecretKey;
}

/** Who may use the admin API of a node of Canton 3 (facts F.9): whoever shows a token. */
export class AdminApiAuth {
  /** Tokens that are verified with the keys that an identity provider publishes (type `jwt-jwks`). */
  public static jwks(url: string, options: AdminApiAuthOptions): AdminApiAuth {
    return AdminApiAuth.of({ type: 'jwt-rs-256-jwks', url: requireUrl('JWKS URL', url, ['https', 'http']) }, options);
  }

  /** RS256 tokens, verified with one certificate (type `jwt-rs-256-crt`). */
  public static rs256Certificate(certificate: SecretKey, options: AdminApiAuthOptions): AdminApiAuth {
    return AdminApiAuth.of({ type: 'jwt-rs-256-crt', certificate: requireSecretKey('certificate of tokens', certificate) }, options);
  }

  /** ES256 tokens, verified with one certificate (type `jwt-es-256-crt`). */
  public static es256Certificate(certificate: SecretKey, options: AdminApiAuthOptions): AdminApiAuth {
    return AdminApiAuth.of({ type: 'jwt-es-256-crt', certificate: requireSecretKey('certificate of tokens', certificate) }, options);
  }

  /** ES512 tokens, verified with one certificate (type `jwt-es-512-crt`). */
  public static es512Certificate(certificate: SecretKey, options: AdminApiAuthOptions): AdminApiAuth {
    return AdminApiAuth.of({ type: 'jwt-es-512-crt', certificate: requireSecretKey('certificate of tokens', certificate) }, options);
  }

  private static of(verifier: Omit<AuthService, 'options'>, { targetAudience, token }: AdminApiAuthOptions): AdminApiAuth {
    requireText(`authentication ${verifier.type}: targetAudience`, targetAudience);
    // An admin API knows no users: it takes privileged tokens, and refuses all others.
    return new AdminApiAuth({ ...verifier, options: { targetAudience, privileged: true } }, requireSecretKey('token for the admin API', token));
  }

  private constructor(
    /** @internal */
    public readonly _service: AuthService,
    /** What the Jobs show. @internal */
    public readonly _token: SecretKey,
  ) {}
}
