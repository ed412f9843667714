import { Chart, Duration, Size } from 'cdk8s';
import { ALL_WORKLOAD_PROPS, database, participant } from './fixtures';
import {
  ConnectionPlan, ContainerImage, Cpu, Endpoint, Exposure, Hocon, JsonApiService, JsonApiServiceProps, LedgerApiAuth, NetworkPeer, ParticipantService,
  PostgresReplication, PostgresServer, PostgresTls, PostgresUser, QueryStore, Resources, Tls,
} from '../../lib';
import { config, manifests, Manifest, names, only, testChart } from '../support/chart';

const own = (chart: Chart): Manifest[] => manifests(chart).filter(({ metadata }) => metadata.name.startsWith('json-api'));

test('two instances with a cache database each, by default', () => {
  const chart = testChart();
  new JsonApiService(chart, 'json-api', { participant: participant(chart) });
  expect(own(chart)).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const props: Required<Omit<JsonApiServiceProps, 'autoscaling'>> = { // which excludes replicas
    ...ALL_WORKLOAD_PROPS,
    configOverrides: Hocon.of({ 'websocket-config': { 'heartbeat-period': '10s' } }),
    participant: participant(chart),
    replicas: 3,
    minReady: Duration.seconds(20),
    queryStore: QueryStore.perInstance({
      image: ContainerImage.of('registry.bank.example/postgres:15.19'),
      size: Size.gibibytes(2),
      poolSize: 6,
      resources: Resources.of({ memory: Size.gibibytes(1), cpu: Cpu.millis(200) }),
    }),
    clients: [NetworkPeer.namespace('ingress')],
    exposure: Exposure.ingress({ host: 'json.example.com', tlsSecretName: 'json-tls', controllerNamespace: 'ingress' }),
  };
  new JsonApiService(chart, 'json-api', props);
  expect(own(chart)).toMatchSnapshot();
});

test('names and selectors are a contract: a change here is a major release', () => {
  const chart = testChart();
  new JsonApiService(chart, 'json-api', { participant: participant(chart) });
  expect(names(chart).filter((name) => name.includes('json-api'))).toEqual([
    expect.stringMatching(/^ConfigMap json-api-config-[0-9a-f]{10}$/), 'Deployment json-api', 'NetworkPolicy json-api', 'PodDisruptionBudget json-api',
    'Service json-api', 'ServiceAccount json-api',
  ]);
  const labels = { 'app.kubernetes.io/name': 'http-json', 'app.kubernetes.io/instance': 'json-api', 'app.kubernetes.io/component': 'json-api' };
  expect(only(chart, 'Deployment', 'json-api').spec.selector.matchLabels).toEqual(labels);
  expect(only(chart, 'Service', 'json-api').spec.selector).toEqual(labels);
});

test('any instance answers any request: no affinity, port 7575 in front of 3000', () => {
  const chart = testChart();
  const service = new JsonApiService(chart, 'json-api', { participant: participant(chart) });
  const { spec } = only(chart, 'Service', 'json-api');
  expect(spec).not.toHaveProperty('sessionAffinity');
  expect(spec.ports).toEqual([{ name: 'http', port: 7575, protocol: 'TCP', targetPort: 3000 }]);
  expect(service.endpoint.socketAddress).toBe('json-api.test.svc.cluster.local:7575');
});

test('it goes to the participant service, never to one instance of it, and is let in there', () => {
  const chart = testChart();
  new JsonApiService(chart, 'json-api', { participant: participant(chart) });
  expect(config(chart, 'json-api-config', 'json-api.conf')).toContain('address = "participant.test.svc.cluster.local"');
  expect(JSON.stringify(only(chart, 'NetworkPolicy', 'participant-router').spec.ingress)).toContain('"app.kubernetes.io/component":"json-api"');
});

test('the cache is made when it is absent and never dropped at a restart; nobody outside the pod reaches it', () => {
  const chart = testChart();
  new JsonApiService(chart, 'json-api', { participant: participant(chart) });
  expect(config(chart, 'json-api-config', 'json-api.conf')).toContain('start-mode = "create-if-needed-and-start"');
  const [, store] = only(chart, 'Deployment', 'json-api').spec.template.spec.containers;
  expect(store.args).toContain('listen_addresses=127.0.0.1');
  expect(store).not.toHaveProperty('ports');
});

