import { App, Chart } from 'cdk8s';
import {
  ActiveRouting, DomainManagerService, LedgerApiAuth, MediatorService, ParticipantService, PostgresReplication, PostgresServer, PostgresTls,
  PostgresUser, SecretKey,
  SequencerAccess, SequencerService,
} from '../lib';

/**
 * "Multi-Node HA Domain - Client Side Load Balancing": no proxy anywhere. Members know every sequencer and balance by themselves; applications know
 * every instance of their participant and find the active one by themselves.
 */
const app = new App();
const chart = new Chart(app, 'client-side', { namespace: 'canton', disableResourceNameHashes: true });
const postgres = PostgresServer.external({
  host: 'postgres.db.svc.cluster.local',
  tls: PostgresTls.verifyFull(SecretKey.of('postgres-ca', 'ca.crt')),
  replication: PostgresReplication.synchronous(), // a standby has every commit
});
const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));

const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer'), access: SequencerAccess.clientSide() });
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
const domain = new DomainManagerService(chart, 'domain', { sequencer, mediators: [mediator], storage: database('domain') });

for (const name of ['participant1', 'participant2']) {
  new ParticipantService(chart, name, {
    domains: [domain],
    storage: database(name),
    auth: LedgerApiAuth.jwks(`https://idp.example.com/${name}/jwks.json`),
    routing: ActiveRouting.clientSide(),
  });
}

app.synth();
