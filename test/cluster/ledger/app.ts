import { App, Chart, Size } from 'cdk8s';
import {
  ActiveRouting, ContainerImage, Cpu, DarSource, DomainManagerService, FailoverTiming, JsonApiService, LedgerApiAuth, MediatorService, NetworkPeer,
  OAuth2Middleware, ParticipantService, PostgresReplication, PostgresServer, PostgresTls, PostgresUser, Resources, SecretKey, SequencerAccess,
  SequencerService, TokenVerifier, TriggerService,
} from '../../../lib';
import { DARS_IMAGE, OAUTH2_MIDDLEWARE_IMAGE } from '../images/images';

export const NAMESPACE = 'ledger';
/** Where the applications are that use the ledger. */
export const CLIENTS = 'clients';

/** A participant service under test, by what makes it different from the others. */
export interface ParticipantKind {
  readonly name: string;
  readonly mode: string;
  readonly routing: ActiveRouting;
  readonly timing: FailoverTiming;
  readonly instances: number;
  /** The domain that it uses. */
  readonly domain: 'one' | 'two';
  /** Commands a second that its client sends. */
  readonly rate: number;
}

export const PARTICIPANTS: ParticipantKind[] = [
  { name: 'proxy', mode: 'proxy()', routing: ActiveRouting.proxy(), timing: FailoverTiming.fast(), instances: 2, domain: 'one', rate: 50 },
  { name: 'stock', mode: 'proxy(), Canton\'s own timing', routing: ActiveRouting.proxy(), timing: FailoverTiming.defaults(), instances: 2, domain: 'one', rate: 5 },
  { name: 'sides', mode: 'clientSide()', routing: ActiveRouting.clientSide(), timing: FailoverTiming.fast(), instances: 2, domain: 'two', rate: 20 },
  { name: 'single', mode: 'readiness(), one instance', routing: ActiveRouting.readiness(), timing: FailoverTiming.fast(), instances: 1, domain: 'one', rate: 5 },
];

/** How often a service's configuration was changed: another number rolls its pods. */
export type Revisions = Readonly<Record<string, number>>;

/**
 * The deployment under test, as its operator would write it: two domains (the sequencers of one behind a Service, of the other known one by one to
 * their clients), a participant service for each way of routing, JSON API, trigger service and middleware. Everything is at its default but for
 * sizes, so that it fits a small machine.
 */
export function ledgerManifests(revisions: Revisions = {}): string {
  const app = new App();
  const chart = new Chart(app, 'ledger', { namespace: NAMESPACE, disableResourceNameHashes: true });
  const postgres = PostgresServer.external({
    host: 'postgres.db.svc.cluster.local', tls: PostgresTls.verifyFull(SecretKey.of('postgres', 'ca.crt')), replication: PostgresReplication.none(),
  });
  const node = (name: string) => ({
    // A pool that is one larger is a change like any other: a new ConfigMap, new pods.
    storage: postgres.database(name, PostgresUser.fromSecret(`${name}-db`), { maxConnections: 8 + (revisions[name] ?? 0) % 2 }),
    resources: SMALL,
  });
  const clients = [NetworkPeer.namespace(CLIENTS)];
  const fast = { failoverTiming: FailoverTiming.fast() };

  const domain = (suffix: string, access: SequencerAccess) => {
    const sequencer = new SequencerService(chart, `sequencer${suffix}`, { ...node(`sequencer${suffix}`), access });
    const mediator = new MediatorService(chart, `mediator${suffix}`, { ...node(`mediator${suffix}`), ...fast, sequencer });
    return new DomainManagerService(chart, `manager${suffix}`, { ...node(`manager${suffix}`), ...fast, sequencer, mediators: [mediator] });
  };
  const domains = { one: domain('', SequencerAccess.service()), two: domain('-two', SequencerAccess.clientSide()) };

  const participants = PARTICIPANTS.map(({ name, routing, timing, instances, domain: of }) => new ParticipantService(chart, name, {
    ...node(name),
    routing,
    failoverTiming: timing,
    replicas: instances,
    domains: [domains[of]],
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

const SMALL = Resources.of({ memory: Size.gibibytes(1), cpu: Cpu.millis(20) });

/** The JSON API has no storage whose pool could change: it is told something about its configuration file instead. */
function rolledHttp(revision = 0): { jvmOptions?: string[] } {
  return revision === 0 ? {} : { jvmOptions: [`-Dconfig.revision=${revision}`] };
}
