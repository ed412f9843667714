import { App, Chart } from 'cdk8s';
import { CLIENTS, DOMAIN, DomainKind, Ledger, NAMESPACE, ParticipantKind, poolOf, Revisions, SMALL, testServer } from './ledger';
import {
  ActiveRouting, ContainerImage, DarSource, DomainManagerService, FailoverTiming, JsonApiService, LedgerApiAuth, MediatorService, NetworkPeer,
  OAuth2Middleware, ParticipantService, PostgresUser, SecretKey, SequencerAccess, SequencerService, TokenVerifier, TriggerService,
} from '../../../lib';
import { DARS_IMAGE, OAUTH2_MIDDLEWARE_IMAGE } from '../images/images';

const ONE = DOMAIN;
const TWO: DomainKind = {
  sequencer: 'sequencer-two',
  mediators: ['mediator-two'],
  mediatorThreshold: 1,
  manager: 'manager-two',
  access: 'SequencerAccess.clientSide()',
  knowsEachSequencer: true,
  sequencerDatabases: ['sequencer-two'],
};

const PARTICIPANTS: ParticipantKind[] = [
  { name: 'proxy', mode: 'proxy()', routing: ActiveRouting.proxy(), timing: FailoverTiming.fast(), instances: 2, domain: ONE, rate: 50, watchesDomain: true },
  { name: 'stock', mode: 'proxy(), Canton\'s own timing', routing: ActiveRouting.proxy(), timing: FailoverTiming.defaults(), instances: 2, domain: ONE, rate: 5 },
  { name: 'sides', mode: 'clientSide()', routing: ActiveRouting.clientSide(), timing: FailoverTiming.fast(), instances: 2, domain: TWO, rate: 20, watchesDomain: true },
  { name: 'single', mode: 'readiness(), one instance', routing: ActiveRouting.readiness(), timing: FailoverTiming.fast(), instances: 1, domain: ONE, rate: 5 },
];

/**
 * The deployment under test, as its operator would write it: two domains (the sequencers of one behind a Service, of the other known one by one to
 * their clients), a participant service for each way of routing, JSON API, trigger service and middleware. Everything is at its default but for
 * sizes, so that it fits a small machine.
 */
function manifests(revisions: Revisions = {}): string {
  const app = new App();
  const chart = new Chart(app, 'ledger', { namespace: NAMESPACE, disableResourceNameHashes: true });
  const postgres = testServer();
  const node = (name: string) => ({
    storage: postgres.database(name, PostgresUser.fromSecret(`${name}-db`), poolOf(name, revisions)),
    resources: SMALL,
  });
  const clients = [NetworkPeer.namespace(CLIENTS)];
  const fast = { failoverTiming: FailoverTiming.fast() };

  const domain = (suffix: string, access: SequencerAccess) => {
    const sequencer = new SequencerService(chart, `sequencer${suffix}`, { ...node(`sequencer${suffix}`), access });
    const mediator = new MediatorService(chart, `mediator${suffix}`, { ...node(`mediator${suffix}`), ...fast, sequencer });
    return new DomainManagerService(chart, `manager${suffix}`, { ...node(`manager${suffix}`), ...fast, sequencer, mediators: [mediator] });
  };
  const domains = new Map([[ONE, domain('', SequencerAccess.service())], [TWO, domain('-two', SequencerAccess.clientSide())]]);

  const participants = PARTICIPANTS.map(({ name, routing, timing, instances, domain: of }) => new ParticipantService(chart, name, {
    ...node(name),
    routing,
    failoverTiming: timing,
    replicas: instances,
    domains: [domains.get(of)!],
    auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
    ledgerApiClients: clients,
    dars: [DarSource.image(ContainerImage.of(DARS_IMAGE), ['/dars/iou.dar'])],
  }));
  const participant = participants[0];
  new JsonApiService(chart, 'json-api', { participant, clients, resources: SMALL, ...rolledHttp(revisions['json-api']) });

  const middleware = new OAuth2Middleware(chart, 'oauth2', {
    image: ContainerImage.of(OAUTH2_MIDDLEWARE_IMAGE),
    authorizationUrl: 'https://idp.example.com/authorize',
    tokenUrl: 'https://idp.example.com/token',
    clientId: SecretKey.of('oauth2-client', 'id'),
    clientSecret: SecretKey.of('oauth2-client', 'secret'),
    tokenVerifier: TokenVerifier.jwks('https://idp.example.com/jwks.json'),
    externalUrl: 'https://triggers.example.com/auth',
    resources: SMALL,
  });
  new TriggerService(chart, 'triggers', {
    ...node('triggers'),
    participant,
    middleware,
    dars: [DarSource.image(ContainerImage.of(DARS_IMAGE), ['/dars/iou-triggers.dar'])],
    externalUrl: 'https://triggers.example.com/triggers',
  });
  return app.synthYaml() as string;
}

/** Daml 2.10. */
export const DAML_2_10: Ledger = {
  release: 'Daml 2.10',
  participants: PARTICIPANTS,
  jsonApi: { participant: 'proxy', mode: 'JSON API on proxy()', url: `http://json-api.${NAMESPACE}.svc.cluster.local:7575`, path: '/v1/create', rate: 5 },
  redundant: ['proxy', 'stock', 'sides', 'sequencer', 'sequencer-two', 'mediator', 'mediator-two', 'manager', 'manager-two', 'json-api'],
  bootstraps: [ONE, TWO].map(({ manager, mediators }) => ({ instance: manager!, component: 'domain-bootstrap', victims: [manager!, ...mediators] })),
  disturbance: 'while both domains were bootstrapped, their Jobs\' pods and the active manager and mediator were killed. The Jobs ran again and ended',
  manifests,
};

/** The JSON API has no storage whose pool could change: it is told something about its configuration file instead. */
function rolledHttp(revision = 0): { jvmOptions?: string[] } {
  return revision === 0 ? {} : { jvmOptions: [`-Dconfig.revision=${revision}`] };
}
