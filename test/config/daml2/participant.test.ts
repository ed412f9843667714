import { Duration } from 'cdk8s';
import { hoconFile } from '../../../lib/config/config-file';
import { participantConfig } from '../../../lib/config/daml2/participant';
import { ParticipantConfig } from '../../../lib/config/node-config';
import { FailoverTiming } from '../../../lib/model/failover-timing';
import { LedgerApiAuth } from '../../../lib/model/ledger-api-auth';
import { OracleDatabase } from '../../../lib/model/oracle';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { DEFAULT_NODE, FULL_NODE, ORACLE, OTHER_NODE, TIMING } from '../support/fixtures';
import { PARTICIPANT } from '../support/keys';
import { paths, read, textOf } from '../support/read';

const CERTIFICATE = SecretKey.of('jwt', 'jwt.crt');
const DEFAULT: ParticipantConfig = {
  ...DEFAULT_NODE,
  auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
  ledgerApiTls: Tls.fromSecret('node-1-tls'),
  ledgerApiHosts: ['node-1.iou.svc'],
  failoverTiming: FailoverTiming.defaults(),
};

const FULL: Required<ParticipantConfig> = {
  ...FULL_NODE,
  auth: LedgerApiAuth.anyOf(
    LedgerApiAuth.jwks('https://idp.example.com/jwks.json', { targetScope: 'ledger', users: ['alice', 'bob'] }),
    LedgerApiAuth.rs256Certificate(CERTIFICATE, { targetAudience: 'https://ledger.example.com', privileged: true }),
    LedgerApiAuth.es256Certificate(CERTIFICATE),
    LedgerApiAuth.es512Certificate(CERTIFICATE),
    LedgerApiAuth.unsafeHmac256(SecretKey.of('hmac', 'secret')),
  ),
  ledgerApiTls: Tls.mutual('node-1-tls', { clientSecretName: 'app-tls' }),
  ledgerApiHosts: ['node-1.iou.svc'],
  failoverTiming: TIMING,
};

const OTHER: ParticipantConfig = { ...DEFAULT, ...OTHER_NODE, auth: LedgerApiAuth.unauthenticated(), ledgerApiTls: Tls.disabled() };

async function participant(config: ParticipantConfig): Promise<any> {
  return (await read(participantConfig(config))).canton.participants['node-1'];
}

