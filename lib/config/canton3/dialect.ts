import { mediatorConfig } from './mediator';
import { participantConfig } from './participant';
import { sequencerConfig } from './sequencer';
import { canton3ParticipantConnections } from '../../model/connections';
import { FailoverTiming } from '../../model/failover-timing';
import { PORTS } from '../../model/ports';
import { ConfigDialect, Missing } from '../config-dialect';
import { bootstrapSynchronizerScript } from '../console/bootstrap-synchronizer';
import { connectSynchronizersScript } from '../console/connect-synchronizers';
import { migrateDatabaseScript } from '../console/migrate-database';
import { remoteConsoleConfig } from '../daml2/remote-console';

const { ledgerApi, adminApi, httpLedgerApi } = PORTS.participant;
const SEQUENCERS = 'use SequencerDriver.reference or SequencerDriver.bft: sequencers with an identity and a database each';

/** What a console of 3.4 does not import by itself: its admin API has no types of its own. */
const IMPORTS_3_4 = `import com.digitalasset.canton.participant.synchronizer.SynchronizerConnectionConfig
import com.digitalasset.canton.sequencing.{GrpcSequencerConnection, SequencerConnectionPoolDelays, SequencerConnectionValidation, SequencerConnections}
import com.digitalasset.canton.sequencing.SubmissionRequestAmplification
`;

/** Canton 3.5. Three polls together make a failover fast: the first of them alone gains little (facts F.5). */
export const CANTON_3_5: ConfigDialect = {
  postgres: { oldest: 14, newest: 17 },
  oracle: new Missing('no storage on Oracle', 'use PostgreSQL: PostgresServer.database'),
  hotStandby: true,
  adminApiAuth: true,
  failoverTiming: FailoverTiming.fast(),
  // The image's own entry point ignores arguments, merges files of its own and writes into its root (facts F.7).
  command: ['/app/bin/canton'],
  noLogFiles: ['--log-file-appender=off'],
  environment: { MALLOC_ARENA_MAX: '2' },
  participantApis: { 'ledger-api': ledgerApi, 'admin-api': adminApi, 'http-ledger-api': httpLedgerApi },
  participantConfig,
  mediatorConfig,
  sequencerConfig,
  sequencers: {
    database: new Missing('no sequencers on one SQL database', SEQUENCERS),
    fabric: new Missing('no driver for Hyperledger Fabric', SEQUENCERS),
    ethereum: new Missing('no driver for Ethereum', SEQUENCERS),
    reference: true,
    BFT: true,
  },
  participantConnections: canton3ParticipantConnections,
  sequencerConnections: (pool) => pool,
  remoteConsoleConfig,
  connectParticipantScript: (spec) => connectSynchronizersScript(spec, ''),
  migrateDatabaseScript,
  domains: new Missing('no domains and no domain manager', 'use Synchronizer: its sequencers own it'),
  synchronizers: { protocolVersions: [35, 34], bootstrapScript: (spec) => bootstrapSynchronizerScript(spec, '') },
  jsonApi: new Missing('no HTTP JSON API server', 'the participant serves the JSON API itself: httpLedgerApi'),
  triggers: new Missing('no trigger service', 'write the automation as a client of the Ledger API'),
  oauth2Middleware: new Missing('no OAuth 2.0 middleware', 'it came with the trigger service: clients get their tokens from the identity provider'),
};

/** The first release of the line: Canton that is hot standby to another came with 3.5.1. */
export const CANTON_3_5_0 = withoutHotStandby(CANTON_3_5);

/** Canton 3.4. */
export const CANTON_3_4: ConfigDialect = {
  ...CANTON_3_5_0,
  noLogFiles: ['--log-file-appender=off', '--log-last-errors=false'],
  connectParticipantScript: (spec) => connectSynchronizersScript(spec, IMPORTS_3_4),
  synchronizers: { protocolVersions: [34], bootstrapScript: (spec) => bootstrapSynchronizerScript(spec, IMPORTS_3_4) },
};

/** No key of replication is written, which these releases refuse without a licence (facts F.1). */
function withoutHotStandby(dialect: ConfigDialect): ConfigDialect {
  return {
    ...dialect,
    hotStandby: new Missing('no hot standby without a licence', 'set replicas: 1, or use release 3.5.1 or later'),
    participantConfig: (config) => dialect.participantConfig({ ...config, failoverTiming: undefined }),
    mediatorConfig: (config) => dialect.mediatorConfig({ ...config, failoverTiming: undefined }),
  };
}