describe('a store that all instances share', () => {
  const shared = (chart: Chart, props: Partial<JsonApiServiceProps> = {}) => new JsonApiService(chart, 'json-api', {
    participant: participant(chart), queryStore: QueryStore.shared(database('cache')), ...props,
  });

  test('is taken from its server, with its Secrets, and needs no neighbour in the pod', () => {
    const chart = testChart();
    shared(chart);
    expect(own(chart)).toMatchSnapshot();
    expect(only(chart, 'Deployment', 'json-api').spec.template.spec.containers).toHaveLength(1);
  });

  test('is never dropped when an instance starts', () => {
    const chart = testChart();
    shared(chart);
    const text = config(chart, 'json-api-config', 'json-api.conf');
    expect(text).toContain('start-mode = "create-if-needed-and-start"');
    expect(chart.node.root.node.validate()).toEqual([]);
    for (const mode of ['create-and-start', 'create-only']) {
      expect(() => shared(testChart(), { configOverrides: Hocon.of({ 'query-store': { 'start-mode': mode } }) })).toThrow(new Error(
        `JSON API 'json-api': configOverrides query-store.start-mode must not be '${mode}': every start would drop the tables; use create-if-needed-and-start (facts D.3)`,
      ));
    }
  });

  test('counts for its server: all pods of a rollout, each with its pool', () => {
    const chart = testChart();
    const cache = database('cache');
    shared(chart, { queryStore: QueryStore.shared(cache), replicas: 3 });
    expect(ConnectionPlan.of(chart, cache.server).services.filter(({ service }) => service === "JSON API 'json-api'")).toEqual([
      { service: "JSON API 'json-api'", database: 'cache', pods: 6, connections: 10 },
    ]);
  });

  test('is nobody else\'s', () => {
    const chart = testChart();
    shared(chart);
    expect(() => new JsonApiService(chart, 'other', { participant: participant(chart, 'p2'), queryStore: QueryStore.shared(database('cache')) })).toThrow(new Error(
      "JSON API 'other': database 'cache' on PostgreSQL server 'pg' belongs to JSON API 'json-api' already; give each service a database of its own (rule R14)",
    ));
  });

  test('may be without TLS only where that was said', () => {
    const chart = testChart();
    const open = PostgresServer.external({ id: 'open', host: 'pg.db.svc', tls: PostgresTls.disabled(), replication: PostgresReplication.none() });
    shared(chart, { queryStore: QueryStore.shared(open.database('cache', PostgresUser.fromSecret('cache-db'))) });
    expect(chart.node.root.node.validate()).toEqual([]);
    expect(JSON.stringify(only(chart, 'Deployment', 'json-api').metadata.annotations)).toContain('PostgresTls.disabled()');
  });
});

test('without a store there is neither a key for it nor a database', () => {
  const chart = testChart();
  new JsonApiService(chart, 'json-api', { participant: participant(chart), queryStore: QueryStore.inMemory() });
  expect(config(chart, 'json-api-config', 'json-api.conf')).not.toContain('query-store');
  const { containers, volumes } = only(chart, 'Deployment', 'json-api').spec.template.spec;
  expect(containers.map(({ name }: { name: string }) => name)).toEqual(['json-api']);
  expect(volumes.map(({ name }: { name: string }) => name)).toEqual(['tmp', 'config', 'secrets', 'tools']);
  expect(chart.node.root.node.validate()).toEqual([]);
});

test('the token scope of the participant is the JSON API\'s too', () => {
  const chart = testChart();
  const scoped = new ParticipantService(chart, 'p', { storage: database('p'), auth: LedgerApiAuth.jwks('https://idp.example.com/jwks', { targetScope: 'ledger' }) });
  new JsonApiService(chart, 'json-api', { participant: scoped });
  expect(config(chart, 'json-api-config', 'json-api.conf')).toMatch(/auth-config \{\s+target-scope = "ledger"\s+\}/);
});

test('a participant that runs elsewhere is checked against public authorities where it names no certificate', () => {
  const chart = testChart();
  const theirs = ParticipantService.fromAttributes(chart, 'theirs', {
    participantName: 'theirs', ledgerApi: Endpoint.of('ledger.example.com', 443), ledgerApiTls: Tls.trustingPublicAuthorities(), auth: LedgerApiAuth.unauthenticated(),
  });
  new JsonApiService(chart, 'json-api', { participant: theirs });
  expect(config(chart, 'json-api-config', 'json-api.conf')).toMatch(/tls \{\s+enabled = "true"\s+\}/);
});

test('one that runs elsewhere is known by its endpoint', () => {
  expect(JsonApiService.fromAttributes(testChart(), 'theirs', { endpoint: Endpoint.of('json.example.com', 443) }).endpoint.host).toBe('json.example.com');
});

describe('refuses', () => {
  test('to serve no participant, or two', () => {
    const chart = testChart();
    expect(() => new JsonApiService(chart, 'none', { participant: undefined as never })).toThrow(new Error(
      'JSON API \'none\': exactly one participant is needed, got undefined',
    ));
    const two = [participant(chart, 'p1'), participant(chart, 'p2')];
    expect(() => new JsonApiService(chart, 'two', { participant: two as never })).toThrow(new Error('JSON API \'two\': exactly one participant is needed, got a list of 2'));
  });

  test('a password as text in the overrides', () => {
    const chart = testChart();
    expect(() => new JsonApiService(chart, 'json-api', {
      participant: participant(chart), configOverrides: Hocon.of({ 'query-store': { 'base-config': { password: 'hunter2' } } }),
    })).toThrow(/configOverrides query-store.base-config.password is a secret as text/);
  });
});
