import { Duration } from 'cdk8s';
import { ALL_NODE_PROPS, AUTH, CANTON_3, database, synchronizer } from './fixtures';
import {
  ActiveRouting, AdminApiAuth, CantonRelease, ContainerImage, DarSource, DomainManagerService, Endpoint, Exposure, FailoverTiming, JsonApiService,
  LedgerApiAuth, MediatorService, NetworkPeer, NodeOperation, OAuth2Middleware, OracleDatabase, ParticipantService, ParticipantServiceProps,
  PostgresReplication, PostgresServer, PostgresTls, PostgresUser, PruningSchedule, RouterTls, SecretKey, SequencerService, Synchronizer, Tls,
  TokenVerifier, TriggerService,
} from '../../lib';
import { config, manifests, named, only, testChart } from '../support/chart';

const OWN = { release: CANTON_3, auth: AUTH };

test('two instances behind a router, by default', () => {
  const chart = testChart();
  new ParticipantService(chart, 'participant', { ...OWN, storage: database('participant') });
  expect(manifests(chart)).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const props: Required<Omit<ParticipantServiceProps, 'domains'>> = {
    ...ALL_NODE_PROPS,
    ...OWN,
    storage: database('participant'),
    adminApiAuth: AdminApiAuth.rs256Certificate(SecretKey.of('admin-jwt', 'jwt.crt'), { targetAudience: 'admin', token: SecretKey.of('admin-jwt', 'token') }),
    failoverTiming: FailoverTiming.of({
      passiveCheckPeriod: Duration.seconds(3), activeCheckPeriod: Duration.seconds(2), poolCheckPeriod: Duration.seconds(1),
    }),
    synchronizers: [synchronizer(chart).iou],
    sequencerQuorum: { amplificationFactor: 1 },
    routing: ActiveRouting.proxy({ tls: RouterTls.reencrypt({ front: Tls.fromSecret('front-tls'), clientSecretName: 'router-client-tls' }) }),
    ledgerApiTls: Tls.mutual('ledger-tls', { clientSecretName: 'ledger-client-tls' }),
    dars: [DarSource.image(ContainerImage.of('registry.bank.example/dars:1'), ['/dars/iou.dar'])],
    pruning: PruningSchedule.of({ cron: '0 0 2 ? * SUN', maxDuration: Duration.hours(6), retention: Duration.days(90) }),
    ping: false,
    exposure: Exposure.ingress({ host: 'ledger.example.com', tlsSecretName: 'public-tls', controllerNamespace: 'ingress' }),
    ledgerApiClients: [NetworkPeer.namespace('apps')],
    httpLedgerApi: {
      exposure: Exposure.ingress({ host: 'json.example.com', tlsSecretName: 'json-tls', controllerNamespace: 'ingress' }),
      clients: [NetworkPeer.namespace('web')],
    },
  };
  new ParticipantService(chart, 'participant', props);
  expect(manifests(chart).filter(({ metadata }) => metadata.name.startsWith('participant'))).toMatchSnapshot();
});

describe('a participant of Canton 3', () => {
  const chart = testChart();
  const service = new ParticipantService(chart, 'participant', { ...OWN, storage: database('participant'), httpLedgerApi: { clients: [NetworkPeer.namespace('web')] } });
  const pod = only(chart, 'Deployment', 'participant-0').spec.template.spec;
  const [container] = pod.containers;

  test('is started by its own program, as the image ignores arguments and writes into its root', () => {
    expect(container.image).toBe('europe-docker.pkg.dev/da-images/public/docker/canton-base:3.5.9');
    expect([...container.command, ...container.args]).toEqual([
      '/app/bin/canton', 'daemon', '--config=/etc/canton/participant.conf', '--log-file-appender=off', '--log-encoder=json', '--log-level-stdout=INFO', '--log-level-canton=INFO',
    ]);
    expect(container.env).toContainEqual({ name: 'MALLOC_ARENA_MAX', value: '2' });
    expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(container.volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
  });

  test('is Ready when it is up, and the router asks by HTTP who is active', () => {
    expect(container.readinessProbe.grpc).toEqual({ port: 4003, service: 'liveness' });
    expect(config(chart, 'participant-config', 'participant.conf')).toMatch(/http-health-server \{\s+address = "0.0.0.0"\s+port = 8080/);
    expect(config(chart, 'participant-router-config', 'haproxy.cfg')).toContain('http-check send meth GET uri /health');
  });

  test('serves the JSON API at its own Service, through the same router, to those who are let in', () => {
    expect([service.jsonApi!.endpoint.socketAddress, service.jsonApi!.tls]).toEqual(['participant.test.svc.cluster.local:7575', service.ledgerApiTls]);
    expect(only(chart, 'Service', 'participant').spec.ports).toContainEqual({ name: 'http-ledger-api', port: 7575, targetPort: 7575, protocol: 'TCP' });
    expect(config(chart, 'participant-router-config', 'haproxy.cfg')).toContain('server-template instance-1- 2 participant-1.test.svc.cluster.local:7575');
    expect(only(chart, 'NetworkPolicy', 'participant-router').spec.ingress).toEqual([
      { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'web' } } }], ports: [{ port: 7575, protocol: 'TCP' }] },
    ]);
  });

  test('looks after its lock fast, by default', () => {
    expect(config(chart, 'participant-config', 'participant.conf')).toContain('passive-check-period = "1s"');
  });
});

