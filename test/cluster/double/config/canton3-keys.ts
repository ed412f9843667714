import { below, KeyTable } from './key-table';

/**
 * The keys of Canton 3.5's configuration (facts of Canton 3, B), as far as facts name them. An unknown one stops the start, and so does a port that is not set: in
 * this release none has a default.
 */

const SERVER = (api: string) => `
  ${api}.address ${api}.port! ${api}.keep-alive-server.time ${api}.keep-alive-server.timeout
  ${api}.keep-alive-server.permit-keep-alive-time ${api}.keep-alive-server.permit-keep-alive-without-calls ${api}.max-inbound-message-size ${api}.limits.active.**
  ${api}.tls.cert-chain-file! ${api}.tls.private-key-file! ${api}.tls.minimum-server-protocol-version ${api}.tls.ciphers`;

/** What the public API does not have: it knows no client certificates and no tokens. */
const GUARDED_SERVER = (api: string) => `${SERVER(api)}
  ${api}.tls.trust-collection-file ${api}.tls.enable-cert-revocation-checking
  ${api}.tls.client-auth.type! ${api}.tls.client-auth.admin-client.cert-chain-file ${api}.tls.client-auth.admin-client.private-key-file
  ${api}.auth-services[].type! ${api}.auth-services[].url ${api}.auth-services[].certificate ${api}.auth-services[].secret
  ${api}.auth-services[].target-audience ${api}.auth-services[].target-scope ${api}.auth-services[].privileged
  ${api}.auth-services[].access-level ${api}.auth-services[].users[] ${api}.auth-services[].max-token-life
  ${api}.admin-token-config.** ${api}.max-token-lifetime ${api}.jwks-cache-config.** ${api}.jwt-timestamp-leeway.**`;

const REMOTE = (api: string) => `
  ${api}.address! ${api}.port! ${api}.tls.enabled ${api}.tls.trust-collection-file
  ${api}.tls.client-cert.cert-chain-file! ${api}.tls.client-cert.private-key-file!`;

const STORAGE = (place: string) => below(place, `
  type!
  config.dataSourceClass config.numThreads config.queueSize
  config.properties.serverName! config.properties.portNumber config.properties.databaseName! config.properties.user! config.properties.password!
  config.properties.ssl config.properties.sslmode config.properties.sslrootcert config.properties.sslcert config.properties.sslkey
  config.properties.tcpKeepAlive config.properties.connectTimeout config.properties.socketTimeout config.properties.currentSchema
  parameters.max-connections parameters.connection-allocation.num-reads parameters.connection-allocation.num-writes
  parameters.connection-allocation.num-ledger-api parameters.connection-timeout parameters.fail-fast-on-startup parameters.migrate-and-start
  parameters.failed-to-fatal-delay parameters.warn-on-slow-query parameters.warn-on-slow-query-interval
  parameters.migrations-paths[] parameters.repeatable-migrations-paths[]`);

const REPLICATION = [
  'enabled',
  ...['health-check-period', 'active-timeout', 'initial-locked-connection-timeout', 'initial-must-remain-active-connection-timeout',
    ...['passive-check-period', 'health-check-period', 'health-check-timeout', 'connection-timeout', 'keep-alive-idle', 'keep-alive-interval', 'keep-alive-count',
      'client-connection-check-interval', 'initial-acquisition-max-retries', 'initial-acquisition-interval',
      'lock.health-check-period', 'lock.health-check-timeout'].map((key) => `connection.${key}`)].map((key) => `connection-pool.${key}`),
].map((key) => `replication.${key}`).join(' ');

const SEQUENCER_CLIENT = below('sequencer-client', `
  keep-alive-client.time keep-alive-client.timeout keep-alive-client.keep-alive-without-calls keep-alive-client.idle-timeout
  event-inbox-size startup-connection-retry-delay initial-connection-retry-delay warn-disconnect-delay max-connection-retry-delay handshake-retry-attempts
  handshake-retry-delay default-max-sequencing-time-offset acknowledgement-interval auth-token.** skip-sequenced-event-validation override-max-request-size
  maximum-in-flight-event-batches use-new-connection-pool time-readings-retention enable-amplification-improvements amplify-on-max-sequencing-time-too-far
  channel-max-inbound-message-size channel-flow-control-window`);

const ANY_NODE = `storage! admin-api! ${STORAGE('storage')} ${GUARDED_SERVER('admin-api')} ${REPLICATION}
  crypto.provider crypto.private-key-store.encryption.type crypto.private-key-store.encryption.wrapper-key-id crypto.private-key-store.encryption.reverted
  crypto.kms.type crypto.kms.region crypto.kms.multi-region-key crypto.kms.audit-logging crypto.kms.endpoint-override
  crypto.kms.location-id crypto.kms.project-id crypto.kms.key-ring-id crypto.session-signing-keys.**
  monitoring.grpc-health-server.address monitoring.grpc-health-server.port! monitoring.grpc-health-server.parallelism
  monitoring.http-health-server.address monitoring.http-health-server.port!
  init.identity.type init.identity.identifier.type init.identity.identifier.name init.generate-topology-transactions-and-keys
  ${SEQUENCER_CLIENT} topology.**
  parameters.alpha-version-support parameters.beta-version-support parameters.batching.** parameters.caching.**
  parameters.watchdog.enabled! parameters.watchdog.check-interval parameters.watchdog.kill-delay`;

