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
  /** A node that only one process may run of, in two. */
  readonly lone?: [TrialNode, TrialNode];
}

const credentials = (user: string, prefix = '', end = '') => ({ [`${prefix}POSTGRES_USER${end}`]: user, [`${prefix}POSTGRES_PASSWORD${end}`]: `${user}-password` });

function pair(service: string, file: string): [TrialNode, TrialNode] {
  const node = (instance: number): TrialNode => ({ service, instance, file: `${service}/${file}`, env: credentials(service) });
  return [node(0), node(1)];
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

/** A BFT sequencer alone: the ledger has none. */
const BFT = `canton.sequencers.bft {
  storage {
    type = postgres
    config { dataSourceClass = "org.postgresql.ds.PGSimpleDataSource", properties {
      serverName = "postgres.db.svc.cluster.local", databaseName = bft, user = \${POSTGRES_USER}, password = \${POSTGRES_PASSWORD}
      ssl = true, sslmode = verify-full, sslrootcert = "/secrets/postgres/ca.crt"
    } }
  }
  admin-api { address = "0.0.0.0", port = 4402 }
  public-api { address = "0.0.0.0", port = 4401 }
  sequencer.type = BFT
}
canton.monitoring.metrics.jvm-metrics.enabled = true`;

/** The cluster's ledger of Canton 3.5, but for the participant service that stands behind a proxy. */
export const SYNCHRONIZER: TrialSetup = {
  files: () => ({ ...filesOf(CANTON_3_5.manifests()), 'bft/sequencer.conf': BFT }),
  addresses: {
    'postgres.db.svc.cluster.local': '127.0.80.1',
    'sequencer-0.ledger.svc.cluster.local': '127.0.81.1',
    'sequencer-1.ledger.svc.cluster.local': '127.0.81.2',
    'mediator-0.ledger.svc.cluster.local': '127.0.82.1',
    'mediator-1.ledger.svc.cluster.local': '127.0.82.2',
    'sides-0.ledger.svc.cluster.local': '127.0.84.1',
    'sides-1.ledger.svc.cluster.local': '127.0.84.2',
    'bft-0.ledger.svc.cluster.local': '127.0.85.1',
    'bft-1.ledger.svc.cluster.local': '127.0.85.2',
  },
  secrets: ['postgres', 'sequencer-tls', 'mediator-tls', 'sides-tls'],
  databases: ['sequencer-0', 'sequencer-1', 'sequencer-driver', 'mediator', 'sides', 'bft'],
  nodes: [
    ...[0, 1].map((instance) => ({
      service: 'sequencer',
      instance,
      file: `sequencer/sequencer-${instance}.conf`,
      env: { ...credentials(`sequencer-${instance}`, '', `_${instance}`), ...credentials('sequencer-driver', 'DRIVER_', `_${instance}`) },
    })),
    ...pair('mediator', 'mediator.conf'),
    ...pair('sides', 'participant.conf'),
  ],
  scripts: [['synchronizer-bootstrap', 'bootstrap.canton'], ['synchronizer-bootstrap', 'bootstrap.canton'], ['sides-connect', 'connect.canton']],
  participant: 'sides',
  databaseOf: { sequencer: 'sequencer-0' },
  lone: pair('bft', 'sequencer.conf'),
};
