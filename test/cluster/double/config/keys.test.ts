import { JSON_API_KEYS, OAUTH2_MIDDLEWARE_KEYS, TRIGGER_SERVICE_KEYS } from './application-keys';
import { CANTON_KEYS } from './canton-keys';
import { parseAll, Tree } from './hocon';
import { KeyTable } from './key-table';
import { nodeOf } from './node-config';
import { keyProblems } from './refuse';
import { dialectOf } from '../dialect';
import { appFiles } from '../support/app-files';

const CREDENTIALS = {
  POSTGRES_HOST: 'db',
  POSTGRES_PORT: '5433',
  POSTGRES_USER: 'user',
  POSTGRES_PASSWORD: 'pa"ss',
  DAML_CLIENT_ID: 'id',
  DAML_CLIENT_SECRET: 'secret',
  DRIVER_POSTGRES_HOST: 'db',
  DRIVER_POSTGRES_PORT: '5433',
  DRIVER_POSTGRES_USER: 'driver',
  DRIVER_POSTGRES_PASSWORD: 'other',
};
/** Sequencers with an identity of their own have theirs with a number. */
const ENV = Object.fromEntries(Object.entries(CREDENTIALS).flatMap(([name, value]) => ['', '_0', '_1'].map((end) => [`${name}${end}`, value])));
/** The file of a sequencer that has an identity of its own is called as its pod. */
const kindOf = (file: string) => file.replace(/-\d+\.conf$/, '.conf');
const OTHERS: { [file: string]: KeyTable } = {
  'json-api.conf': JSON_API_KEYS, 'trigger-service.conf': TRIGGER_SERVICE_KEYS, 'oauth2-middleware.conf': OAUTH2_MIDDLEWARE_KEYS,
};

describe('the files of all apps', () => {
  const files = appFiles().filter(({ name }) => name.endsWith('.conf'));

  test('are of every kind', () => {
    expect([...new Set(files.map(({ name }) => kindOf(name)))].sort()).toEqual([
      'domain-manager.conf', 'json-api.conf', 'mediator.conf', 'oauth2-middleware.conf', 'participant.conf', 'remote.conf', 'sequencer.conf', 'trigger-service.conf',
    ]);
  });

  test('have the keys that their processes know', async () => {
    for (const { app, name, text } of files) {
      const tree = await parseAll([text], ENV);
      const table = OTHERS[name];
      const problems = table === undefined ? dialectOf(tree).problems(tree) : keyProblems(table, tree, false);
      expect({ app, name, problems }).toEqual({ app, name, problems: [] });
    }
  });

  test('describe one node each, with the database of the environment', async () => {
    for (const { app, name, text } of files.filter((file) => OTHERS[file.name] === undefined && file.name !== 'remote.conf')) {
      const node = nodeOf(await parseAll([text], ENV));
      expect(kindOf(name)).toBe(`${node.kind.replace(/s$/, '')}.conf`);
      // The database for trying has no TLS, and names its roles itself.
      const { user, sslmode } = app === 'try.ts' ? { user: node.database.database, sslmode: 'disable' } : { user: 'user', sslmode: 'verify-full' };
      expect(node.database).toMatchObject({ user, password: 'pa"ss', sslmode });
    }
  });

  test('say when members of Canton 3.5 give up a sequencer that is silent', async () => {
    const [{ text }] = files.filter(({ app, name }) => app === 'canton3.ts' && name === 'mediator.conf');
    expect(nodeOf(await parseAll([text], ENV)).keepAlive).toEqual({ keepAliveTime: 10_000, keepAliveTimeout: 5000 });
  });
});

describe('a file for a node', () => {
  const good = `canton.mediators.m {
    storage { type = postgres, config { dataSourceClass = x, properties { serverName = h, databaseName = d, user = u, password = \${POSTGRES_PASSWORD} } } }
    admin-api { port = 4602 }
  }`;
  const problems = async (...more: string[]) => keyProblems(CANTON_KEYS, await parseAll([good, ...more], ENV), true);

  test('passes', async () => {
    expect(await problems()).toEqual([]);
  });

  test.each([
    ['a misspelt key', 'canton.mediators.m.replication.enbled = true', ['unknown key: canton.mediators.m.replication.enbled']],
    ['a key of Canton 3', 'canton.mediators.m.monitoring.http-health-server.port = 1', ['unknown key: canton.mediators.m.monitoring.http-health-server.port']],
    ['a key of another kind', 'canton.mediators.m.topology.open = true', ['unknown key: canton.mediators.m.topology.open']],
    ['another kind of root', 'cantn.x = 1', ['unknown key: cantn.x']],
    ['a missing file', 'canton.mediators.m.admin-api.tls.cert-chain-file = x', ['missing key: canton.mediators.m.admin-api.tls.private-key-file']],
    ['a manager without its protocol version', 'canton.domain-managers.d.topology.open = true', [
      'missing key: canton.domain-managers.d.storage', 'missing key: canton.domain-managers.d.admin-api', 'missing key: canton.domain-managers.d.init',
    ]],
    ['two at once', 'canton.a = 1\ncanton.mediators.m.b = 2', ['unknown key: canton.mediators.m.b', 'unknown key: canton.a']],
  ])('is refused with %s', async (_, more, expected) => {
    expect((await problems(more)).sort()).toEqual([...expected].sort());
  });

  test('is refused without an environment variable that it names', async () => {
    await expect(parseAll([good], {})).rejects.toThrow('POSTGRES_PASSWORD');
  });

  test('takes null for absent', async () => {
    expect(await problems('canton.mediators.m.admin-api.port = null')).toEqual(['missing key: canton.mediators.m.admin-api.port']);
  });

  test('must be of one node', () => {
    expect(() => nodeOf({ canton: { mediators: { a: {}, b: {} } } } as Tree)).toThrow('a process runs one node, got a, b');
  });
});
