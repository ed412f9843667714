import { App, Chart } from 'cdk8s';
import {
  CantonRelease, ContainerImage, DarSource, ImagePuller, LedgerApiAuth, MediatorService, NetworkPeer, PostgresReplication, PostgresServer,
  PostgresTls, PostgresUser, SecretKey, SequencerDriver, SequencerService, Shard, ShardDatabases, ShardedParticipants, Synchronizer,
} from '../lib';

/**
 * The reference deployment of open-source Canton 3.5, which needs no licence: one synchronizer (2 sequencers with an identity each, 2 instances of a
 * mediator), and two shards of 2 participants each behind a router, which serve the JSON API themselves.
 */
const app = new App();
const chart = new Chart(app, 'canton3', { namespace: 'canton3', disableResourceNameHashes: true });

const release = CantonRelease.canton('3.5.9');
const postgres = PostgresServer.external({
  hostFromSecret: SecretKey.of('postgres', 'host'),
  tls: PostgresTls.verifyFull(SecretKey.of('postgres', 'ca.crt')),
  replication: PostgresReplication.synchronous(),
  version: 17,
  maxConnections: 500,
});
const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));
const ingress = NetworkPeer.namespace('ingress-nginx');
const monitoring = { metricsClients: [NetworkPeer.namespace('monitoring')] };

const sequencer = new SequencerService(chart, 'sequencer', {
  release,
  driver: SequencerDriver.reference({
    storage: database('driver'),
    sequencers: [{ storage: database('sequencer-0') }, { storage: database('sequencer-1') }],
  }),
  ...monitoring,
});
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator'), ...monitoring });
const synchronizer = new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator] });

new ShardedParticipants(chart, 'participant', {
  shards: [Shard.of('a'), Shard.of('b')],
  databases: ShardDatabases.on(postgres), // participant-a, participant-b
  release,
  synchronizers: [synchronizer],
  auth: LedgerApiAuth.jwks('https://idp.example.com/.well-known/jwks.json', { targetAudience: 'https://ledger.example.com' }),
  dars: [DarSource.image(ContainerImage.of('registry.example.com/iou/dars:1.0.0'), ['/dars/iou.dar'])],
  httpLedgerApi: { clients: [ingress] },
  ...monitoring,
});

new ImagePuller(chart, 'image-puller');

app.synth();
