import { Size } from 'cdk8s';
import { ActiveRouting, CantonRelease, Cpu, FailoverTiming, PostgresReplication, PostgresServer, PostgresTls, Resources, SecretKey } from '../../../lib';
import { DEFAULT_RELEASE } from '../../../lib/services/service-identity';

export const NAMESPACE = 'ledger';
/** Where the applications are that use the ledger. */
export const CLIENTS = 'clients';

/** A deployment under test, for one line of Canton. */
export interface Ledger {
  /** What reports call it. */
  readonly release: string;
  readonly participants: ParticipantKind[];
  /** Where it serves commands over HTTP, and how often a client there sends one. */
  readonly jsonApi?: JsonApiKind;
  /** Services of which two instances stand again, each on a node of its own, after a node was lost. */
  readonly redundant: string[];
  readonly bootstraps: BootstrapKind[];
  /** What is done while it is bootstrapped, and what came of it, for the report. */
  readonly disturbance: string;
  manifests(revisions?: Revisions): string;
}

/** A participant service under test, by what makes it different from the others. */
export interface ParticipantKind {
  readonly name: string;
  readonly mode: string;
  readonly routing: ActiveRouting;
  readonly timing: FailoverTiming;
  readonly instances: number;
  /** The domain or synchronizer that it uses. */
  readonly domain: DomainKind;
  /** Commands a second that its client sends. */
  readonly rate: number;
  /** Whether its client says how a fault of its domain was seen: one of those that are alike does. */
  readonly watchesDomain?: boolean;
}

/** The services of a domain or synchronizer. */
export interface DomainKind {
  readonly sequencer: string;
  /** Its mediator services. */
  readonly mediators: string[];
  /** How many of them must agree. */
  readonly mediatorThreshold: number;
  readonly manager?: string;
  /** How its sequencers are reached, for the report. */
  readonly access: string;
  /** Whether members know each sequencer by itself. */
  readonly knowsEachSequencer: boolean;
  /** The databases that its sequencers write down in what happens to them. */
  readonly sequencerDatabases: string[];
}

/** A domain of Daml 2.10 whose services are called what they are, with its sequencers behind one Service. */
export const DOMAIN: DomainKind = {
  sequencer: 'sequencer',
  mediators: ['mediator'],
  mediatorThreshold: 1,
  manager: 'manager',
  access: 'SequencerAccess.service()',
  knowsEachSequencer: false,
  sequencerDatabases: ['sequencer'],
};

/** The JSON API of one participant service. */
export interface JsonApiKind {
  readonly participant: string;
  readonly mode: string;
  readonly url: string;
  readonly path: string;
  readonly rate: number;
  /** Whether the participant serves it itself, so that both are lost together. @default false */
  readonly embedded?: boolean;
}

/** A Job that makes a domain or synchronizer, and the services whose active instances it speaks to. */
export interface BootstrapKind {
  readonly instance: string;
  readonly component: string;
  readonly victims: string[];
}

/** How often a service's configuration was changed: another number rolls its pods. */
export type Revisions = Readonly<Record<string, number>>;

/** The library's own default, and releases to which a ledger is upgraded. */
export const DAML_RELEASES = [DEFAULT_RELEASE, CantonRelease.daml('2.10.5'), CantonRelease.daml('2.10.6')];
/** The open-source line. */
export const CANTON_3_RELEASE = CantonRelease.canton('3.5.9');

export const SMALL = Resources.of({ memory: Size.gibibytes(1), cpu: Cpu.millis(20) });

export function testServer(): PostgresServer {
  return PostgresServer.external({
    host: 'postgres.db.svc.cluster.local', tls: PostgresTls.verifyFull(SecretKey.of('postgres', 'ca.crt')), replication: PostgresReplication.none(),
  });
}

/** A pool that is one larger is a change like any other: a new ConfigMap, new pods. */
export function poolOf(name: string, revisions: Revisions): { maxConnections: number } {
  return { maxConnections: 8 + (revisions[name] ?? 0) % 2 };
}