test('the default configuration', () => {
  expect(textOf(participantConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(participantConfig(FULL))).toMatchSnapshot();
});

test.each([['by default', DEFAULT], ['with everything', FULL], ['with Oracle, Google\'s KMS and neither TLS nor tokens', OTHER]])(
  'every key is one that a participant knows, %s', async (_, config) => {
    expect(paths(await read(participantConfig(config))).filter((path) => !PARTICIPANT.includes(path))).toEqual([]);
  },
);

test('it is a hot standby of its other instances', async () => {
  expect((await participant(DEFAULT)).replication).toEqual({ enabled: true });
});

test('its timing is written only where it is not Canton\'s own', async () => {
  expect((await participant(FULL)).replication).toEqual({
    'enabled': true,
    'connection-pool': { 'health-check-period': '1m', 'connection': { 'passive-check-period': '2500ms', 'health-check-period': '1s' } },
  });
});

test('it says by HTTP whether it is active', async () => {
  expect((await read(participantConfig(DEFAULT))).canton.monitoring.health).toEqual({
    server: { address: '0.0.0.0', port: 8080 }, check: { type: 'is-active', node: 'node-1' },
  });
});

test('its APIs have Canton\'s own ports', async () => {
  const { 'ledger-api': ledgerApi, 'admin-api': adminApi, monitoring } = await participant(DEFAULT);
  expect([ledgerApi.port, adminApi.port, monitoring['grpc-health-server'].port]).toEqual([4001, 4002, 4003]);
});

test('its Ledger API takes every kind of token that it is told to, in order', async () => {
  expect((await participant(FULL))['ledger-api']['auth-services']).toEqual([
    { 'type': 'jwt-rs-256-jwks', 'url': 'https://idp.example.com/jwks.json', 'target-scope': 'ledger', 'users': ['alice', 'bob'] },
    { 'type': 'jwt-rs-256-crt', 'certificate': '/secrets/jwt/jwt.crt', 'target-audience': 'https://ledger.example.com', 'privileged': true },
    { type: 'jwt-es-256-crt', certificate: '/secrets/jwt/jwt.crt' },
    { type: 'jwt-es-512-crt', certificate: '/secrets/jwt/jwt.crt' },
    { type: 'unsafe-jwt-hmac-256', secret: '<LEDGER_API_HMAC_SECRET>' },
  ]);
});

test('its Ledger API is open only where that is written out', async () => {
  expect((await participant(DEFAULT))['ledger-api']['auth-services'])
    .toEqual([{ type: 'jwt-rs-256-jwks', url: 'https://idp.example.com/jwks.json' }]);
  expect((await participant(OTHER))['ledger-api']['auth-services']).toEqual([{ type: 'wildcard' }]);
});

test('it refuses a limit to the life of tokens, which it does not know', () => {
  const auth = LedgerApiAuth.jwks('https://idp.example.com/jwks.json', { maxTokenLifetime: Duration.minutes(90) });
  expect(() => participantConfig({ ...DEFAULT, auth })).toThrow(new Error(
    "participant 'node-1': maxTokenLifetime of LedgerApiAuth must be left out with Daml 2.10, got 90m: it takes tokens of any life",
  ));
});

test('on Oracle its Ledger API server has a user of its own', async () => {
  const { storage } = await participant(OTHER);
  expect(storage.config.user).toBe('LEDGER_NODE');
  expect(storage.parameters).toEqual({
    'max-connections': 17,
    'fail-fast-on-startup': false,
    'ledger-api-jdbc-url': 'jdbc:oracle:thin:LEDGER_API/<ORACLE_LEDGER_API_PASSWORD>@ora.db.svc:1521/LEDGER',
  });
  expect((await participant(DEFAULT)).storage.parameters).toEqual({ 'max-connections': 10, 'fail-fast-on-startup': false });
});

test('on Oracle it refuses to be without that user', () => {
  const storage = OracleDatabase.external({
    host: ORACLE.host, serviceName: 'LEDGER', username: 'LEDGER_NODE', password: SecretKey.of('ora', 'password'),
  });
  expect(() => participantConfig({ ...DEFAULT, storage })).toThrow(new Error(
    "participant 'node-1': a participant on Oracle needs ledgerApiUsername and ledgerApiPassword: its Ledger API server has a schema of its own",
  ));
});

test('no commit of it is asynchronous', () => {
  [DEFAULT, FULL, OTHER].forEach((config) => expect(textOf(participantConfig(config))).not.toContain('synchronous-commit'));
});

test('what it needs from Secrets is listed, each with the name that it is for', () => {
  const { env, files } = hoconFile('participant.conf', participantConfig(FULL));
  expect(env.map((binding) => `${binding.env}: ${binding.secret}: ${binding.purpose}`)).toEqual([
    'LEDGER_API_HMAC_SECRET: hmac/secret: secret that ledger API tokens are signed and verified with',
    "POSTGRES_HOST: aurora/host: host name of PostgreSQL server 'aurora/host:aurora/port'",
    "POSTGRES_PASSWORD: ledger-db/password: password of the PostgreSQL user that owns database 'ledger'",
    "POSTGRES_PORT: aurora/port: port of PostgreSQL server 'aurora/host:aurora/port'",
    "POSTGRES_USER: ledger-db/username: name of the PostgreSQL user that owns database 'ledger'",
  ]);
  expect(files.map(({ secret, purpose }) => `${secret}: ${purpose}`)).toEqual([
    'app-tls/tls.crt: client certificate for node-1.iou.svc (PEM)',
    'app-tls/tls.key: private key of that certificate (PEM, unencrypted PKCS8)',
    'jwt/jwt.crt: certificate that ledger API tokens are verified with (PEM)',
    'node-1-admin-client-tls/tls.crt: client certificate for node-1-0.iou.svc, node-1-1.iou.svc (PEM)',
    'node-1-admin-client-tls/tls.key: private key of that certificate (PEM, unencrypted PKCS8)',
    'node-1-admin-tls/ca.crt: root certificates that clients of node-1-0.iou.svc, node-1-1.iou.svc are checked against (PEM)',
    'node-1-admin-tls/tls.crt: certificate chain for node-1-0.iou.svc, node-1-1.iou.svc (PEM, server certificate first)',
    'node-1-admin-tls/tls.key: private key of that certificate (PEM, unencrypted PKCS8)',
    'node-1-tls/ca.crt: root certificates that clients of node-1.iou.svc are checked against (PEM)',
    'node-1-tls/tls.crt: certificate chain for node-1.iou.svc (PEM, server certificate first)',
    'node-1-tls/tls.key: private key of that certificate (PEM, unencrypted PKCS8)',
    'otel-ca/ca.crt: root certificates that the collector of traces at otel.observability.svc is checked against (PEM)',
    "pg-ca/ca.crt: root certificate of PostgreSQL server 'aurora/host:aurora/port' (PEM)",
    "pg-client/tls.crt: client certificate for PostgreSQL server 'aurora/host:aurora/port' (PEM)",
    'pg-client/tls.pk8: private key of that client certificate (PKCS8 in DER)',
  ]);
});

test('it gives up a sequencer that is silent when its timing says so, and as Canton does otherwise', async () => {
  expect((await participant(FULL))['sequencer-client']).toEqual({ 'keep-alive-client': { time: '30s', timeout: '2500ms' } });
  expect(await participant({ ...FULL, failoverTiming: FailoverTiming.defaults() })).not.toHaveProperty('sequencer-client');
});
