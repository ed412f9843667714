import { Chart, Size } from 'cdk8s';
import { directoryText, pinLine, shardLine } from './directory/fixtures';
import {
  ActiveRouting, CantonRelease, ConnectionPlan, ContainerImage, Cpu, DarSource, DirectoryPublication, Exposure, FailoverTiming, LedgerApiAuth,
  NetworkPeer, NodeOperation, Placement, PostgresReplication, PostgresServer, PostgresTls, PruningSchedule, Resources, SecretKey, Shard,
  ShardDatabases, ShardDirectory, ShardedParticipants, ShardedParticipantsProps, ShardOptions, Tls, TriggerRule,
} from '../../lib';
import { ALL_NODE_PROPS, AUTH, CANTON_3, Canton3Prop, database, domain } from '../services/fixtures';
import { config, Manifest, manifests, named, names, only, testChart } from '../support/chart';

const postgres = PostgresServer.external({
  id: 'pg', host: 'pg.db.svc', tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt')), replication: PostgresReplication.synchronous(),
});
const databases = ShardDatabases.on(postgres);
const directory = (...lines: string[]): ShardDirectory => ShardDirectory.fromText(directoryText(...lines), 'parties.jsonl');
const make = (chart: Chart, props: Partial<ShardedParticipantsProps> = {}): ShardedParticipants => (
  new ShardedParticipants(chart, 'participant', { shards: [Shard.of('a'), Shard.of('b')], databases, auth: AUTH, ...props })
);
const refusal = (props: Partial<ShardedParticipantsProps>) => () => make(testChart(), props);

test('names and databases are derived, and are a contract: a change here is a major release', () => {
  const chart = testChart();
  const sharded = make(chart, { directory: directory(shardLine('a'), shardLine('b'), pinLine('alice', 'a')) });
  expect(names(chart).filter((name) => / participant-(a|directory)/.test(name)).map((name) => name.replace(/-[0-9a-f]{10}$/, '-<hash>'))).toEqual([
    'ConfigMap participant-a-config-<hash>', 'ConfigMap participant-a-json-api-config-<hash>', 'ConfigMap participant-a-router-config-<hash>',
    'ConfigMap participant-directory', 'ConfigMap participant-directory-0',
    'Deployment participant-a-0', 'Deployment participant-a-1', 'Deployment participant-a-json-api', 'Deployment participant-a-router',
    'NetworkPolicy participant-a', 'NetworkPolicy participant-a-json-api', 'NetworkPolicy participant-a-router',
    'PodDisruptionBudget participant-a', 'PodDisruptionBudget participant-a-json-api', 'PodDisruptionBudget participant-a-router',
    'Service participant-a', 'Service participant-a-0', 'Service participant-a-1', 'Service participant-a-json-api',
    'ServiceAccount participant-a', 'ServiceAccount participant-a-json-api', 'ServiceAccount participant-a-router',
  ]);
  expect(sharded.stacks.map(({ shard, participant, jsonApi }) => [shard, participant.participantName, jsonApi.node.id]))
    .toEqual([['a', 'participant-a', 'participant-a-json-api'], ['b', 'participant-b', 'participant-b-json-api']]);
  expect(ConnectionPlan.of(chart, postgres).services.map((service) => service.database)).toEqual(['participant-a', 'participant-b']);
  expect(only(chart, 'Deployment', 'participant-a-0').metadata.annotations['cdk8s-canton/secrets']).toContain('participant-a-db');
});

test('everything of a shard is labelled with its name, its pods too, and no selector knows that', () => {
  const chart = testChart();
  make(chart, { domains: [domain(chart).manager] });
  const own = manifests(chart).filter(({ metadata }) => /^participant-[ab](-|$)/.test(metadata.name));
  expect(own.length).toBeGreaterThan(40);
  for (const { metadata, spec } of own) {
    const shard = metadata.name.slice('participant-'.length)[0];
    expect(metadata.labels['cdk8s-canton/shard']).toBe(shard);
    expect(spec?.template === undefined ? shard : spec.template.metadata.labels['cdk8s-canton/shard']).toBe(shard);
    expect(JSON.stringify([spec?.selector, spec?.podSelector, spec?.ingress])).not.toContain('cdk8s-canton/shard');
  }
});

