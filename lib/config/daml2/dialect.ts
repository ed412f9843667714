import { domainManagerConfig } from './domain-manager';
import { jsonApiConfig } from './json-api';
import { mediatorConfig } from './mediator';
import { oauth2MiddlewareConfig } from './oauth2-middleware';
import { participantConfig } from './participant';
import { remoteConsoleConfig } from './remote-console';
import { sequencerConfig } from './sequencer';
import { startRulesScript } from './start-rules';
import { triggerServiceConfig } from './trigger-service';
import { participantConnections, sequencerConnections } from '../../model/connections';
import { FailoverTiming } from '../../model/failover-timing';
import { PORTS } from '../../model/ports';
import { ConfigDialect, Missing } from '../config-dialect';
import { bootstrapDomainScript } from '../console/bootstrap-domain';
import { connectParticipantScript } from '../console/connect-participant';
import { migrateDatabaseScript } from '../console/migrate-database';

const { ledgerApi, adminApi } = PORTS.participant;

/** Daml Enterprise 2.10. */
export const DAML_2_10: ConfigDialect = {
  postgres: { oldest: 11, newest: 15 },
  oracle: true,
  hotStandby: true,
  adminApiAuth: new Missing('no tokens for the admin API', 'let clients show a certificate: adminApiTls with Tls.mutual'),
  failoverTiming: FailoverTiming.defaults(),
  // `last-errors` would open a file of its own.
  noLogFiles: ['--log-file-appender=off', '--log-last-errors=false'],
  environment: {},
  participantApis: { 'ledger-api': ledgerApi, 'admin-api': adminApi },
  participantConfig,
  mediatorConfig,
  sequencerConfig,
  sequencers: {
    database: true,
    fabric: true,
    ethereum: true,
    reference: new Missing('no reference sequencers', 'leave driver out, and give the sequencers one SQL database: storage'),
    BFT: new Missing('no BFT sequencers', 'leave driver out, and give the sequencers one SQL database: storage'),
  },
  participantConnections: (pool) => participantConnections(pool),
  sequencerConnections: (pool) => sequencerConnections(pool),
  remoteConsoleConfig,
  connectParticipantScript,
  migrateDatabaseScript,
  domains: { protocolVersions: [7, 5], domainManagerConfig, bootstrapScript: bootstrapDomainScript },
  synchronizers: new Missing('no synchronizers', 'use domains: DomainManagerService, and domains of the participants'),
  jsonApi: jsonApiConfig,
  triggers: { triggerServiceConfig, startRulesScript },
  oauth2Middleware: oauth2MiddlewareConfig,
};
