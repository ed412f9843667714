import { durationText } from '../../model/duration';
import { AuthService } from '../../model/ledger-api-auth';
import { Hocon } from '../hocon/hocon';

/**
 * One entry of `auth-services` (facts F.6): keys that are published may be of any algorithm, so their type has another name than in Canton 2.
 *
 * @param api whose tokens it verifies: "ledger API"
 */
export function authService(api: string, { type, url, certificate, secret, options }: AuthService): Hocon {
  return Hocon.of({
    'type': type === 'jwt-rs-256-jwks' ? 'jwt-jwks' : type,
    'url': url,
    'certificate': certificate && Hocon.secretFile(certificate, `certificate that ${api} tokens are verified with (PEM)`),
    'secret': secret && Hocon.secret('LEDGER_API_HMAC_SECRET', secret, `secret that ${api} tokens are signed and verified with`),
    'target-audience': options.targetAudience,
    'target-scope': options.targetScope,
    'privileged': options.privileged,
    'max-token-life': options.maxTokenLifetime && durationText(options.maxTokenLifetime),
  });
}
