import { App, Chart } from 'cdk8s';
import {
  ActiveRouting, DomainManagerService, JsonApiService, LedgerApiAuth, MediatorService, ParticipantService, PostgresReplication, PostgresServer,
  PostgresTls, PostgresUser, QueryStore, RouterTls, SecretKey, SequencerAccess, SequencerService, Tls,
} from '../lib';

/**
 * "Multi-Node HA Domain - Proxy Load Balancing": proxies in front of the sequencers and of the first participant. The sequencers' proxy asks for no
 * client certificates, as that API knows none. The participant's demands them, and shows one of its own to the instances behind it.
 */
const app = new App();
const chart = new Chart(app, 'load-balanced', { namespace: 'canton', disableResourceNameHashes: true });
const postgres = PostgresServer.external({
  host: 'postgres.db.svc.cluster.local',
  tls: PostgresTls.verifyFull(SecretKey.of('postgres-ca', 'ca.crt')),
  replication: PostgresReplication.synchronous(), // a standby has every commit
});
const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));
const auth = LedgerApiAuth.jwks('https://idp.example.com/jwks.json');

const sequencer = new SequencerService(chart, 'sequencer', {
  storage: database('sequencer'),
  access: SequencerAccess.loadBalancer({ tls: RouterTls.reencrypt({ front: Tls.fromSecret('sequencer-proxy-tls') }) }),
});
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
const domain = new DomainManagerService(chart, 'domain', { sequencer, mediators: [mediator], storage: database('domain') });

const backend = Tls.mutual('participant1-tls', { clientSecretName: 'participant1-admin-client-tls' });
const participant1 = new ParticipantService(chart, 'participant1', {
  auth,
  domains: [domain],
  storage: database('participant1'),
  ledgerApiTls: backend,
  adminApiTls: backend,
  routing: ActiveRouting.proxy({
    tls: RouterTls.reencrypt({
      front: Tls.mutual('participant1-proxy-tls', { clientSecretName: 'participant1-client-tls' }),
      clientSecretName: 'participant1-proxy-client-tls',
    }),
  }),
});
new JsonApiService(chart, 'json-api', { participant: participant1, queryStore: QueryStore.shared(database('json-api')) });
new ParticipantService(chart, 'participant2', { auth, domains: [domain], storage: database('participant2'), replicas: 1 });

app.synth();