test('a second API is exposed beside the first one, by names of its own', () => {
  const gateway = (host: string) => Exposure.gateway({
    host, gatewayName: 'public', gatewayNamespace: 'gateways', listener: 'https', dataPlaneNamespace: 'envoy', backendCaConfigMapName: 'ca',
  });
  const chart = testChart();
  new ParticipantService(chart, 'p', { ...OWN, storage: database('p'), exposure: gateway('grpc.example.com'), httpLedgerApi: { exposure: gateway('json.example.com') } });
  expect([named(chart, 'GRPCRoute'), named(chart, 'HTTPRoute'), named(chart, 'BackendTLSPolicy')]).toEqual([['p'], ['p-http'], ['p', 'p-http']]);
  expect(only(chart, 'BackendTLSPolicy', 'p-http').spec.targetRefs).toEqual([{ group: '', kind: 'Service', name: 'p', sectionName: 'http-ledger-api' }]);
  expect(only(chart, 'BackendTLSPolicy', 'p').spec.targetRefs).toEqual([{ group: '', kind: 'Service', name: 'p' }]);
});

describe('a release without hot standby', () => {
  const release = CantonRelease.canton('3.4.11');

  test('has one instance, which nothing but a StatefulSet keeps from running twice', () => {
    const chart = testChart();
    new ParticipantService(chart, 'p', { ...OWN, release, replicas: 1, storage: database('p') });
    expect([named(chart, 'StatefulSet'), named(chart, 'Deployment')]).toEqual([['p-0'], []]);
    expect(config(chart, 'p-config', 'participant.conf')).not.toContain('replication');
  });

  test('refuses two, and says why', () => {
    expect(() => new ParticipantService(testChart(), 'p', { ...OWN, release, storage: database('p') })).toThrow(new Error(
      "participant 'p': replicas must be 1, got 2: release 3.4.11 has no hot standby without a licence; set replicas: 1, or use release 3.5.1 or later",
    ));
    expect(() => new ParticipantService(testChart(), 'p', { ...OWN, release, replicas: 1, failoverTiming: FailoverTiming.fast(), storage: database('p') })).toThrow(new Error(
      "participant 'p': failoverTiming must be left out: release 3.4.11 has no hot standby without a licence; set replicas: 1, or use release 3.5.1 or later",
    ));
  });
});

describe('refuses', () => {
  const old = PostgresServer.external({ host: 'pg', version: 13, tls: PostgresTls.disabled(), replication: PostgresReplication.synchronous() });
  const oracle = OracleDatabase.external({ host: 'ora', serviceName: 'L', username: 'U', password: SecretKey.of('o', 'p') });

  test.each<[string, Partial<ParticipantServiceProps>, string]>([
    ['domains', { domains: [] }, 'domains must be left out: release 3.5.9 has no domains and no domain manager; use Synchronizer: its sequencers own it'],
    ['Oracle', { storage: oracle }, 'release 3.5.9 has no storage on Oracle; use PostgreSQL: PostgresServer.database'],
    [
      'an old PostgreSQL', { storage: old.database('p', PostgresUser.fromSecret('p')) },
      "PostgreSQL server 'pg:5432' must be of a version from 14 to 17 for release 3.5.9, got 13 (rule R21)",
    ],
    [
      'an exposure of the JSON API where clients know the instances', {
        routing: ActiveRouting.clientSide(), httpLedgerApi: { exposure: Exposure.ingress({ host: 'a.example.com', tlsSecretName: 't', controllerNamespace: 'i' }) },
      }, 'exposure needs ActiveRouting.proxy(), as an ingress would also send clients to instances that stand by',
    ],
    ['the JSON API of its own in Daml 2', { release: CantonRelease.daml('2.10.4'), httpLedgerApi: {} }, 'httpLedgerApi must be left out: release 2.10.4 has no JSON API in its participants; use JsonApiService'],
  ])('%s', (_, over, message) => {
    expect(() => new ParticipantService(testChart(), 'p', { ...OWN, storage: database('p'), ...over })).toThrow(new Error(`participant 'p': ${message}`));
  });

  test('two synchronizers with one alias', () => {
    const { iou } = synchronizer(testChart());
    expect(() => new ParticipantService(testChart(), 'p', { ...OWN, storage: database('p'), synchronizers: [iou, iou] }))
      .toThrow(new Error("participant 'p': two synchronizers have the alias 'iou'; set synchronizerAlias on one of them"));
  });

  test('the services of Daml 2, and says what is in their place', () => {
    const chart = testChart();
    const { sequencer, mediator } = synchronizer(chart);
    const participant = new ParticipantService(chart, 'p', { ...OWN, storage: database('p') });
    expect(() => new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: database('manager') }))
      .toThrow(new Error("domain manager 'manager': release 3.5.9 has no domains and no domain manager; use Synchronizer: its sequencers own it"));
    expect(() => new JsonApiService(chart, 'json-api', { participant }))
      .toThrow(new Error("JSON API 'json-api': release 3.5.9 has no HTTP JSON API server; the participant serves the JSON API itself: httpLedgerApi"));
    expect(() => new TriggerService(chart, 'triggers', { participant, storage: database('triggers') }))
      .toThrow(new Error("trigger service 'triggers': release 3.5.9 has no trigger service; write the automation as a client of the Ledger API"));
    const url = 'https://idp.example.com';
    const client = SecretKey.of('client', 'id');
    expect(() => new OAuth2Middleware(chart, 'oauth2', {
      release: CANTON_3, image: ContainerImage.of('r/m:1'), authorizationUrl: url, tokenUrl: url, clientId: client, clientSecret: client, tokenVerifier: TokenVerifier.jwks(url),
    })).toThrow(new Error("OAuth 2.0 middleware 'oauth2': release 3.5.9 has no OAuth 2.0 middleware; it came with the trigger service: clients get their tokens from the identity provider"));
    expect(() => new SequencerService(chart, 's', { release: CANTON_3, storage: database('s') })).toThrow(new Error(
      "sequencer 's': release 3.5.9 has no sequencers on one SQL database; use SequencerDriver.reference or SequencerDriver.bft: sequencers with an identity and a database each",
    ));
  });
});

