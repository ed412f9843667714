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
  /** Those with certificates. Without any there is no TLS, not for the database either. */
  readonly secrets: string[];
  readonly databases: string[];
  readonly nodes: TrialNode[];
  /** Jobs in their order, the one that bootstraps first. */
  readonly scripts: [job: string, script: string][];
  /** Names of the participant's instances, as the client knows them. */
  readonly participant: string;
  /** The services that faults strike beside it: of mediators the first, of a group that can do without another one. */
  readonly sequencer: string;
  readonly mediators: string[];
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
  sequencer: 'sequencer',
  mediators: ['mediator'],
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

/** Sequencers of Canton 3.5, with a database each and one for their driver. */
function sequencers(service: string, driver: string): TrialNode[] {
  return [0, 1].map((instance) => ({
    service,
    instance,
    file: `${service}/${service}-${instance}.conf`,
    env: { ...credentials(`${service}-${instance}`, '', `_${instance}`), ...credentials(driver, 'DRIVER_', `_${instance}`) },
  }));
}

/** The cluster's ledger of Canton 3.5, but for the participant service that stands behind a proxy, and its synchronizer. The mediators are a group. */
export const SYNCHRONIZER: TrialSetup = {
  files: () => ({ ...filesOf(CANTON_3_5.manifests()), 'bft/sequencer.conf': BFT }),
  addresses: {
    'postgres.db.svc.cluster.local': '127.0.80.1',
    'sequencer-two-0.ledger.svc.cluster.local': '127.0.81.1',
    'sequencer-two-1.ledger.svc.cluster.local': '127.0.81.2',
    'mediator-a-0.ledger.svc.cluster.local': '127.0.82.1',
    'mediator-a-1.ledger.svc.cluster.local': '127.0.82.2',
    'mediator-b-0.ledger.svc.cluster.local': '127.0.82.3',
    'mediator-b-1.ledger.svc.cluster.local': '127.0.82.4',
    'mediator-c-0.ledger.svc.cluster.local': '127.0.82.5',
    'mediator-c-1.ledger.svc.cluster.local': '127.0.82.6',
    'sides-0.ledger.svc.cluster.local': '127.0.84.1',
    'sides-1.ledger.svc.cluster.local': '127.0.84.2',
    'bft-0.ledger.svc.cluster.local': '127.0.85.1',
    'bft-1.ledger.svc.cluster.local': '127.0.85.2',
  },
  secrets: ['postgres', 'sequencer-two-tls', 'mediator-a-tls', 'mediator-b-tls', 'mediator-c-tls', 'sides-tls'],
  databases: ['sequencer-two-0', 'sequencer-two-1', 'sequencer-two-driver', 'mediator-a', 'mediator-b', 'mediator-c', 'sides', 'bft'],
  nodes: [
    ...sequencers('sequencer-two', 'sequencer-two-driver'),
    ...['mediator-a', 'mediator-b', 'mediator-c'].flatMap((service) => pair(service, 'mediator.conf')),
    ...pair('sides', 'participant.conf'),
  ],
  scripts: [['synchronizer-two-bootstrap', 'bootstrap.canton'], ['synchronizer-two-bootstrap', 'bootstrap.canton'], ['sides-connect', 'connect.canton']],
  participant: 'sides',
  sequencer: 'sequencer-two',
  mediators: ['mediator-a', 'mediator-b', 'mediator-c'],
  databaseOf: { 'sequencer-two': 'sequencer-two-0' },
  lone: pair('bft', 'sequencer.conf'),
};

/** `apps/try.ts`, which a newcomer runs: without TLS. */
export const TRY: TrialSetup = {
  files: (folder) => configOf('try', folder),
  addresses: {
    'postgres.canton-try.svc.cluster.local': '127.0.70.1',
    'sequencer-0.canton-try.svc.cluster.local': '127.0.71.1',
    'sequencer-1.canton-try.svc.cluster.local': '127.0.71.2',
    'mediator-0.canton-try.svc.cluster.local': '127.0.72.1',
    'mediator-1.canton-try.svc.cluster.local': '127.0.72.2',
    'participant-0.canton-try.svc.cluster.local': '127.0.74.1',
    'participant-1.canton-try.svc.cluster.local': '127.0.74.2',
  },
  secrets: [],
  databases: ['sequencer-0', 'sequencer-1', 'blocks', 'mediator', 'participant'],
  nodes: [...sequencers('sequencer', 'blocks'), ...pair('mediator', 'mediator.conf'), ...pair('participant', 'participant.conf')],
  scripts: [['synchronizer-bootstrap', 'bootstrap.canton'], ['participant-connect', 'connect.canton']],
  participant: 'participant',
  sequencer: 'sequencer',
  mediators: ['mediator'],
  databaseOf: { sequencer: 'sequencer-0' },
};
