import { CantonRelease, Dialect } from '../model/canton-release';
import { participantConnections, sequencerConnections } from '../model/connections';
import { bootstrapDomainScript } from './console/bootstrap-domain';
import { connectParticipantScript } from './console/connect-participant';
import { migrateDatabaseScript } from './console/migrate-database';
import { domainManagerConfig } from './daml2/domain-manager';
import { jsonApiConfig } from './daml2/json-api';
import { mediatorConfig } from './daml2/mediator';
import { oauth2MiddlewareConfig } from './daml2/oauth2-middleware';
import { participantConfig } from './daml2/participant';
import { remoteConsoleConfig } from './daml2/remote-console';
import { sequencerConfig } from './daml2/sequencer';
import { startRulesScript } from './daml2/start-rules';
import { triggerServiceConfig } from './daml2/trigger-service';

const DAML_2_10 = {
  protocolVersions: [7, 5],
  /** Major versions of PostgreSQL: older ones are refused by Canton, newer ones were not tried by its makers (rule R21). */
  postgres: { oldest: 11, newest: 15 },
  participantConnections: (pool: number) => participantConnections(pool),
  sequencerConnections: (pool: number) => sequencerConnections(pool),
  participantConfig,
  sequencerConfig,
  mediatorConfig,
  domainManagerConfig,
  jsonApiConfig,
  triggerServiceConfig,
  startRulesScript,
  oauth2MiddlewareConfig,
  remoteConsoleConfig,
  bootstrapDomainScript,
  connectParticipantScript,
  migrateDatabaseScript,
};

/** How the processes of a release are configured and its consoles spoken to. Services ask their release's dialect and never its version. */
export type ConfigDialect = typeof DAML_2_10;

const DIALECTS: { [dialect in Dialect]: ConfigDialect } = { 'daml-2.10': DAML_2_10 };

export function dialectOf(release: CantonRelease): ConfigDialect {
  return DIALECTS[release._dialect];
}
