import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ActiveRouting, CantonRelease, ContainerImage, DarSource, DomainManagerService, FailoverTiming, JsonApiService, LedgerApiAuth, MediatorService,
  NetworkPeer, NodeOperation, OAuth2Middleware, ParticipantService, PostgresReplication, PostgresServer, PostgresTls, PostgresUser, SecretKey,
  SequencerService, Shard, ShardDatabases, ShardDirectory, ShardedParticipants, TokenVerifier, TriggerService,
} from '../../../lib';
import { DARS_IMAGE, OAUTH2_MIDDLEWARE_IMAGE } from '../images/images';
import { CLIENTS, DAML_RELEASES, DOMAIN, Ledger, NAMESPACE, ParticipantKind, poolOf, SMALL } from '../ledger/ledger';

/** What the commits of the runbooks change. */
export interface Version {
  /** Release of the domain, and of participants with what is on them. */
  readonly releases: { readonly domain: string; readonly participant: string };
  readonly operations: Readonly<Record<Node, NodeOperation>>;
  readonly mediators: readonly string[];
  readonly shards: readonly string[];
}

/** Services that may be told to stop. All mediators count as one, all participants too. */
export type Node = 'sequencer' | 'mediator' | 'manager' | 'participant';

export const NODES: readonly Node[] = ['sequencer', 'mediator', 'manager', 'participant'];

/** The release that runs first, one that changes no database, and one that does. */
export const [BEFORE, PATCHED, MIGRATING] = DAML_RELEASES.map(({ version }) => version);

export const FIRST_VERSION: Version = {
  releases: { domain: BEFORE, participant: BEFORE },
  operations: { sequencer: NodeOperation.RUN, mediator: NodeOperation.RUN, manager: NodeOperation.RUN, participant: NodeOperation.RUN },
  mediators: ['mediator'],
  shards: ['a'],
};

/** Services of which two instances stand on two nodes. */
export const SERVICES = [...NODES, 'json-api'];

/** The participant whose client counts. */
export const PARTICIPANT = 'participant';

/** The deployment in the shape that the trials of faults know. Its one client is the participant's. */
export function ledgerOf(version: Version, directory: string): Ledger {
  return {
    release: 'Daml 2.10',
    participants: [participantKind(PARTICIPANT, 20)],
    redundant: SERVICES,
    bootstraps: [],
    disturbance: '',
    manifests: () => manifests(version, directory),
  };
}

/** The same with a client of one shard. */
export function shardLedgerOf(version: Version, directory: string, shard: string): Ledger {
  const ledger = ledgerOf(version, directory);
  return { ...ledger, participants: [participantKind(`${PARTICIPANT}-${shard}`, 5)] };
}

function participantKind(name: string, rate: number): ParticipantKind {
  return { name, mode: 'proxy()', routing: ActiveRouting.proxy(), timing: FailoverTiming.fast(), instances: 2, domain: DOMAIN, rate };
}

/**
 * `apps/reference.ts` with its names, and a shard as in `apps/sharded.ts`. It is smaller, so that it fits one machine; image puller and monitoring, which need a
 * registry and an operator, are left out.
 */
function manifests({ releases, operations, mediators: names, shards }: Version, directory: string): string {
  const app = new App();
  const chart = new Chart(app, 'reference', { namespace: NAMESPACE, disableResourceNameHashes: true });
  const postgres = PostgresServer.external({
    hostFromSecret: SecretKey.of('postgres', 'host'),
    tls: PostgresTls.verifyFull(SecretKey.of('postgres', 'ca.crt')),
    replication: PostgresReplication.none(),
  });
  const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`), poolOf(name, {}));
  const clients = [NetworkPeer.namespace(CLIENTS)];
  const common = { resources: SMALL, failoverTiming: FailoverTiming.fast() };
  const darsOf = (file: string) => [DarSource.image(ContainerImage.of(DARS_IMAGE), [file])];

  const sequencer = new SequencerService(chart, 'sequencer', {
    release: CantonRelease.daml(releases.domain), operation: operations.sequencer, resources: SMALL, storage: database('sequencer'),
  });
  const mediators = names.map(id => new MediatorService(chart, id, { ...common, operation: operations.mediator, sequencer, storage: database(id) }));
  const domain = new DomainManagerService(chart, 'manager', {
    ...common, operation: operations.manager, sequencer, mediators, storage: database('manager'), domainAlias: 'iou',
  });

  const participants = {
    ...common,
    release: CantonRelease.daml(releases.participant),
    operation: operations.participant,
    domains: [domain],
    auth: LedgerApiAuth.jwks('https://idp.example.com/.well-known/jwks.json'),
    dars: darsOf('/dars/iou.dar'),
    ledgerApiClients: clients,
  };
  const participant = new ParticipantService(chart, 'participant', { ...participants, storage: database('participant') });
  new JsonApiService(chart, 'json-api', { participant, clients, resources: SMALL });
  new ShardedParticipants(new Construct(chart, 'sharded'), 'participant', {
    ...participants,
    shards: shards.map(name => Shard.of(name)),
    databases: ShardDatabases.on(postgres, poolOf('', {})),
    directory: ShardDirectory.fromFile(directory),
    jsonApi: { resources: SMALL },
  });

  const middleware = new OAuth2Middleware(chart, 'oauth2', {
    image: ContainerImage.of(OAUTH2_MIDDLEWARE_IMAGE),
    authorizationUrl: 'https://idp.example.com/authorize',
    tokenUrl: 'https://idp.example.com/token',
    clientId: SecretKey.of('oauth2-client', 'id'),
    clientSecret: SecretKey.of('oauth2-client', 'secret'),
    tokenVerifier: TokenVerifier.jwks('https://idp.example.com/.well-known/jwks.json'),
    externalUrl: 'https://triggers.example.com/auth',
    resources: SMALL,
  });
  new TriggerService(chart, 'triggers', {
    participant, middleware, storage: database('triggers'), dars: darsOf('/dars/iou-triggers.dar'), externalUrl: 'https://triggers.example.com/triggers', resources: SMALL,
  });
  return app.synthYaml() as string;
}