test('each shard has its own budgets', () => {
  const chart = testChart();
  make(chart);
  expect(named(chart, 'PodDisruptionBudget')).toEqual([
    'participant-a', 'participant-a-json-api', 'participant-a-router', 'participant-b', 'participant-b-json-api', 'participant-b-router',
  ]);
});

test('what a shard says for itself is laid over what all have', () => {
  const chart = testChart();
  const own: Required<Omit<ShardOptions, Canton3Prop>> = {
    storage: database('old-ledger'),
    resources: Resources.of({ memory: Size.gibibytes(8), cpu: Cpu.cores(2) }),
    release: CantonRelease.daml('2.10.4', { registry: 'canary.example.com' }),
    operation: NodeOperation.RUN,
    replicas: 3,
    placement: Placement.singleNode(),
    exposure: Exposure.ingress({ host: 'a.example.com', tlsSecretName: 'a-tls', controllerNamespace: 'ingress' }),
    jsonApi: { replicas: 4 },
  };
  make(chart, { shards: [Shard.of('a', own), Shard.of('b')], jsonApi: { clients: [NetworkPeer.namespace('web')] } });
  expect(named(chart, 'Deployment')).toEqual([
    'participant-a-0', 'participant-a-1', 'participant-a-2', 'participant-a-json-api', 'participant-a-router',
    'participant-b-0', 'participant-b-1', 'participant-b-json-api', 'participant-b-router',
  ]);
  const [canary, other] = ['participant-a-0', 'participant-b-0'].map((name) => only(chart, 'Deployment', name).spec.template.spec);
  expect([canary, other].map(({ containers: [{ image }] }) => image.split('/')[0])).toEqual(['canary.example.com', 'digitalasset-docker.jfrog.io']);
  expect([canary, other].map(({ containers: [{ resources }] }) => resources.requests.memory)).toEqual(['8192Mi', '4096Mi']);
  expect([canary, other].map(({ affinity }) => 'requiredDuringSchedulingIgnoredDuringExecution' in affinity.podAntiAffinity)).toEqual([false, true]);
  expect(only(chart, 'Deployment', 'participant-a-json-api').spec.replicas).toBe(4);
  expect(only(chart, 'NetworkPolicy', 'participant-a-json-api').spec.ingress).toEqual(only(chart, 'NetworkPolicy', 'participant-b-json-api').spec.ingress);
  expect(named(chart, 'Ingress')).toEqual(['participant-a']);
  expect(config(chart, 'participant-a-config', 'participant.conf')).toContain('old-ledger');
});

test('what a shard leaves undefined is as all have it', () => {
  const chart = testChart();
  const own = { replicas: undefined, operation: undefined, jsonApi: { replicas: undefined } };
  make(chart, { shards: [Shard.of('a', own)], replicas: 3, operation: NodeOperation.MAINTENANCE, jsonApi: { replicas: 4 } });
  expect(named(chart, 'Deployment').filter((name) => /participant-a-\d/.test(name))).toEqual(['participant-a-0', 'participant-a-1', 'participant-a-2']);
  expect(only(chart, 'Deployment', 'participant-a-0').spec.replicas).toBe(0);
  expect(only(chart, 'Deployment', 'participant-a-json-api').spec.replicas).toBe(4);
});

test('an operation of one shard leaves the others running', () => {
  const chart = testChart();
  make(chart, { shards: [Shard.of('a', { operation: NodeOperation.MAINTENANCE }), Shard.of('b')] });
  expect(['participant-a-0', 'participant-b-0'].map((name) => only(chart, 'Deployment', name).spec.replicas)).toEqual([0, 1]);
});

