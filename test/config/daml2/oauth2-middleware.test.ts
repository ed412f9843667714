import { hoconFile } from '../../../lib/config/config-file';
import { OAuth2MiddlewareConfig, oauth2MiddlewareConfig } from '../../../lib/config/daml2/oauth2-middleware';
import { SecretKey } from '../../../lib/model/secret-key';
import { TokenVerifier } from '../../../lib/model/token-verifier';
import { OAUTH2_MIDDLEWARE } from '../support/keys';
import { paths, read, textOf } from '../support/read';

const CERTIFICATE = SecretKey.of('idp', 'idp.crt');

const DEFAULT: OAuth2MiddlewareConfig = {
  authorizationUrl: 'https://idp.example.com/authorize',
  tokenUrl: 'https://idp.example.com/token',
  clientId: SecretKey.of('oauth', 'client-id'),
  clientSecret: SecretKey.of('oauth', 'client-secret'),
  tokenVerifier: TokenVerifier.jwks('https://idp.example.com/jwks.json'),
};

const FULL: Required<OAuth2MiddlewareConfig> = {
  ...DEFAULT, tokenVerifier: TokenVerifier.es256Certificate(CERTIFICATE), callbackUri: 'https://iou.example.com/auth/cb',
};

test('the default configuration', () => {
  expect(textOf(oauth2MiddlewareConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(oauth2MiddlewareConfig(FULL))).toMatchSnapshot();
});

test('every key is one that the middleware reads, in kebab case: it ignores all others without a word', async () => {
  for (const config of [DEFAULT, FULL]) {
    const keys = paths(await read(oauth2MiddlewareConfig(config)));
    expect(keys.filter((path) => !OAUTH2_MIDDLEWARE.includes(path))).toEqual([]);
    expect(keys.flatMap((path) => path.split('.')).filter((key) => !/^[a-z]+(-[a-z]+)*$/.test(key))).toEqual([]);
  }
});

test('it listens at all addresses of its pod', async () => {
  const { address, port, metrics } = await read(oauth2MiddlewareConfig(DEFAULT));
  expect([address, port, metrics.reporter]).toEqual(['0.0.0.0', 3000, 'prometheus://0.0.0.0:8081']);
});

test('its client id and secret come from the environment', () => {
  const { text, env } = hoconFile('x', oauth2MiddlewareConfig(DEFAULT));
  expect(text).toContain('client-id = ${DAML_CLIENT_ID}\nclient-secret = ${DAML_CLIENT_SECRET}\n');
  expect(env).toEqual([
    { env: 'DAML_CLIENT_ID', secret: DEFAULT.clientId, purpose: 'client id at the OAuth 2.0 provider' },
    { env: 'DAML_CLIENT_SECRET', secret: DEFAULT.clientSecret, purpose: 'client secret at the OAuth 2.0 provider' },
  ]);
});

test('its cookie is for https only', async () => {
  expect((await read(oauth2MiddlewareConfig(DEFAULT)))['cookie-secure']).toBe(true);
});

test('a call-back is written only where it is known', async () => {
  expect((await read(oauth2MiddlewareConfig(FULL)))['callback-uri']).toBe('https://iou.example.com/auth/cb');
  expect(await read(oauth2MiddlewareConfig(DEFAULT))).not.toHaveProperty('callback-uri');
});

test.each<[TokenVerifier, object]>([
  [TokenVerifier.jwks('https://idp.example.com/jwks.json'), { type: 'rs256-jwks', uri: 'https://idp.example.com/jwks.json' }],
  [TokenVerifier.rs256Certificate(CERTIFICATE), { type: 'rs256-crt', uri: '/secrets/idp/idp.crt' }],
  [TokenVerifier.es256Certificate(CERTIFICATE), { type: 'es256-crt', uri: '/secrets/idp/idp.crt' }],
  [TokenVerifier.es512Certificate(CERTIFICATE), { type: 'es512-crt', uri: '/secrets/idp/idp.crt' }],
])('tokens are verified by %j', async (tokenVerifier, expected) => {
  expect((await read(oauth2MiddlewareConfig({ ...DEFAULT, tokenVerifier })))['token-verifier']).toEqual(expected);
});

test('a certificate to verify tokens with is a file that it needs', () => {
  expect(hoconFile('x', oauth2MiddlewareConfig(FULL)).files).toEqual([
    { secret: CERTIFICATE, purpose: 'certificate that tokens are verified with (PEM)' },
  ]);
});
