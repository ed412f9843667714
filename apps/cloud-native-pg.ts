import { App, Chart, Size } from 'cdk8s';
import {
  BackupCredentials, CloudNativePgBackup, CloudNativePgCluster, DomainManagerService, Exposure, JsonApiService, LedgerApiAuth, MediatorService,
  NetworkPeer, ParticipantService, SequencerService, Tls,
} from '../lib';

/**
 * A ledger of which the cluster's operators make the rest: one domain, one participant service and its HTTP JSON API, on a CloudNativePG cluster with
 * backups, with certificates of cert-manager and behind a Gateway.
 */
const app = new App();
const chart = new Chart(app, 'cloud-native-pg', { namespace: 'iou', disableResourceNameHashes: true });

const postgres = new CloudNativePgCluster(chart, 'postgres', {
  storage: Size.gibibytes(100),
  backup: CloudNativePgBackup.s3('s3://iou-backups/postgres', BackupCredentials.iamRole('arn:aws:iam::123456789012:role/iou-backups')),
  podMonitor: { labels: { release: 'prometheus' } },
  metricsClients: [NetworkPeer.namespace('monitoring')],
});
const certificate = (service: string) => Tls.fromCertManager(`${service}-tls`, { issuerName: 'ledger-ca' });

const sequencer = new SequencerService(chart, 'sequencer', {
  storage: postgres.database('sequencer'), publicApiTls: certificate('sequencer'), adminApiTls: certificate('sequencer'),
});
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: postgres.database('mediator'), adminApiTls: certificate('mediator') });
const domain = new DomainManagerService(chart, 'manager', {
  sequencer, mediators: [mediator], storage: postgres.database('manager'), adminApiTls: certificate('manager'),
});

const participant = new ParticipantService(chart, 'participant', {
  domains: [domain],
  storage: postgres.database('participant'),
  auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
  ledgerApiTls: certificate('participant'),
  adminApiTls: certificate('participant'),
});
new JsonApiService(chart, 'json-api', {
  participant, exposure: Exposure.gateway({ host: 'json.iou.example.com', gatewayName: 'public', gatewayNamespace: 'gateways' }),
});

app.synth();
