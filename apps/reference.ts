import { App, Chart, Duration, Size } from 'cdk8s';
import {
  CantonRelease, Console, ContainerImage, Cpu, DarSource, DomainManagerService, Exposure, FailoverTiming, ImagePuller, JsonApiService, LedgerApiAuth,
  MediatorService, Monitoring, NetworkPeer, OAuth2Middleware, ParticipantService, PostgresReplication, PostgresServer, PostgresTls, PostgresUser,
  PruningSchedule, Resources, SecretKey, SequencerService, TokenVerifier, TriggerService,
} from '../lib';

/**
 * The highly available reference deployment of Daml 2.10: one domain (2 sequencers, 2 mediators, 2 domain managers), one participant service of 2
 * instances behind a router, 2 HTTP JSON API instances, a trigger service with its OAuth 2.0 middleware, the image puller, a console, and monitoring.
 */
const app = new App();
const chart = new Chart(app, 'reference', { namespace: 'canton', disableResourceNameHashes: true });

const release = CantonRelease.daml('2.10.4', { imagePullSecrets: ['digitalasset-registry'] });
const postgres = PostgresServer.external({
  hostFromSecret: SecretKey.of('postgres', 'host'),
  tls: PostgresTls.verifyFull(SecretKey.of('postgres', 'ca.crt')),
  replication: PostgresReplication.synchronous(),
});
const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));
const ingress = NetworkPeer.namespace('ingress-nginx');
const monitoring = { metricsClients: [NetworkPeer.namespace('monitoring')] };
const failoverTiming = FailoverTiming.fast();

const sequencer = new SequencerService(chart, 'sequencer', {
  release,
  storage: database('sequencer'),
  exposure: Exposure.loadBalancer({ clientCidrs: ['203.0.113.0/24'] }), // participants of other operators
  ...monitoring,
});
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator'), failoverTiming, ...monitoring });
const domain = new DomainManagerService(chart, 'manager', {
  sequencer, mediators: [mediator], storage: database('manager'), domainAlias: 'iou', failoverTiming, ...monitoring,
});

const participant = new ParticipantService(chart, 'participant', {
  release,
  domains: [domain],
  storage: database('participant'),
  auth: LedgerApiAuth.jwks('https://idp.example.com/.well-known/jwks.json'),
  dars: [DarSource.image(ContainerImage.of('registry.example.com/iou/dars:1.0.0'), ['/dars/iou.dar'])],
  resources: Resources.of({ memory: Size.gibibytes(6), cpu: Cpu.cores(2) }),
  failoverTiming,
  pruning: PruningSchedule.of({ cron: '0 0 2 ? * SUN', maxDuration: Duration.hours(4), retention: Duration.days(30) }),
  ...monitoring,
});
new JsonApiService(chart, 'json-api', {
  participant,
  exposure: Exposure.ingress({ host: 'json.example.com', tlsSecretName: 'json-example-com-tls', controllerNamespace: 'ingress-nginx' }),
  ...monitoring,
});

const middleware = new OAuth2Middleware(chart, 'oauth2', {
  release,
  image: ContainerImage.of('registry.example.com/daml/oauth2-middleware:2.10.4'),
  authorizationUrl: 'https://idp.example.com/authorize',
  tokenUrl: 'https://idp.example.com/token',
  clientId: SecretKey.of('oauth2-client', 'id'),
  clientSecret: SecretKey.of('oauth2-client', 'secret'),
  tokenVerifier: TokenVerifier.jwks('https://idp.example.com/.well-known/jwks.json'),
  externalUrl: 'https://triggers.example.com/auth',
  clients: [ingress],
  ...monitoring,
});
new TriggerService(chart, 'triggers', {
  participant,
  middleware,
  storage: database('triggers'),
  dars: [DarSource.image(ContainerImage.of('registry.example.com/iou/dars:1.0.0'), ['/dars/iou-triggers.dar'])],
  externalUrl: 'https://triggers.example.com/triggers',
  clients: [ingress],
  ...monitoring,
});

new ImagePuller(chart, 'image-puller');
new Console(chart, 'console', { participants: [participant], domains: [domain], sequencers: [sequencer], mediators: [mediator] });
new Monitoring(chart, 'monitoring', { scrapers: [NetworkPeer.namespace('monitoring')], labels: { release: 'kube-prometheus-stack' } });

app.synth();
