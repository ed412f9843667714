import { ALL_ADDRESSES } from './node';
import { PORTS } from '../../model/ports';
import { SecretKey } from '../../model/secret-key';
import { TokenVerifier } from '../../model/token-verifier';
import { Hocon } from '../hocon/hocon';

/** The OAuth 2.0 middleware of one identity provider. */
export interface OAuth2MiddlewareConfig {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly clientId: SecretKey;
  readonly clientSecret: SecretKey;
  readonly tokenVerifier: TokenVerifier;
  readonly callbackUri?: string;
}

/** The middleware's own file (facts E.5). */
export function oauth2MiddlewareConfig(config: OAuth2MiddlewareConfig): Hocon {
  const { _type: type, _source: source } = config.tokenVerifier;
  return Hocon.of({
    'address': ALL_ADDRESSES,
    'port': PORTS.oauth2Middleware.http,
    'callback-uri': config.callbackUri,
    'cookie-secure': true,
    'oauth-auth': config.authorizationUrl,
    'oauth-token': config.tokenUrl,
    'client-id': Hocon.secret('DAML_CLIENT_ID', config.clientId, 'client id at the OAuth 2.0 provider'),
    'client-secret': Hocon.secret('DAML_CLIENT_SECRET', config.clientSecret, 'client secret at the OAuth 2.0 provider'),
    'token-verifier': {
      type,
      uri: source instanceof SecretKey ? Hocon.secretFile(source, 'certificate that tokens are verified with (PEM)') : source,
    },
    'metrics': { 'reporter': `prometheus://${ALL_ADDRESSES}:${PORTS.metrics}`, 'reporting-interval': '30s' },
  });
}
