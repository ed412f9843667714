import { Duration } from 'cdk8s';
import { participantConfig } from '../../../lib/config/canton3/participant';
import { ParticipantConfig } from '../../../lib/config/node-config';
import { FailoverTiming } from '../../../lib/model/failover-timing';
import { LedgerApiAuth } from '../../../lib/model/ledger-api-auth';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { DEFAULT_3, FULL_3, OTHER_3 } from '../support/canton3-fixtures';
import { PARTICIPANT } from '../support/canton3-keys';
import { TIMING } from '../support/fixtures';
import { leaves, paths, read, textOf } from '../support/read';

const CERTIFICATE = SecretKey.of('jwt', 'jwt.crt');
const DEFAULT: ParticipantConfig = {
  ...DEFAULT_3,
  auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json', { targetAudience: 'https://p1.example.com' }),
  ledgerApiTls: Tls.fromSecret('node-1-tls'),
  ledgerApiHosts: ['node-1.iou.svc'],
  failoverTiming: FailoverTiming.fast(),
};

const FULL: Required<ParticipantConfig> = {
  ...FULL_3,
  auth: LedgerApiAuth.anyOf(
    LedgerApiAuth.jwks('https://idp.example.com/jwks.json', { targetScope: 'ledger' }),
    LedgerApiAuth.rs256Certificate(CERTIFICATE, { targetAudience: 'https://ledger.example.com', privileged: true, maxTokenLifetime: Duration.hours(1) }),
    LedgerApiAuth.es256Certificate(CERTIFICATE),
    LedgerApiAuth.es512Certificate(CERTIFICATE),
    LedgerApiAuth.unsafeHmac256(SecretKey.of('hmac', 'secret')),
  ),
  ledgerApiTls: Tls.mutual('node-1-tls', { clientSecretName: 'app-tls' }),
  ledgerApiHosts: ['node-1.iou.svc'],
  failoverTiming: TIMING,
};

const OTHER: ParticipantConfig = {
  ...DEFAULT, ...OTHER_3, auth: LedgerApiAuth.unauthenticated(), ledgerApiTls: Tls.disabled(), failoverTiming: undefined,
};

async function participant(config: ParticipantConfig): Promise<any> {
  return (await read(participantConfig(config))).canton.participants['node-1'];
}

