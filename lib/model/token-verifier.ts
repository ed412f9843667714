import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';
import { requireUrl } from './validation';

/** How the OAuth 2.0 middleware verifies the tokens that it passes on (facts E.5). */
export class TokenVerifier {
  /** RS256, with the keys that the identity provider publishes (`rs256-jwks`). */
  public static jwks(url: string): TokenVerifier {
    return new TokenVerifier('rs256-jwks', requireUrl('JWKS URL', url, ['https', 'http']));
  }

  /** RS256, with one certificate (`rs256-crt`). */
  public static rs256Certificate(certificate: SecretKey): TokenVerifier {
    return new TokenVerifier('rs256-crt', requireSecretKey('certificate that tokens are verified with', certificate));
  }

  /** ES256, with one certificate (`es256-crt`). */
  public static es256Certificate(certificate: SecretKey): TokenVerifier {
    return new TokenVerifier('es256-crt', requireSecretKey('certificate that tokens are verified with', certificate));
  }

  /** ES512, with one certificate (`es512-crt`). */
  public static es512Certificate(certificate: SecretKey): TokenVerifier {
    return new TokenVerifier('es512-crt', requireSecretKey('certificate that tokens are verified with', certificate));
  }

  private constructor(
    /** @internal */
    public readonly _type: string,
    /** @internal */
    public readonly _source: string | SecretKey,
  ) {}
}