const BFT_NETWORK = below('sequencer.config.initial-network', `
  server-endpoint.address server-endpoint.port! server-endpoint.external-address! server-endpoint.external-port!
  server-endpoint.external-tls-config.enabled server-endpoint.external-tls-config.trust-collection-file
  server-endpoint.tls.cert-chain-file! server-endpoint.tls.private-key-file! server-endpoint.tls.trust-collection-file
  server-endpoint.tls.client-auth.type! server-endpoint.tls.minimum-server-protocol-version
  peer-endpoints[].address! peer-endpoints[].port! peer-endpoints[].tls-config.enabled peer-endpoints[].tls-config.trust-collection-file
  peer-endpoints[].tls-config.client-cert.cert-chain-file! peer-endpoints[].tls-config.client-cert.private-key-file!
  endpoint-authentication.enabled endpoint-authentication.auth-token.** connection-management-config.** overwrite-stored-endpoints`);

const NODES: { [kind: string]: string } = {
  participants: `ledger-api! ${GUARDED_SERVER('ledger-api')}
    http-ledger-api.enabled http-ledger-api.address http-ledger-api.port http-ledger-api.path-prefix http-ledger-api.request-timeout
    http-ledger-api.websocket-config.** http-ledger-api.daml-definitions-service-enabled
    init.ledger-api.max-deduplication-duration alpha-dynamic.**
    parameters.minimum-protocol-version parameters.connect-to-synchronizers-on-startup parameters.ledger-api-server.** parameters.engine.** parameters.stores.**
    parameters.admin-workflow.** parameters.package-metadata-view.** parameters.command-progress-tracker.** parameters.reassignments-config.**
    parameters.journal-garbage-collection-delay parameters.warn-if-overloaded-for parameters.max-unzipped-dar-size
    ledger-api.max-inbound-metadata-size ledger-api.rate-limit.** ledger-api.command-service.** ledger-api.index-service.**
    ledger-api.user-management-service.** ledger-api.postgres-data-source.** ledger-api.database-connection-timeout ledger-api.management-service-timeout`,
  sequencers: `public-api! sequencer! ${SERVER('public-api')}
    public-api.nonce-expiration-interval public-api.max-token-expiration-interval public-api.max-auth-tokens-per-member public-api.override-max-request-size
    sequencer.type! sequencer.block.** ${STORAGE('sequencer.config.storage')} ${BFT_NETWORK}
    sequencer.config.poll-interval sequencer.config.max-block-size sequencer.config.max-block-cut-millis sequencer.config.empty-block-interval-millis
    sequencer.config.max-requests-in-batch sequencer.config.max-batches-per-block-proposal sequencer.config.consensus-block-completion-timeout
    parameters.max-confirmation-requests-burst-factor parameters.async-writer.** parameters.time-advancing-topology.**
    health.backend-check-period traffic-config.** time-tracker.**`,
  mediators: 'mediator.pruning.** parameters.delayed-verdict-sender.** caching.** time-tracker.**',
};

const REMOTES: { [kind: string]: string } = {
  'remote-participants': `${REMOTE('ledger-api')} ${REMOTE('admin-api')} token ledger-json-api.address ledger-json-api.port! ledger-json-api.path-prefix`,
  'remote-sequencers': `${REMOTE('public-api')} ${REMOTE('admin-api')} token`,
  'remote-mediators': `${REMOTE('admin-api')} token`,
};

const PARAMETERS = below('canton.parameters', `
  non-standard-config fail-on-unknown-config-keys manual-start startup-parallelism exit-on-fatal-failures ports-file
  alpha-version-support beta-version-support enable-alpha-state-via-config state-refresh-interval enable-additional-consistency-checks
  clock.** console.** timeouts.** retention-period-defaults.** startup-memory-check-config.** threading.**`);

const PROCESS = `
  canton.monitoring.metrics.jvm-metrics.enabled canton.monitoring.metrics.cardinality canton.monitoring.metrics.qualifiers[]
  canton.monitoring.metrics.histograms[].** canton.monitoring.metrics.reporters[].type! canton.monitoring.metrics.reporters[].address
  canton.monitoring.metrics.reporters[].port canton.monitoring.metrics.reporters[].filters[].**
  canton.monitoring.tracing.** canton.monitoring.logging.**
  canton.features.enable-preview-commands canton.features.enable-testing-commands canton.features.enable-repair-commands
  ${PARAMETERS}`;

/** The whole of a file, for nodes as for the console. */
export const CANTON_3_KEYS = KeyTable.of([
  PROCESS,
  ...Object.entries(NODES).map(([kind, paths]) => below(`canton.${kind}.*`, `${ANY_NODE} ${paths}`)),
  ...Object.entries(REMOTES).map(([kind, paths]) => below(`canton.${kind}.*`, paths)),
].join(' '));
