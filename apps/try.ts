import { App, Chart, Size } from 'cdk8s';
import {
  CantonRelease, Cpu, LedgerApiAuth, MediatorService, NetworkPeer, ParticipantService, Placement, Resources, SequencerDriver, SequencerService,
  Synchronizer, Tls, TrialPostgres,
} from '../lib';

/**
 * Open-source Canton to try things out with, on any Kubernetes and without a licence: a synchronizer of two sequencers and a hot standby of mediators, and a
 * hot standby of participants with the JSON API. What a ledger in earnest would have otherwise, stands here by its name.
 */
const app = new App();
const chart = new Chart(app, 'canton-try', { namespace: 'canton-try', disableResourceNameHashes: true });

// In earnest: new CloudNativePgCluster(chart, 'postgres', { storage: Size.gibibytes(8) })
const postgres = new TrialPostgres(chart, 'postgres');

const release = CantonRelease.canton('3.5.9');
const placement = Placement.singleNode(); // instances may share a node, where there is but one
const noTls = Tls.disabled();
const neighbours = [NetworkPeer.namespace('canton-try')];
const small = (memory: Size) => Resources.of({ memory, cpu: Cpu.millis(100) });

const sequencer = new SequencerService(chart, 'sequencer', {
  release,
  placement,
  publicApiTls: noTls,
  adminApiTls: noTls,
  resources: small(Size.gibibytes(1)),
  driver: SequencerDriver.reference({
    storage: postgres.database('blocks'),
    sequencers: ['sequencer-0', 'sequencer-1'].map((name) => ({ storage: postgres.database(name) })),
  }),
});
const mediator = new MediatorService(chart, 'mediator', {
  sequencer, placement, adminApiTls: noTls, storage: postgres.database('mediator'), resources: small(Size.gibibytes(1)),
});
const synchronizer = new Synchronizer(chart, 'synchronizer', { sequencer, mediators: [mediator] });

new ParticipantService(chart, 'participant', {
  release,
  placement,
  ledgerApiTls: noTls,
  adminApiTls: noTls,
  auth: LedgerApiAuth.unauthenticated(), // whoever is let in may do anything
  ledgerApiClients: neighbours,
  httpLedgerApi: { clients: neighbours },
  storage: postgres.database('participant'),
  synchronizers: [synchronizer],
  resources: small(Size.mebibytes(1536)),
});

app.synth();
