import { BootstrapDomain } from './console/bootstrap-domain';
import { BootstrapSynchronizer } from './console/bootstrap-synchronizer';
import { ConnectParticipant } from './console/connect-participant';
import { MigrateDatabase } from './console/migrate-database';
import { JsonApiConfig } from './daml2/json-api';
import { OAuth2MiddlewareConfig } from './daml2/oauth2-middleware';
import { RemoteConsoleConfig } from './daml2/remote-console';
import { StartRules } from './daml2/start-rules';
import { TriggerServiceConfig } from './daml2/trigger-service';
import { Hocon } from './hocon/hocon';
import { DomainManagerConfig, MediatorConfig, ParticipantConfig, SequencerConfig } from './node-config';
import { CantonRelease } from '../model/canton-release';
import { ConfigFile } from '../model/config-file';
import { FailoverTiming } from '../model/failover-timing';
import { refuse } from '../model/validation';

/** What a release does not have. */
export class Missing {
  /**
   * @param what what it does not have: "no trigger service"
   * @param instead what to do, in half a sentence
   */
  public constructor(public readonly what: string, public readonly instead: string) {}
}

/** Something that a release may have or not. */
export type Offered<T> = T | Missing;

/** What a release has, or an error that says what takes its place. */
export function requireOffered<T>(owner: string, release: CantonRelease, offered: Offered<T>): T {
  return offered instanceof Missing ? refuse(`${owner}: release ${release.version} has ${offered.what}; ${offered.instead}`) : offered;
}

/** Domains of Canton 2: what is made once all of a domain's nodes run. */
export interface DomainDialect {
  /** The first one is the default. */
  readonly protocolVersions: number[];
  domainManagerConfig(config: DomainManagerConfig): Hocon;
  bootstrapScript(spec: BootstrapDomain): ConfigFile;
}

/** Synchronizers of Canton 3. */
export interface SynchronizerDialect {
  /** The first one is the default. */
  readonly protocolVersions: number[];
  bootstrapScript(spec: BootstrapSynchronizer): ConfigFile;
}

/** Triggers of Daml 2. */
export interface TriggerDialect {
  triggerServiceConfig(config: TriggerServiceConfig): Hocon;
  startRulesScript(spec: StartRules): ConfigFile;
}

/** What orders a synchronizer's or domain's messages, by what Canton calls it. `database` is the SQL database that is no driver. */
export type SequencerKind = 'database' | 'fabric' | 'ethereum' | 'reference' | 'BFT';

/** How the processes of a release are configured and its consoles spoken to. Services ask their release's dialect and never its version. */
export interface ConfigDialect {
  /** Major versions of PostgreSQL: older ones are refused by Canton, newer ones were not tried by its makers (rule R21, facts F.4). */
  readonly postgres: { readonly oldest: number; readonly newest: number };
  readonly oracle: Offered<true>;
  /** Several instances of a participant or mediator on one database, of which one is active. */
  readonly hotStandby: Offered<true>;
  /** Tokens for the admin API. */
  readonly adminApiAuth: Offered<true>;
  /** How fast a standby notices that the active instance is gone, where nothing is said. */
  readonly failoverTiming: FailoverTiming;
  /** The program that is started in the place of the image's own entry point, where that is not to be used. */
  readonly command?: string[];
  /** Arguments that keep it from writing files of logs. */
  readonly noLogFiles: string[];
  /** Variables that the program wants. */
  readonly environment: { readonly [name: string]: string };
  /** APIs of a participant that its clients use, by name. */
  readonly participantApis: { readonly [name: string]: number };
  readonly sequencers: { readonly [kind in SequencerKind]: Offered<true> };
  readonly domains: Offered<DomainDialect>;
  readonly synchronizers: Offered<SynchronizerDialect>;
  /** The JSON API as a service beside the participant; where it is missing, the participant itself has one. */
  readonly jsonApi: Offered<(config: JsonApiConfig) => Hocon>;
  readonly triggers: Offered<TriggerDialect>;
  readonly oauth2Middleware: Offered<(config: OAuth2MiddlewareConfig) => Hocon>;

  /** Connections of one process, for a pool of a given size. */
  participantConnections(pool: number): number;
  sequencerConnections(pool: number): number;
  participantConfig(config: ParticipantConfig): Hocon;
  mediatorConfig(config: MediatorConfig): Hocon;
  sequencerConfig(config: SequencerConfig): Hocon;
  remoteConsoleConfig(config: RemoteConsoleConfig): Hocon;
  connectParticipantScript(spec: ConnectParticipant): ConfigFile;
  migrateDatabaseScript(spec: MigrateDatabase): ConfigFile;
}
