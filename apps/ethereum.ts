import { App, Chart } from 'cdk8s';
import {
  DomainManagerService, Endpoint, Hocon, JsonApiService, LedgerApiAuth, MediatorService, ParticipantService, PostgresReplication, PostgresServer,
  PostgresTls, PostgresUser, SecretKey, SequencerDriver, SequencerDriverJar, SequencerService,
} from '../lib';

/**
 * A domain whose messages Ethereum (Hyperledger Besu) orders. Each sequencer is a node of its own, with a database, an account and a client node that no
 * other has; mediators, manager and participants know all of them and fail over by themselves.
 */
const app = new App();
const chart = new Chart(app, 'ethereum', { namespace: 'ethereum', disableResourceNameHashes: true });

const postgres = PostgresServer.external({
  host: 'postgres.db.svc.cluster.local',
  tls: PostgresTls.verifyFull(SecretKey.of('postgres-ca', 'ca.crt')),
  replication: PostgresReplication.synchronous(), // a standby has every commit
});
const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));
const accounts = ['0x1000000000000000000000000000000000000001', '0x2000000000000000000000000000000000000002'];

const sequencer = new SequencerService(chart, 'sequencer', {
  driver: SequencerDriver.ethereum({
    jar: SequencerDriverJar.persistentVolumeClaim('canton-drivers', 'canton-drivers-2.10.1.jar'),
    sequencers: accounts.map((account, index) => ({
      account,
      storage: database(`sequencer-${index}`),
      client: Endpoint.of(`besu-${index}.besu.svc.cluster.local`, 8545),
      // Client, TLS, wallet and contract, as in the driver's example e03-ethereum-sequencer: Hocon.secretFile for the wallet, Hocon.secret for its password.
      config: Hocon.of({}),
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
