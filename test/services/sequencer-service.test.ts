import { ALL_NODE_PROPS, database } from './fixtures';
import { CantonRelease, Endpoint, Exposure, NetworkPeer, SequencerAccess, SequencerService, SequencerServiceProps, Tls, TotalNodeCount } from '../../lib';
import { config, manifests, named, names, only, testChart } from '../support/chart';

const storage = () => database('sequencer');

test('two instances that all serve, by default', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { storage: storage() });
  expect(manifests(chart)).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const props: Required<Omit<SequencerServiceProps, 'driver' | 'sharesDatabaseOf' | 'adminApiAuth'>> = { // each excludes others of the props, or Daml 2
    ...ALL_NODE_PROPS,
    storage: storage(),
    release: CantonRelease.daml('2.10.5'),
    totalNodeCount: TotalNodeCount.fixedForever(6),
    access: SequencerAccess.loadBalancer({ replicas: 3 }),
    exposure: Exposure.gateway({
      host: 'domain.example.com', gatewayName: 'public', gatewayNamespace: 'gateways', listener: 'grpc', dataPlaneNamespace: 'envoy', backendCaConfigMapName: 'sequencer-ca',
    }),
    publicApiTls: Tls.fromSecret('public-tls', { certificateKey: 'chain.pem', privateKeyKey: 'key.pem', trustKey: 'root.pem' }),
    publicApiClients: [NetworkPeer.namespace('ingress')],
  };
  new SequencerService(chart, 'sequencer', props);
  expect(manifests(chart)).toMatchSnapshot();
});

test('names and selectors are a contract: a change here is a major release', () => {
  const chart = testChart();
  new SequencerService(chart, 's', { storage: storage() });
  expect(names(chart)).toEqual([
    expect.stringMatching(/^ConfigMap s-config-[0-9a-f]{10}$/), 'Deployment s-0', 'Deployment s-1', 'NetworkPolicy s', 'PodDisruptionBudget s',
    'Service s', 'Service s-0', 'Service s-1', 'Service s-admin', 'ServiceAccount s',
  ]);
  const all = { 'app.kubernetes.io/name': 'canton', 'app.kubernetes.io/instance': 's', 'app.kubernetes.io/component': 'sequencer' };
  expect(only(chart, 'Service', 's').spec.selector).toEqual(all);
  expect(only(chart, 'Service', 's-admin').spec.selector).toEqual(all);
  expect(only(chart, 'Service', 's-0').spec.selector).toEqual({ ...all, 'cdk8s-canton/instance': '0' });
});

test('a client is bound to no instance, and the admin API is on a Service of its own', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { storage: storage() });
  const { spec } = only(chart, 'Service', 'sequencer');
  expect(spec).not.toHaveProperty('sessionAffinity');
  expect(spec.ports.map(({ port }: { port: number }) => port)).toEqual([4401]);
  expect(only(chart, 'Service', 'sequencer-admin').spec.ports.map(({ port }: { port: number }) => port)).toEqual([4402]);
});

test('all instances have the same configuration, in which high availability is on', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { storage: storage() });
  expect(named(chart, 'ConfigMap')).toHaveLength(1);
  expect(config(chart, 'sequencer-config', 'sequencer.conf')).toMatch(/high-availability \{\s+enabled = true\s+total-node-count = 10\s+\}/);
});

test('endpoints are whole names, of the service and of each instance', () => {
  const sequencer = new SequencerService(testChart(), 'sequencer', { storage: storage(), replicas: 3 });
  expect(sequencer.publicApi.socketAddress).toBe('sequencer.test.svc.cluster.local:4401');
  expect(sequencer.adminApi.socketAddress).toBe('sequencer-admin.test.svc.cluster.local:4402');
  expect(sequencer.instancePublicApis.map(String)).toEqual(['sequencer-0.test.svc.cluster.local:4401', 'sequencer-1.test.svc.cluster.local:4401', 'sequencer-2.test.svc.cluster.local:4401']);
});

test('a sequencer that runs elsewhere is known by its attributes', () => {
  const chart = testChart();
  const imported = SequencerService.fromAttributes(chart, 'theirs', {
    sequencerName: 'theirs',
    publicApi: Endpoint.of('seq.example.com', 443),
    publicApiTls: Tls.trustingPublicAuthorities(),
    adminApi: Endpoint.of('seq.example.com', 4402),
    adminApiTls: Tls.disabled(),
  });
  expect(imported.publicApi.port).toBe(443);
  expect(manifests(chart)).toEqual([]);
});

describe('refuses', () => {
  const make = (props: Partial<SequencerServiceProps>) => () => new SequencerService(testChart(), 'sequencer', { storage: storage(), ...props });

  test('more instances than a rollout finds indexes for', () => {
    expect(make({ replicas: 6 })).toThrow(new Error(
      'sequencer \'sequencer\': replicas must be at most 5 with totalNodeCount 10, got 6; '
      + 'a rollout doubles them, and each takes one of the indexes of the database (rule R37)',
    ));
    expect(make({ replicas: 5 })).not.toThrow();
  });

  test('a number of indexes that is not said to be for ever', () => {
    expect(make({ totalNodeCount: 16 as never })).toThrow(new Error(
      'sequencer \'sequencer\': totalNodeCount must be a TotalNodeCount, got 16; it can never change while the database lives (rule R37): '
      + 'leave it out, or write TotalNodeCount.fixedForever(16)',
    ));
    expect(make({ totalNodeCount: TotalNodeCount.fixedForever(32), replicas: 16 })).not.toThrow();
  });

  test('no database', () => {
    expect(make({ storage: undefined })).toThrow(/^sequencer 'sequencer': storage must come from PostgresServer\.database or OracleDatabase\.external, got undefined;/);
  });

  test('mutual TLS on the public API', () => {
    const message = 'sequencer \'sequencer\': publicApiTls must not be mutual: sequencer clients have no certificates, they sign a nonce (rule R41); use Tls.fromSecret';
    expect(make({ publicApiTls: Tls.mutual('tls', { clientSecretName: 'client' }) })).toThrow(new Error(message));
    const attributes = {
      sequencerName: 's', publicApi: Endpoint.of('s', 1), publicApiTls: Tls.mutual('tls', { clientSecretName: 'client' }), adminApi: Endpoint.of('s', 2), adminApiTls: Tls.disabled(),
    };
    expect(() => SequencerService.fromAttributes(testChart(), 'sequencer', attributes)).toThrow(new Error(message));
  });

  test('two sequencers on one database', () => {
    const chart = testChart();
    new SequencerService(chart, 's1', { storage: storage() });
    expect(() => new SequencerService(chart, 's2', { storage: storage() })).toThrow(new Error(
      'sequencer \'s2\': database \'sequencer\' on PostgreSQL server \'pg\' belongs to sequencer \'s1\' already; give each service a database of its own (rule R14)',
    ));
  });

  test('a chart without a namespace', () => {
    expect(() => new SequencerService(testChart(''), 'sequencer', { storage: storage() })).toThrow(/^namespace of chart 'chart' must be a DNS label/);
  });
});