test('every prop arrives in all shards', () => {
  const chart = testChart();
  const props: Required<Omit<ShardedParticipantsProps, Canton3Prop>> = {
    ...ALL_NODE_PROPS,
    shards: [Shard.of('a'), Shard.of('b')],
    databases,
    jsonApi: { replicas: 3 },
    directory: directory(shardLine('a'), shardLine('b', { state: 'drained' })),
    publication: DirectoryPublication.volume('all.jsonl'),
    auth: AUTH,
    release: CantonRelease.daml('2.10.4', { registry: 'registry.bank.example' }),
    domains: [domain(chart).manager],
    routing: ActiveRouting.proxy(),
    ledgerApiTls: Tls.fromSecret('ledger-tls'),
    dars: [DarSource.image(ContainerImage.of('registry.example.com/dars:1'), ['/dars/iou.dar'])],
    pruning: PruningSchedule.off(),
    ping: false,
    exposure: Exposure.clusterInternal(),
    ledgerApiClients: [NetworkPeer.namespace('app')],
    failoverTiming: FailoverTiming.fast(),
  };
  make(chart, props);
  const text = (shard: string) => JSON.stringify(manifests(chart).filter(({ metadata }) => metadata.name.startsWith(`participant-${shard}`)))
    .replace(new RegExp(`participant-${shard}`, 'g'), 'participant-x').replace(new RegExp(`"cdk8s-canton/shard":"${shard}"`, 'g'), '"cdk8s-canton/shard":"x"')
    .replace(/-[0-9a-f]{10}\b/g, '-<hash>');
  expect(text('a')).toBe(text('b'));
  for (const value of ['clear_schedule', 'ledger-tls', 'registry.bank.example', 'registry.example.com/dars:1', 'ledger-critical', 'admin-tls']) {
    expect(text('a')).toContain(value);
  }
  expect(JSON.parse(only(chart, 'ConfigMap', 'participant-directory').data['shards.json'])).toEqual({
    schema: 'cdk8s-canton/shards',
    version: 1,
    shards: ['a', 'b'].map((name) => ({
      name,
      state: name === 'a' ? 'open' : 'drained',
      ledgerApi: `https://participant-${name}.test.svc.cluster.local:4001`,
      jsonApi: `http://participant-${name}-json-api.test.svc.cluster.local:7575`,
    })),
    parts: [],
    volumeFile: 'all.jsonl',
  });
});

test('shards of Canton 3 have no JSON API servers: the directory has the JSON APIs of the participants, and each shard may say how its own is reached', () => {
  const chart = testChart();
  const exposure = Exposure.ingress({ host: 'b.example.com', tlsSecretName: 'b', controllerNamespace: 'ingress' });
  const sharded = make(chart, {
    release: CANTON_3, directory: directory(shardLine('a'), shardLine('b')), shards: [Shard.of('a'), Shard.of('b', { httpLedgerApi: { exposure } })],
  });
  const { shards } = JSON.parse(only(chart, 'ConfigMap', 'participant-directory').data['shards.json']);
  expect(shards.map(({ jsonApi }: { jsonApi: string }) => jsonApi)).toEqual(['a', 'b'].map((name) => `https://participant-${name}.test.svc.cluster.local:7575`));
  expect(sharded.stacks.map(({ jsonApi, participant }) => jsonApi === participant.jsonApi)).toEqual([true, true]);
  expect(named(chart, 'Ingress')).toEqual(['participant-b-http']);
});

test('the directory is published under names that stay, which clients can mount before there are so many parts', () => {
  const chart = testChart();
  const { directoryConfigMaps } = make(chart, { directory: directory(shardLine('a'), shardLine('b'), pinLine('alice', 'a'), pinLine('ops', 'b', 'user')) });
  const published = manifests(chart).filter(({ metadata }) => metadata.labels['app.kubernetes.io/component'] === 'shard-directory');
  expect(published).toMatchSnapshot();
  expect(directoryConfigMaps).toHaveLength(29);
  expect(directoryConfigMaps.slice(0, 2)).toEqual(published.map(({ metadata }: Manifest) => metadata.name));
  expect(make(testChart()).directoryConfigMaps).toEqual([]);
});

test('a trigger service of a shard works on its participant, for parties that live there', () => {
  const chart = testChart();
  const sharded = make(chart, {
    auth: LedgerApiAuth.unauthenticated(),
    directory: directory(shardLine('a'), shardLine('b'), pinLine('alice', 'a'), pinLine('bob', 'b')),
  });
  const triggers = sharded.shard('a').addTriggerService('pink', { storage: database('pink'), rules: [TriggerRule.of('iou:M:t', 'alice'), TriggerRule.of('iou:M:t', 'new')] });
  expect(triggers.participant).toBe(sharded.shard('a').participant);
  expect(only(chart, 'StatefulSet', 'participant-a-pink')).toMatchObject({
    metadata: { labels: { 'cdk8s-canton/shard': 'a' } }, spec: { template: { metadata: { labels: { 'cdk8s-canton/shard': 'a' } } } },
  });
  expect(() => sharded.shard('a').addTriggerService('green', { storage: database('green'), rules: [TriggerRule.of('iou:M:t', 'bob::1220ab')] })).toThrow(new Error(
    'trigger service \'participant-a-green\': rule \'iou:M:t\' acts for party \'bob::1220ab\', which is served by shard \'b\', not by \'a\'; run it there',
  ));
});

