import { App, Chart } from 'cdk8s';
import {
  ContainerImage, DomainManagerService, Endpoint, Hocon, JsonApiService, LedgerApiAuth, MediatorService, ParticipantService, PostgresReplication,
  PostgresServer, PostgresTls, PostgresUser, SecretKey, SequencerDriver, SequencerDriverJar, SequencerService,
} from '../lib';

/**
 * A domain whose messages Hyperledger Fabric orders. Each sequencer is a node of its own, with a database, a Fabric user and a set of peers that no other
 * has; mediators, manager and participants know all of them and fail over by themselves.
 */
const app = new App();
const chart = new Chart(app, 'fabric', { namespace: 'fabric', disableResourceNameHashes: true });

const postgres = PostgresServer.external({
  host: 'postgres.db.svc.cluster.local',
  tls: PostgresTls.verifyFull(SecretKey.of('postgres-ca', 'ca.crt')),
  replication: PostgresReplication.synchronous(), // a standby has every commit
});
const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));

const sequencer = new SequencerService(chart, 'sequencer', {
  driver: SequencerDriver.fabric({
    jar: SequencerDriverJar.image(ContainerImage.of('registry.bank.example/canton-drivers:2.10.1'), '/drivers/canton-drivers-2.10.1.jar'),
    sequencers: ['org1', 'org2'].map((organization, index) => ({
      storage: database(`sequencer-${index}`),
      peers: ['peer0', 'peer1'].map((peer) => Endpoint.of(`${peer}.${organization}.example.com`, 7051)),
      // What else the driver needs stands here too: `user` and `organizations`, as in its example e01-fabric-domain, with Hocon.secretFile for keys.
      config: Hocon.of({ channel: { name: 'iou', chaincode: { name: 'sequencer' } } }),
    })),
  }),
});
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
const domain = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: database('manager') });

const participant = new ParticipantService(chart, 'participant', {
  domains: [domain], storage: database('participant'), auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
});
new JsonApiService(chart, 'json-api', { participant });

app.synth();
