import { configOf, filesOf } from './app-config';
import { CANTON_3_5 } from '../../ledger/canton3';

/** One node process: its database's user is of its name, unless it says another one. */
export interface TrialNode {
  /** What the service is called in faults. */
  readonly service: string;
  readonly instance: number;
  /** Its file among the app's. */
  readonly file: string;
  readonly env: { readonly [name: string]: string };
}

/** A deployment that a trial runs on this machine. */
export interface TrialSetup {
  /** The app's files by ConfigMap and name. */
  readonly files: (folder: string) => { [file: string]: string };
  /** Where each Service of the app is on this machine: an address of the loopback network for each. */
  readonly addresses: { readonly [name: string]: string };
  readonly secrets: string[];
  readonly databases: string[];
  readonly nodes: TrialNode[];
  /** Jobs in their order, the one that bootstraps first. */
  readonly scripts: [job: string, script: string][];
  /** Names of the participant's instances, as the client knows them. */
  readonly participant: string;
  /** What shows who is active, of the others that faults strike. */
  readonly databaseOf: { readonly [service: string]: string };
}

const credentials = (user: string, prefix = '') => ({ [`${prefix}POSTGRES_USER`]: user, [`${prefix}POSTGRES_PASSWORD`]: `${user}-password` });

function pair(service: string, file: string): TrialNode[] {
  return [0, 1].map((instance) => ({ service, instance, file: `${service}/${file}`, env: credentials(service) }));
}

/** `apps/client-side.ts`: a domain of Daml 2.10 without any proxy. */
export const DOMAIN: TrialSetup = {
  files: (folder) => configOf('client-side', folder),
  addresses: {
    'postgres.db.svc.cluster.local': '127.0.90.1',
    'sequencer-admin.canton.svc.cluster.local': '127.0.91.1',
    'sequencer-0.canton.svc.cluster.local': '127.0.91.1',
    'sequencer-1.canton.svc.cluster.local': '127.0.91.2',
    'mediator-0.canton.svc.cluster.local': '127.0.92.1',
    'mediator-1.canton.svc.cluster.local': '127.0.92.2',
    'domain-0.canton.svc.cluster.local': '127.0.93.1',
    'domain-1.canton.svc.cluster.local': '127.0.93.2',
    'participant1-0.canton.svc.cluster.local': '127.0.94.1',
    'participant1-1.canton.svc.cluster.local': '127.0.94.2',
  },
  secrets: ['postgres-ca', 'sequencer-tls', 'mediator-tls', 'domain-tls', 'participant1-tls'],
  databases: ['sequencer', 'mediator', 'domain', 'participant1'],
  nodes: [...pair('sequencer', 'sequencer.conf'), ...pair('mediator', 'mediator.conf'), ...pair('domain', 'domain-manager.conf'), ...pair('participant1', 'participant.conf')],
  scripts: [['domain-bootstrap', 'bootstrap.canton'], ['domain-bootstrap', 'bootstrap.canton'], ['participant1-connect', 'connect.canton']],
  participant: 'participant1',
  databaseOf: { sequencer: 'sequencer' },
};

/** The cluster's ledger of Canton 3.5, but for the participant service that stands behind a proxy. */
export const SYNCHRONIZER: TrialSetup = {
  files: () => filesOf(CANTON_3_5.manifests()),
  addresses: {
    'postgres.db.svc.cluster.local': '127.0.80.1',
    'sequencer-0.ledger.svc.cluster.local': '127.0.81.1',
    'sequencer-1.ledger.svc.cluster.local': '127.0.81.2',
    'mediator-0.ledger.svc.cluster.local': '127.0.82.1',
    'mediator-1.ledger.svc.cluster.local': '127.0.82.2',
    'sides-0.ledger.svc.cluster.local': '127.0.84.1',
    'sides-1.ledger.svc.cluster.local': '127.0.84.2',
  },
  secrets: ['postgres', 'sequencer-tls', 'mediator-tls', 'sides-tls'],
  databases: ['sequencer-0', 'sequencer-1', 'sequencer-driver', 'mediator', 'sides'],
  nodes: [
    ...[0, 1].map((instance) => ({
      service: 'sequencer', instance, file: `sequencer-${instance}/sequencer.conf`, env: { ...credentials(`sequencer-${instance}`), ...credentials('sequencer-driver', 'DRIVER_') },
    })),
    ...pair('mediator', 'mediator.conf'),
    ...pair('sides', 'participant.conf'),
  ],
  scripts: [['synchronizer-bootstrap', 'bootstrap.canton'], ['synchronizer-bootstrap', 'bootstrap.canton'], ['sides-connect', 'connect.canton']],
  participant: 'sides',
  databaseOf: { sequencer: 'sequencer-0' },
};