test('the default configuration', () => {
  expect(textOf(participantConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(participantConfig(FULL))).toMatchSnapshot();
});

test.each([['by default', DEFAULT], ['with everything', FULL], ['with Google\'s KMS, and neither TLS nor tokens', OTHER]])(
  'every key is one that a participant knows, %s', async (_, config) => {
    expect(paths(await read(participantConfig(config))).filter((path) => !PARTICIPANT.includes(path))).toEqual([]);
  },
);

test('a standby asks for the lock, and looks after it, three times as often as Canton would: only together is that fast', async () => {
  expect((await participant(DEFAULT)).replication).toEqual({
    'enabled': true,
    'connection-pool': { 'health-check-period': '500ms', 'connection': { 'passive-check-period': '1s', 'health-check-period': '500ms' } },
  });
});

test('a release without hot standby is not told of replication, a key that it refuses', async () => {
  expect(await participant(OTHER)).not.toHaveProperty('replication');
});

test('it says by HTTP and gRPC whether it is active, by itself and not by its process', async () => {
  const { canton: { monitoring, participants } } = await read(participantConfig(DEFAULT));
  expect(participants['node-1'].monitoring).toEqual({
    'grpc-health-server': { address: '0.0.0.0', port: 4003 }, 'http-health-server': { address: '0.0.0.0', port: 8080 },
  });
  expect(monitoring).toEqual({ metrics: { 'jvm-metrics': { enabled: true }, 'reporters': [{ type: 'prometheus', address: '0.0.0.0', port: 8081 }] } });
});

test('every API has a port, as Canton 3 has no defaults, and all addresses of its pod', async () => {
  const { 'ledger-api': ledgerApi, 'admin-api': adminApi, 'http-ledger-api': http } = await participant(OTHER);
  expect([ledgerApi.port, adminApi.port, http.port]).toEqual([4001, 4002, 7575]);
  const addresses = leaves(await read(participantConfig(OTHER))).filter(([path]) => path.endsWith('.address'));
  expect(addresses.map(([path, address]) => `${path}: ${address}`)).toEqual(addresses.map(([path]) => `${path}: 0.0.0.0`));
  expect(addresses).toHaveLength(6);
});

test('its Ledger API has root certificates even where it asks no client for one, as the JSON API wants them; and the ciphers are Canton\'s own', async () => {
  expect((await participant(DEFAULT))['ledger-api'].tls).toEqual({
    'cert-chain-file': '/secrets/node-1-tls/tls.crt',
    'private-key-file': '/secrets/node-1-tls/tls.key',
    'minimum-server-protocol-version': 'TLSv1.3',
    'trust-collection-file': '/secrets/node-1-tls/ca.crt',
    'client-auth': { type: 'none' },
  });
  expect((await participant(DEFAULT))['admin-api'].tls).not.toHaveProperty('trust-collection-file');
  expect((await participant(FULL))['ledger-api'].tls).toMatchObject({ 'trust-collection-file': '/secrets/node-1-tls/ca.crt', 'client-auth': { type: 'require' } });
  expect(textOf(participantConfig(FULL))).not.toContain('ciphers');
});

test('its Ledger API takes every kind of token that it is told to, in order', async () => {
  expect((await participant(FULL))['ledger-api']['auth-services']).toEqual([
    { 'type': 'jwt-jwks', 'url': 'https://idp.example.com/jwks.json', 'target-scope': 'ledger' },
    {
      'type': 'jwt-rs-256-crt', 'certificate': '/secrets/jwt/jwt.crt', 'target-audience': 'https://ledger.example.com', 'privileged': true, 'max-token-life': '1h',
    },
    { type: 'jwt-es-256-crt', certificate: '/secrets/jwt/jwt.crt' },
    { type: 'jwt-es-512-crt', certificate: '/secrets/jwt/jwt.crt' },
    { type: 'unsafe-jwt-hmac-256', secret: '<LEDGER_API_HMAC_SECRET>' },
  ]);
  expect((await participant(OTHER))['ledger-api']['auth-services']).toEqual([{ type: 'wildcard' }]);
});

test.each([
  ['targetAudience', { targetAudience: 'https://ledger.example.com' }], ['targetScope', { targetScope: 'ledger' }],
] as const)('it refuses two kinds of tokens of one %s, with which Canton would not start', (option, options) => {
  const auth = LedgerApiAuth.anyOf(LedgerApiAuth.jwks('https://idp.example.com/jwks.json', options), LedgerApiAuth.es256Certificate(CERTIFICATE, options));
  expect(() => participantConfig({ ...DEFAULT, auth })).toThrow(new Error(
    `participant 'node-1': ${option} of LedgerApiAuth must differ from entry to entry with Canton 3, got '${Object.values(options)[0]}' twice`,
  ));
});

test('it refuses a list of users, which means something else there', () => {
  const auth = LedgerApiAuth.jwks('https://idp.example.com/jwks.json', { users: ['alice', 'bob'] });
  expect(() => participantConfig({ ...DEFAULT, auth })).toThrow(new Error(
    "participant 'node-1': users of LedgerApiAuth must be left out with Canton 3, got alice, bob: each would need a list of the services that it may call; leave it to the rights that "
    + 'users have on the participant',
  ));
});

test('it gives up a sequencer that is silent when its timing says so, and as Canton does otherwise', async () => {
  expect((await participant(FULL))['sequencer-client']).toEqual({ 'keep-alive-client': { time: '30s', timeout: '2500ms' } });
  expect(await participant({ ...FULL, failoverTiming: FailoverTiming.defaults() })).not.toHaveProperty('sequencer-client');
});
