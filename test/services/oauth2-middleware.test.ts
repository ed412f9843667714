import { Chart } from 'cdk8s';
import { ALL_WORKLOAD_PROPS, database, participant } from './fixtures';
import { CantonRelease, ContainerImage, Hocon, NetworkPeer, OAuth2Middleware, OAuth2MiddlewareProps, SecretKey, TokenVerifier, TriggerService } from '../../lib';
import { config, manifests, names, only, testChart } from '../support/chart';

const DEFAULTS: OAuth2MiddlewareProps = {
  image: ContainerImage.of('registry.bank.example/oauth2-middleware:2.10.4'),
  authorizationUrl: 'https://idp.example.com/authorize',
  tokenUrl: 'https://idp.example.com/token',
  clientId: SecretKey.of('client', 'id'),
  clientSecret: SecretKey.of('client', 'secret'),
  tokenVerifier: TokenVerifier.jwks('https://idp.example.com/jwks.json'),
};

const make = (chart: Chart, props: Partial<OAuth2MiddlewareProps> = {}) => new OAuth2Middleware(chart, 'oauth2', { ...DEFAULTS, ...props });

test('one instance that is replaced and never doubled, by default', () => {
  const chart = testChart();
  make(chart);
  expect(manifests(chart)).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const props: Required<OAuth2MiddlewareProps> = {
    ...ALL_WORKLOAD_PROPS,
    ...DEFAULTS,
    configOverrides: Hocon.of({ 'login-timeout': '2m' }),
    tokenVerifier: TokenVerifier.es256Certificate(SecretKey.of('idp', 'ca.crt')),
    externalUrl: 'https://triggers.example.com/auth/',
    release: CantonRelease.daml('2.10.4', { imagePullSecrets: ['registry'] }),
    clients: [NetworkPeer.namespace('ingress')],
  };
  new OAuth2Middleware(chart, 'oauth2', props);
  expect(manifests(chart)).toMatchSnapshot();
});

test('names and selectors are a contract: a change here is a major release', () => {
  const chart = testChart();
  make(chart);
  expect(names(chart)).toEqual([
    expect.stringMatching(/^ConfigMap oauth2-config-[0-9a-f]{10}$/), 'Deployment oauth2', 'NetworkPolicy oauth2', 'Service oauth2', 'ServiceAccount oauth2',
  ]);
  expect(only(chart, 'Service', 'oauth2').spec.selector).toEqual({
    'app.kubernetes.io/name': 'oauth2-middleware', 'app.kubernetes.io/instance': 'oauth2', 'app.kubernetes.io/component': 'oauth2-middleware',
  });
});

test('client id and secret reach it as environment variables only', () => {
  const chart = testChart();
  make(chart);
  const text = config(chart, 'oauth2-config', 'oauth2-middleware.conf');
  expect(text).toContain('client-id = ${DAML_CLIENT_ID}');
  expect(text).toContain('client-secret = ${DAML_CLIENT_SECRET}');
  expect(only(chart, 'Deployment', 'oauth2').spec.template.spec.containers[0].env).toEqual(expect.arrayContaining([
    { name: 'DAML_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: 'client', key: 'secret' } } },
  ]));
});

test('several trigger services share it, and it lets each of them in', () => {
  const chart = testChart();
  const middleware = make(chart);
  const ledger = participant(chart);
  ['pink', 'green'].forEach((id) => new TriggerService(chart, id, { participant: ledger, middleware, storage: database(id) }));
  const [{ from }] = only(chart, 'NetworkPolicy', 'oauth2').spec.ingress;
  expect(from.map((peer: { podSelector: { matchLabels: { [label: string]: string } } }) => peer.podSelector.matchLabels['app.kubernetes.io/instance'])).toEqual(['green', 'pink']);
});

test('refuses a client secret as text, without repeating it', () => {
  expect(() => make(testChart(), { clientSecret: 'hunter2' as never })).toThrow(new Error(
    'client secret at the OAuth 2.0 provider must be a SecretKey, got a string (not shown); a secret is never text: use SecretKey.of(\'<secret>\', \'<key>\')',
  ));
});

test('refuses addresses that are no URLs', () => {
  expect(() => make(testChart(), { tokenUrl: 'idp.example.com' })).toThrow(new Error(
    'OAuth 2.0 middleware \'oauth2\': tokenUrl must be a URL that starts with https:// or http://, got \'idp.example.com\'',
  ));
});
