import { App, Chart, Size } from 'cdk8s';
import {
  BackupCredentials, CloudNativePgBackup, CloudNativePgCluster, DomainManagerService, JsonApiService, LedgerApiAuth, MediatorService, NetworkPeer,
  ParticipantService, SequencerService,
} from '../lib';

/** A ledger with its database beside it: one domain, one participant service and its HTTP JSON API, on a CloudNativePG cluster with backups. */
const app = new App();
const chart = new Chart(app, 'cloud-native-pg', { namespace: 'iou', disableResourceNameHashes: true });

const postgres = new CloudNativePgCluster(chart, 'postgres', {
  storage: Size.gibibytes(100),
  backup: CloudNativePgBackup.s3('s3://iou-backups/postgres', BackupCredentials.iamRole('arn:aws:iam::123456789012:role/iou-backups')),
  podMonitor: { labels: { release: 'prometheus' } },
  metricsClients: [NetworkPeer.namespace('monitoring')],
});

const sequencer = new SequencerService(chart, 'sequencer', { storage: postgres.database('sequencer') });
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: postgres.database('mediator') });
const domain = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: postgres.database('manager') });

const participant = new ParticipantService(chart, 'participant', {
  domains: [domain], storage: postgres.database('participant'), auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
});
new JsonApiService(chart, 'json-api', { participant });

app.synth();
