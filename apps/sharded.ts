import * as path from 'path';
import { App, Chart, Size } from 'cdk8s';
import {
  Autoscaling, ContainerImage, Cpu, DarSource, DomainManagerService, ImagePuller, LedgerApiAuth, MediatorService, NetworkPeer, OAuth2Middleware,
  PostgresReplication, PostgresServer, PostgresTls, PostgresUser, Resources, SecretKey, SequencerService, Shard, ShardDatabases, ShardDirectory,
  ShardedParticipants, TokenVerifier, TriggerRule, TriggerRuleStart,
} from '../lib';

/**
 * A ledger that has grown: three participant stacks with their users and parties, two mediator services, and on one of the shards pink and green
 * trigger services for the users of two OAuth 2.0 providers.
 */
const app = new App();
const chart = new Chart(app, 'sharded', { namespace: 'canton', disableResourceNameHashes: true });

const postgres = PostgresServer.external({
  hostFromSecret: SecretKey.of('postgres', 'host'),
  tls: PostgresTls.verifyFull(SecretKey.of('postgres', 'ca.crt')),
  replication: PostgresReplication.synchronous(),
  maxConnections: 700,
});
const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));
const providers = { pink: 'https://pink.example.org', green: 'https://green.example.org' };
const ingress = NetworkPeer.namespace('ingress-nginx');

const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer') });
const mediators = ['mediator-1', 'mediator-2'].map((id) => new MediatorService(chart, id, { sequencer, storage: database(id) }));
const domain = new DomainManagerService(chart, 'manager', { sequencer, mediators, storage: database('manager'), domainAlias: 'iou' });

const participants = new ShardedParticipants(chart, 'participant', {
  shards: [
    Shard.of('a'),
    Shard.of('b'),
    Shard.of('c', { resources: Resources.of({ memory: Size.gibibytes(8), cpu: Cpu.cores(2) }) }), // has the largest customers
  ],
  databases: ShardDatabases.on(postgres), // participant-a, participant-b, participant-c
  directory: ShardDirectory.fromFile(path.join(__dirname, 'sharded', 'parties.jsonl')),
  auth: LedgerApiAuth.anyOf(...Object.values(providers).map((provider) => LedgerApiAuth.jwks(`${provider}/jwks.json`))),
  domains: [domain],
  dars: [DarSource.image(ContainerImage.of('registry.example.com/iou/dars:1.0.0'), ['/dars/iou.dar'])],
  jsonApi: { clients: [ingress], autoscaling: Autoscaling.of({ max: 6 }) },
});

for (const [colour, provider] of Object.entries(providers)) {
  const host = `https://${colour}.example.com`;
  const middleware = new OAuth2Middleware(chart, `${colour}-oauth2`, {
    image: ContainerImage.of('registry.example.com/daml/oauth2-middleware:2.10.4'),
    authorizationUrl: `${provider}/authorize`,
    tokenUrl: `${provider}/token`,
    clientId: SecretKey.of(`${colour}-oauth2-client`, 'id'),
    clientSecret: SecretKey.of(`${colour}-oauth2-client`, 'secret'),
    tokenVerifier: TokenVerifier.jwks(`${provider}/jwks.json`),
    externalUrl: `${host}/auth`,
    clients: [ingress],
  });
  participants.shard('a').addTriggerService(colour, {
    middleware,
    storage: database(`participant-a-${colour}`),
    rules: [TriggerRule.of(`iou:Iou.Triggers:${colour}`, 'alice')],
    startRules: TriggerRuleStart.withCookie(SecretKey.of(`${colour}-starter`, 'cookie')),
    dars: [DarSource.image(ContainerImage.of('registry.example.com/iou/dars:1.0.0'), ['/dars/iou-triggers.dar'])],
    externalUrl: `${host}/triggers`,
    clients: [ingress],
  });
}

new ImagePuller(chart, 'image-puller');

app.synth();