describe('refuses', () => {
  test.each<[string, Partial<ShardedParticipantsProps>, string]>([
    ['no shards', { shards: [] }, 'sharded participants \'participant\': shards must be a list of at least one Shard.of(\'<name>\'), got a list of 0'],
    ['shards that are names', { shards: ['a' as never] }, 'sharded participants \'participant\': shards must be a list of at least one Shard.of(\'<name>\'), got a list of 1'],
    ['two shards of one name', { shards: [Shard.of('a'), Shard.of('b'), Shard.of('a')] }, 'sharded participants \'participant\': two shards are called \'a\'; names of shards are unique'],
    ['no databases', { databases: undefined }, 'sharded participants \'participant\': databases must be ShardDatabases.on(<server>) or an IShardDatabases of your own, got undefined'],
    ['one database for all', { databases: { databaseFor: () => database('all') } },
      'participant \'participant-b\': database \'all\' on PostgreSQL server \'pg\' belongs to participant \'participant-a\' already; give each service a database of its own (rule R14)'],
    ['a shard that the directory does not know', { directory: directory(shardLine('a')) },
      'sharded participants \'participant\': shard \'b\' is not in parties.jsonl; add it: npx cdk8s-canton shard add b --database participant-b'],
    ['a shard that the directory has removed', { directory: directory(shardLine('a'), shardLine('b', { state: 'removed' })) },
      'sharded participants \'participant\': shard \'b\' is removed by parties.jsonl; take Shard.of(\'b\') away, or bring it back: npx cdk8s-canton shard set b --state drained'],
    ['another database than the directory has', { directory: directory(shardLine('a', { database: 'ledger-a' }), shardLine('b')) },
      'sharded participants \'participant\': shard \'a\' must have database \'ledger-a\' as in parties.jsonl, got \'participant-a\': its ledger would stay in the old one; '
      + 'set storage in Shard.of(\'a\'), or after a move of the data: npx cdk8s-canton shard set a --database participant-a'],
    ['to forget a shard with parties, with their names', { directory: directory(shardLine('a'), shardLine('b'), shardLine('c'), pinLine('alice', 'c'), pinLine('ops', 'c', 'user')) },
      'sharded participants \'participant\': shard \'c\' of parties.jsonl is not among shards, and it serves party \'alice\', user \'ops\'; add Shard.of(\'c\'): '
      + 'a shard with parties or users cannot be removed'],
    ['to forget a shard without parties', { directory: directory(shardLine('a'), shardLine('b'), shardLine('c')) },
      'sharded participants \'participant\': shard \'c\' of parties.jsonl is not among shards; add Shard.of(\'c\'), or remove it: npx cdk8s-canton shard set c --state removed'],
  ])('%s', (_, props, message) => expect(refusal(props)).toThrow(new Error(message)));

  test('a shard that is not there', () => {
    expect(() => make(testChart()).shard('z')).toThrow(new Error('sharded participants \'participant\': shard must be one of a, b, got \'z\''));
  });

  test('a name that does not fit, before anything is made', () => {
    expect(() => Shard.of('a_b')).toThrow(new Error(
      'shard name must be a DNS label of at most 19 characters (a-z, 0-9 and \'-\', no \'-\' at either end), got \'a_b\'',
    ));
    expect(() => ShardDatabases.on('pg' as never)).toThrow(new Error('databases of shards: server must be a PostgresServer, got \'pg\''));
  });
});

test('a shard that is removed and gone is no trouble', () => {
  expect(make(testChart(), { directory: directory(shardLine('a'), shardLine('b'), shardLine('c', { state: 'removed' })) }).stacks).toHaveLength(2);
});
