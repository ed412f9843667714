import { JsonApiConfig, jsonApiConfig, perInstanceQueryStore, sharedQueryStore } from '../../../lib/config/daml2/json-api';
import { Hocon } from '../../../lib/config/hocon/hocon';
import { Endpoint } from '../../../lib/model/endpoint';
import { PostgresServer, PostgresTls, PostgresUser } from '../../../lib/model/postgres';
import { PostgresReplication } from '../../../lib/model/postgres-replication';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { JSON_API } from '../support/keys';
import { leaves, paths, read, textOf } from '../support/read';

const DEFAULT: JsonApiConfig & { queryStore: Hocon } = {
  ledgerApi: Endpoint.of('participant.iou.svc', 4001),
  ledgerApiTls: Tls.fromSecret('participant-tls'),
  queryStore: perInstanceQueryStore('json_api', 'json_api', 12),
};

const FULL: Required<JsonApiConfig> = {
  ...DEFAULT, ledgerApiTls: Tls.mutual('participant-tls', { clientSecretName: 'app-tls' }), targetScope: 'ledger',
};

const SHARED = PostgresServer.external({
  host: 'pg', tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt')), replication: PostgresReplication.none(),
}).database('cache', PostgresUser.fromSecret('cache-db'), { maxConnections: 6 });

const STORES: JsonApiConfig[] = [sharedQueryStore(SHARED), undefined].map((queryStore) => ({ ...DEFAULT, queryStore }));

const OTHERS: JsonApiConfig[] = [Tls.disabled(), Tls.trustingPublicAuthorities(), Tls.trusting(SecretKey.of('ca', 'ca.crt'))]
  .map((ledgerApiTls) => ({ ...DEFAULT, ledgerApiTls }));

test('the default configuration', () => {
  expect(textOf(jsonApiConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(jsonApiConfig(FULL))).toMatchSnapshot();
});

test('every key is one that the server reads, in kebab case: it ignores all others without a word', async () => {
  for (const config of [DEFAULT, FULL, ...OTHERS, ...STORES]) {
    const keys = paths(await read(jsonApiConfig(config)));
    expect(keys.filter((path) => !JSON_API.includes(path))).toEqual([]);
    expect(keys.flatMap((path) => path.split('.')).filter((key) => !/^[a-z]+(-[a-z]+)*$/.test(key))).toEqual([]);
  }
});

test('it has everything that the server demands', async () => {
  const { server, 'ledger-api': ledgerApi, 'query-store': queryStore } = await read(jsonApiConfig(DEFAULT));
  expect(server).toEqual({ address: '0.0.0.0', port: 3000 });
  expect(ledgerApi).toMatchObject({ address: 'participant.iou.svc', port: 4001 });
  expect(Object.keys(queryStore['base-config'])).toEqual(['driver', 'min-idle', 'password', 'pool-size', 'url', 'user']);
});

test('no start drops its tables: they are made when they are absent or old', async () => {
  for (const queryStore of [DEFAULT.queryStore, sharedQueryStore(SHARED)]) {
    expect((await read(queryStore))['start-mode']).toBe('create-if-needed-and-start');
  }
  [DEFAULT, FULL, ...STORES].forEach((config) => expect(textOf(jsonApiConfig(config))).not.toMatch(/create-and-start|create-only/));
});

describe('TLS to the ledger', () => {
  test.each<[string, Tls, object | undefined]>([
    ['disabled', Tls.disabled(), undefined],
    ['checked against a file', DEFAULT.ledgerApiTls, { 'enabled': 'true', 'trust-collection-file': '/secrets/participant-tls/ca.crt' }],
    ['mutual', FULL.ledgerApiTls, {
      'enabled': 'true',
      'trust-collection-file': '/secrets/participant-tls/ca.crt',
      'cert-chain-file': '/secrets/app-tls/tls.crt',
      'private-key-file': '/secrets/app-tls/tls.key',
    }],
    ['checked against public authorities', Tls.trustingPublicAuthorities(), { enabled: 'true' }],
  ])('%s', async (_, ledgerApiTls, expected) => {
    expect((await read(jsonApiConfig({ ...DEFAULT, ledgerApiTls })))['ledger-api'].tls).toEqual(expected);
  });

  test('has `enabled` as text, which the server reads it as', () => {
    expect(textOf(jsonApiConfig(DEFAULT))).toContain('enabled = "true"\n');
  });
});

test('a scope that tokens must carry is said only where the participant has one', async () => {
  expect((await read(jsonApiConfig(FULL)))['auth-config']).toEqual({ 'target-scope': 'ledger' });
  expect(await read(jsonApiConfig(DEFAULT))).not.toHaveProperty('auth-config');
});

test('the only password is that of the database inside the pod, which has none', async () => {
  expect(leaves(await read(jsonApiConfig(FULL))).filter(([path]) => /password|secret|token/.test(path)))
    .toEqual([['query-store.base-config.password', '']]);
  expect((await read(jsonApiConfig(FULL)))['query-store']['base-config'].url).toBe('jdbc:postgresql://127.0.0.1:5432/json_api?ssl=false');
});

test.each([[12, 4], [4, 4], [2, 2]])('of a pool of %d connections %d stay open', async (poolSize, minIdle) => {
  expect((await read(perInstanceQueryStore('u', 'd', poolSize)))['base-config'])
    .toMatchObject({ 'pool-size': poolSize, 'min-idle': minIdle, 'user': 'u' });
});

test('a shared store is a database like any other: TLS, and user and password from their Secret', () => {
  const queryStore = sharedQueryStore(SHARED);
  expect(textOf(queryStore)).toMatchInlineSnapshot(`
"base-config {
  driver = "org.postgresql.Driver"
  min-idle = 4
  password = \${POSTGRES_PASSWORD}
  pool-size = 6
  url = "jdbc:postgresql://pg:5432/cache?ssl=true&sslmode=verify-full&sslrootcert=/secrets/pg-ca/ca.crt"
  user = \${POSTGRES_USER}
}
start-mode = "create-if-needed-and-start"
"
`);
});

test('without a store there is no key for it', async () => {
  expect(await read(jsonApiConfig({ ...DEFAULT, queryStore: undefined }))).not.toHaveProperty('query-store');
});

test('metrics are served at all addresses of the pod', async () => {
  expect((await read(jsonApiConfig(DEFAULT))).metrics.reporter).toBe('prometheus://0.0.0.0:8081');
});
