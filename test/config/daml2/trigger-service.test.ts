import { hoconFile } from '../../../lib/config/config-file';
import { AuthorizationConfig, TriggerServiceConfig, triggerServiceConfig } from '../../../lib/config/daml2/trigger-service';
import { Endpoint } from '../../../lib/model/endpoint';
import { Tls } from '../../../lib/model/tls';
import { AURORA, POSTGRES } from '../support/fixtures';
import { TRIGGER_SERVICE } from '../support/keys';
import { paths, read, textOf } from '../support/read';

const DEFAULT: TriggerServiceConfig = {
  ledgerApi: Endpoint.of('participant.iou.svc', 4001),
  ledgerApiTls: Tls.fromSecret('participant-tls'),
  clientKeyPair: Tls.fromSecret('triggers-tls')._server!,
  storage: POSTGRES,
  darPaths: ['/dars/0/iou.dar'],
};

const AUTHORIZATION: Required<AuthorizationConfig> = {
  internalUri: 'http://auth.iou.svc:3000', externalUri: 'https://iou.example.com/auth', callbackUri: 'https://iou.example.com/triggers/cb',
};

const FULL: Required<TriggerServiceConfig> = {
  ...DEFAULT,
  ledgerApiTls: Tls.mutual('participant-tls', { clientSecretName: 'app-tls' }),
  clientKeyPair: Tls.fromSecret('app-tls')._server!,
  storage: AURORA,
  darPaths: ['/dars/0/iou.dar', '/dars/1/swap.dar'],
  authorization: AUTHORIZATION,
};

const OTHER: TriggerServiceConfig = {
  ...DEFAULT, ledgerApiTls: Tls.disabled(), darPaths: [], authorization: { internalUri: AUTHORIZATION.internalUri },
};

test('the default configuration', () => {
  expect(textOf(triggerServiceConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(triggerServiceConfig(FULL))).toMatchSnapshot();
});

test('every key is one that the service reads, in kebab case: it ignores all others without a word', async () => {
  for (const config of [DEFAULT, FULL, OTHER]) {
    const keys = paths(await read(triggerServiceConfig(config)));
    expect(keys.filter((path) => !TRIGGER_SERVICE.includes(path))).toEqual([]);
    expect(keys.flatMap((path) => path.split('.')).filter((key) => !/^[a-z]+(-[a-z]+)*(\[\])?$/.test(key))).toEqual([]);
  }
});

test('it listens at all addresses of its pod', async () => {
  const { address, port, metrics } = await read(triggerServiceConfig(DEFAULT));
  expect([address, port, metrics.reporter]).toEqual(['0.0.0.0', 8088, 'prometheus://0.0.0.0:8081']);
});

describe('TLS to the ledger', () => {
  test('is at the top level and complete, never in ledger-api, where it is not read', async () => {
    for (const config of [DEFAULT, FULL, OTHER]) {
      const tree = await read(triggerServiceConfig(config));
      expect(tree['ledger-api']).toEqual({ address: 'participant.iou.svc', port: 4001 });
      expect(Object.keys(tree['tls-config'] ?? {})).toEqual(config.ledgerApiTls.enabled ? ['cacrt', 'crt', 'pem', 'tls'] : []);
    }
  });

  test('shows a certificate whether or not one is demanded', async () => {
    expect((await read(triggerServiceConfig(DEFAULT)))['tls-config']).toEqual({
      tls: true, pem: '/secrets/triggers-tls/tls.key', crt: '/secrets/triggers-tls/tls.crt', cacrt: '/secrets/participant-tls/ca.crt',
    });
    expect((await read(triggerServiceConfig(FULL)))['tls-config']).toEqual({
      tls: true, pem: '/secrets/app-tls/tls.key', crt: '/secrets/app-tls/tls.crt', cacrt: '/secrets/participant-tls/ca.crt',
    });
  });

  test('needs the files that it names', () => {
    expect(hoconFile('x', triggerServiceConfig(DEFAULT)).files.map(({ secret, purpose }) => `${secret}: ${purpose}`)).toEqual([
      'participant-tls/ca.crt: root certificates that participant.iou.svc is checked against (PEM)',
      "pg-ca/ca.crt: root certificate of PostgreSQL server 'pg.db.svc:5432' (PEM)",
      'triggers-tls/tls.crt: client certificate for participant.iou.svc (PEM)',
      'triggers-tls/tls.key: private key of that certificate (PEM, unencrypted PKCS8)',
    ]);
  });
});

describe('authorization', () => {
  test.each<[string, AuthorizationConfig | undefined, object | undefined]>([
    ['is left out where there is none', undefined, undefined],
    ['has one URI where the middleware has one', { internalUri: 'http://auth:3000' }, { 'auth-common-uri': 'http://auth:3000' }],
    ['has a pair of URIs where browsers see another', { internalUri: 'http://auth:3000', externalUri: 'https://iou.example.com/auth' }, {
      'auth-internal-uri': 'http://auth:3000', 'auth-external-uri': 'https://iou.example.com/auth',
    }],
    ['knows its own call-back', { internalUri: 'http://auth:3000', callbackUri: 'https://iou.example.com/cb' }, {
      'auth-common-uri': 'http://auth:3000', 'auth-callback-uri': 'https://iou.example.com/cb',
    }],
  ])('%s', async (_, authorization, expected) => {
    expect((await read(triggerServiceConfig({ ...DEFAULT, authorization }))).authorization).toEqual(expected);
  });

  test('never has both forms of URIs, which is refused', async () => {
    for (const authorization of [AUTHORIZATION, OTHER.authorization!]) {
      const { 'auth-callback-uri': _, ...uris } = (await read(triggerServiceConfig({ ...DEFAULT, authorization }))).authorization;
      expect([['auth-common-uri'], ['auth-external-uri', 'auth-internal-uri']]).toContainEqual(Object.keys(uris));
    }
  });
});

describe('its database', () => {
  test('is a JDBC URL, with user and password from the environment', () => {
    expect(textOf(triggerServiceConfig(DEFAULT))).toContain([
      'trigger-store {',
      '  driver = "org.postgresql.Driver"',
      '  min-idle = 4',
      '  password = ${POSTGRES_PASSWORD}',
      '  pool-size = 10',
      '  url = "jdbc:postgresql://pg.db.svc:5432/ledger?ssl=true&sslmode=verify-full&sslrootcert=/secrets/pg-ca/ca.crt"',
      '  user = ${POSTGRES_USER}',
      '}',
    ].join('\n'));
  });

  test('may be at an address that only Secrets know', async () => {
    expect((await read(triggerServiceConfig(FULL)))['trigger-store']).toMatchObject({
      'url': 'jdbc:postgresql://<POSTGRES_HOST>:<POSTGRES_PORT>/ledger?ssl=true&sslmode=verify-full&sslrootcert=/secrets/pg-ca/ca.crt'
        + '&sslcert=/secrets/pg-client/tls.crt&sslkey=/secrets/pg-client/tls.pk8',
      'password': '<POSTGRES_PASSWORD>',
      'pool-size': 17,
    });
  });
});

test('the DARs are listed by path', async () => {
  expect((await read(triggerServiceConfig(FULL)))['dar-paths']).toEqual(['/dars/0/iou.dar', '/dars/1/swap.dar']);
  expect((await read(triggerServiceConfig(OTHER)))['dar-paths']).toEqual([]);
});
