import { App, Chart, Size } from 'cdk8s';
import {
  CloudNativePgCluster, ContainerImage, Cpu, DomainManagerService, FailoverTiming, LedgerApiAuth, MediatorService, NetworkPeer, ParticipantService,
  Resources, SequencerService,
} from '../../../lib';
import { SERVER_IMAGE } from '../images/cloud-native-pg';
import { CLIENTS, NAMESPACE } from '../ledger/ledger';

/** GiB of the two disks that a server has on each node, for data and log. */
export const DISKS = { data: 1, log: 4 };
/** Id of the database cluster. */
export const POSTGRES = 'postgres';
/** The database that a client writes to, past the ledger. */
export const WRITER = 'writer';
/** The participant service, which is the id of its database too. */
export const PARTICIPANT = 'participant';
/** Every database, and the role that owns it. */
export const DATABASES = ['sequencer', 'mediator', 'manager', PARTICIPANT, WRITER];

/** A ledger with its database beside it, as `apps/cloud-native-pg.ts` has it: all at its default but for sizes, images, and what needs more than a cluster. */
export function ledgerOnCloudNativePg(): string {
  const app = new App();
  const chart = new Chart(app, 'ledger', { namespace: NAMESPACE, disableResourceNameHashes: true });
  const postgres = new CloudNativePgCluster(chart, POSTGRES, {
    image: ContainerImage.of(SERVER_IMAGE),
    storage: Size.gibibytes(DISKS.data),
    walStorage: Size.gibibytes(DISKS.log),
    resources: Resources.of({ memory: Size.mebibytes(512), cpu: Cpu.millis(100) }),
    clients: [NetworkPeer.namespace(CLIENTS)],
  });
  postgres.database(WRITER);

  const common = { resources: Resources.of({ memory: Size.gibibytes(1), cpu: Cpu.millis(20) }), failoverTiming: FailoverTiming.fast() };
  const sequencer = new SequencerService(chart, 'sequencer', { resources: common.resources, storage: postgres.database('sequencer') });
  const mediator = new MediatorService(chart, 'mediator', { ...common, sequencer, storage: postgres.database('mediator') });
  const domain = new DomainManagerService(chart, 'manager', { ...common, sequencer, mediators: [mediator], storage: postgres.database('manager') });
  new ParticipantService(chart, PARTICIPANT, {
    ...common,
    domains: [domain],
    storage: postgres.database(PARTICIPANT),
    auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
    ledgerApiClients: [NetworkPeer.namespace(CLIENTS)],
  });
  return app.synthYaml() as string;
}