test('a mediator is a hot standby too, and fast', () => {
  const chart = testChart();
  const { sequencer } = synchronizer(chart);
  new MediatorService(chart, 'm2', { sequencer, storage: database('m2') });
  expect(config(chart, 'm2-config', 'mediator.conf')).toContain('passive-check-period = "1s"');
  expect(named(chart, 'Deployment')).toEqual(['m2-0', 'm2-1', 'mediator-0', 'mediator-1']);
});

test('a database is migrated by the program itself, in a folder that can be written', () => {
  const chart = testChart();
  new ParticipantService(chart, 'p', { ...OWN, auth: LedgerApiAuth.unauthenticated(), storage: database('p'), operation: NodeOperation.MIGRATE });
  const [job] = manifests(chart).filter(({ kind }) => kind === 'Job');
  const [container] = job.spec.template.spec.containers;
  expect([...container.command, ...container.args].slice(0, 4)).toEqual(['/app/bin/canton', 'run', '--no-tty', '--manual-start']);
  expect(container.env).toContainEqual({ name: 'HOME', value: '/tmp' });
});

describe('a member notices a lost sequencer', () => {
  const keepAlive = (chart: ReturnType<typeof testChart>, service: string, file: string) => (
    /keep-alive-client \{\s+time = "(\d+s)"\s+timeout = "(\d+s)"/.exec(config(chart, `${service}-config`, file))?.slice(1)
  );

  test('of its own app as soon as gRPC lets it', () => {
    const chart = testChart();
    const { iou } = synchronizer(chart);
    new ParticipantService(chart, 'p', { ...OWN, storage: database('p'), synchronizers: [iou] });
    expect([keepAlive(chart, 'p', 'participant.conf'), keepAlive(chart, 'mediator', 'mediator.conf')]).toEqual([['10s', '5s'], ['10s', '5s']]);
  });

  test('of others no sooner than they permit', () => {
    const chart = testChart();
    const { iou } = synchronizer(chart);
    const bonds = Synchronizer.fromAttributes(chart, 'bonds', { synchronizerAlias: 'bonds', sequencerAddresses: [{ alias: 's', url: 'https://s.example.com' }] });
    new ParticipantService(chart, 'p', { ...OWN, storage: database('p'), synchronizers: [iou, bonds] });
    new ParticipantService(chart, 'by-hand', { ...OWN, storage: database('by-hand') });
    const sequencer = SequencerService.fromAttributes(chart, 'theirs', {
      sequencerName: 's', publicApi: Endpoint.of('s', 1), publicApiTls: Tls.disabled(), adminApi: Endpoint.of('s', 2), adminApiTls: Tls.disabled(), release: CANTON_3,
    });
    new MediatorService(chart, 'm2', { sequencer, storage: database('m2') });
    expect(['p', 'by-hand'].map((name) => keepAlive(chart, name, 'participant.conf'))).toEqual([['25s', '5s'], ['25s', '5s']]);
    expect(keepAlive(chart, 'm2', 'mediator.conf')).toEqual(['25s', '5s']);
  });
});
