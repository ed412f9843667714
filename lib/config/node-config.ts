import { Hocon } from './hocon/hocon';
import { AdminApiAuth } from '../model/admin-api-auth';
import { CantonRelease } from '../model/canton-release';
import { FailoverTiming } from '../model/failover-timing';
import { Kms } from '../model/kms';
import { LedgerApiAuth } from '../model/ledger-api-auth';
import { Storage } from '../model/storage';
import { Tls } from '../model/tls';
import { Tracing } from '../model/tracing';

/** What all kinds of Canton nodes are configured with, in every dialect. */
export interface NodeConfig {
  /** The node's name, the same in all its instances. */
  readonly name: string;
  readonly release: CantonRelease;
  readonly storage: Storage;
  readonly adminApiTls: Tls;
  /** The names that the admin API is called by. */
  readonly adminApiHosts: string[];
  /** Where the admin API wants a token. */
  readonly adminApiAuth?: AdminApiAuth;
  readonly kms?: Kms;
  /** Where spans are sent. */
  readonly tracing?: Tracing;
}

/** A participant, as far as the library types it. */
export interface ParticipantConfig extends NodeConfig {
  readonly auth: LedgerApiAuth;
  readonly ledgerApiTls: Tls;
  /** The names that the ledger API is called by. */
  readonly ledgerApiHosts: string[];
  /** None where the release knows no hot standby. */
  readonly failoverTiming?: FailoverTiming;
}

/** A mediator. It is told its identity and its domain or synchronizer by the bootstrap. */
export interface MediatorConfig extends NodeConfig {
  /** None where the release knows no hot standby. */
  readonly failoverTiming?: FailoverTiming;
}

/** A sequencer, on an SQL database or with a driver. */
export interface SequencerConfig extends NodeConfig {
  /** Without client certificates, which its clients do not have (rule R41). */
  readonly publicApiTls: Tls;
  /** The names that the public API is called by. */
  readonly publicApiHosts: string[];
  /** How many sequencers may ever share the database (rule R37). */
  readonly totalNodeCount?: number;
  /** What orders messages in the place of an SQL database, and what its driver is configured with. */
  readonly driver?: SequencerDriverConfig;
  /** Whether a load balancer asks for its health by HTTP. */
  readonly httpHealth: boolean;
}

/** A driver's name and its own keys. */
export interface SequencerDriverConfig {
  readonly type: string;
  readonly config: Hocon;
}

/** A domain manager. */
export interface DomainManagerConfig extends NodeConfig {
  readonly failoverTiming: FailoverTiming;
  /** Whether any participant may join (facts A.7). */
  readonly open: boolean;
  readonly protocolVersion: number;
}
