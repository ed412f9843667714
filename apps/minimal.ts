import { App, Chart } from 'cdk8s';
import {
  DomainManagerService, JsonApiService, LedgerApiAuth, MediatorService, ParticipantService, PostgresReplication, PostgresServer, PostgresTls,
  PostgresUser, SecretKey,
  SequencerService,
} from '../lib';

/** The smallest ledger that survives the loss of a pod, a node or a zone: everything else is a default. */
const app = new App();
const chart = new Chart(app, 'iou', { namespace: 'iou', disableResourceNameHashes: true });

const postgres = PostgresServer.external({
  host: 'postgres.db.svc.cluster.local',
  tls: PostgresTls.verifyFull(SecretKey.of('postgres-ca', 'ca.crt')),
  replication: PostgresReplication.synchronous(), // a standby has every commit
});
const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));

const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer') });
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
const domain = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: database('manager') });

const participant = new ParticipantService(chart, 'participant', {
  domains: [domain], storage: database('participant'), auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
});
new JsonApiService(chart, 'json-api', { participant });

app.synth();
