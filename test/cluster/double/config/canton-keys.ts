import { below, KeyTable } from './key-table';

/** The keys of Canton 2.10's configuration (facts A), as far as facts name them. An unknown one stops the start (facts A.0). */

const SERVER = (api: string) => `
  ${api}.address ${api}.port! ${api}.keep-alive-server.** ${api}.max-inbound-message-size
  ${api}.tls.cert-chain-file! ${api}.tls.private-key-file! ${api}.tls.minimum-server-protocol-version ${api}.tls.ciphers`;

/** What the public API's TLS does not have (rule R41). */
const CLIENT_CERTIFICATES = (api: string) => `
  ${api}.tls.trust-collection-file ${api}.tls.secrets-url ${api}.tls.enable-cert-revocation-checking
  ${api}.tls.client-auth.type! ${api}.tls.client-auth.admin-client.cert-chain-file ${api}.tls.client-auth.admin-client.private-key-file`;

const REMOTE = (api: string) => `
  ${api}.address! ${api}.port! ${api}.keep-alive-client.** ${api}.tls.enabled ${api}.tls.trust-collection-file
  ${api}.tls.client-cert.cert-chain-file! ${api}.tls.client-cert.private-key-file!`;

const STORAGE = `
  storage.type!
  storage.config.dataSourceClass! storage.config.numThreads storage.config.queueSize
  storage.config.properties.serverName! storage.config.properties.portNumber storage.config.properties.databaseName!
  storage.config.properties.user! storage.config.properties.password!
  storage.config.properties.ssl storage.config.properties.sslmode storage.config.properties.sslrootcert
  storage.config.properties.sslcert storage.config.properties.sslkey storage.config.properties.tcpKeepAlive
  storage.config.properties.connectTimeout storage.config.properties.socketTimeout storage.config.properties.currentSchema
  storage.parameters.max-connections storage.parameters.connection-allocation.num-reads storage.parameters.connection-allocation.num-writes
  storage.parameters.connection-allocation.num-ledger-api storage.parameters.connection-timeout storage.parameters.fail-fast-on-startup
  storage.parameters.migrate-and-start storage.parameters.ledger-api-jdbc-url storage.parameters.warn-on-slow-query
  storage.parameters.warn-on-slow-query-interval
  storage.max-connections storage.fail-fast-on-startup storage.connection-timeout storage.ledger-api-jdbc-url`;

const CONNECTION_POOL = (place: string) => [
  'health-check-period', 'check-period', 'active-timeout',
  ...['passive-check-period', 'health-check-period', 'health-check-timeout', 'connection-timeout', 'keep-alive-idle', 'keep-alive-interval', 'keep-alive-count',
    'initial-acquisition-max-retries', 'initial-acquisition-interval', 'lock.health-check-period', 'lock.health-check-timeout'].map((key) => `connection.${key}`),
].map((key) => `${place}connection-pool.${key}`).join(' ');

const REPLICATION = `replication.enabled ${CONNECTION_POOL('replication.')}`;

const ANY_NODE = `${STORAGE} ${SERVER('admin-api')} ${CLIENT_CERTIFICATES('admin-api')}
  crypto.provider crypto.private-key-store.encryption.type crypto.private-key-store.encryption.wrapper-key-id crypto.private-key-store.encryption.reverted
  crypto.kms.type crypto.kms.region crypto.kms.multi-region-key crypto.kms.audit-logging crypto.kms.endpoint-override
  crypto.kms.location-id crypto.kms.project-id crypto.kms.key-ring-id
  monitoring.grpc-health-server.address monitoring.grpc-health-server.port! monitoring.grpc-health-server.parallelism
  init.auto-init init.identity.node-identifier.type init.identity.node-identifier.name init.startup-fail-fast
  sequencer-client.** caching.** time-tracker.** parameters.**`;

const NODE_KEYS: { [kind: string]: string } = {
  'participants': `${ANY_NODE} ${REPLICATION} ${SERVER('ledger-api')} ${CLIENT_CERTIFICATES('ledger-api')}
    init.parameters.unique-contract-keys init.ledger-api.max-deduplication-duration
    ledger-api.auth-services[].type! ledger-api.auth-services[].url ledger-api.auth-services[].certificate ledger-api.auth-services[].secret
    ledger-api.auth-services[].target-audience ledger-api.auth-services[].target-scope ledger-api.auth-services[].privileged
    ledger-api.auth-services[].access-level ledger-api.auth-services[].users[]
    ledger-api.max-inbound-metadata-size ledger-api.rate-limit.** ledger-api.command-service.** ledger-api.index-service.**
    ledger-api.user-management-service.** ledger-api.postgres-data-source.** ledger-api.database-connection-timeout ledger-api.management-service-timeout`,
  'sequencers': `${ANY_NODE} ${SERVER('public-api')}
    public-api.nonce-expiration-time public-api.token-expiration-time public-api.override-max-request-size
    sequencer.type! sequencer.writer.** sequencer.reader.polling-interval sequencer.reader.read-batch-size sequencer.reader.checkpoint-interval
    sequencer.high-availability.enabled sequencer.high-availability.total-node-count sequencer.high-availability.keep-alive-interval
    sequencer.high-availability.online-check-interval sequencer.high-availability.offline-duration
    sequencer.high-availability.exclusive-storage.max-connections ${CONNECTION_POOL('sequencer.high-availability.exclusive-storage.')}
    ${CONNECTION_POOL('sequencer.high-availability.')} health.backend-check-period`,
  'mediators': `${ANY_NODE} ${REPLICATION} mediator.pruning.**`,
  'domain-managers': `${ANY_NODE} ${REPLICATION}
    init.domain-parameters.protocol-version! init.domain-parameters.unique-contract-keys topology.open topology.require-participant-certificate`,
};

const REMOTE_KEYS: { [kind: string]: string } = {
  'remote-participants': `${REMOTE('ledger-api')} ${REMOTE('admin-api')} token`,
  'remote-sequencers': `${REMOTE('public-api')} ${REMOTE('admin-api')}`,
  'remote-mediators': REMOTE('admin-api'),
  'remote-domain-managers': REMOTE('admin-api'),
};

/** Blocks that a node cannot be without. */
const NODE_BLOCKS: { [kind: string]: string } = {
  'participants': 'storage! ledger-api! admin-api!',
  'sequencers': 'storage! public-api! admin-api! sequencer!',
  'mediators': 'storage! admin-api!',
  'domain-managers': 'storage! admin-api! init.domain-parameters! init!',
};

const PROCESS = `
  canton.monitoring.health.server.address canton.monitoring.health.server.port! canton.monitoring.health.check.type!
  canton.monitoring.health.check.node canton.monitoring.health.check.participant canton.monitoring.health.check.interval
  canton.monitoring.health.check.timeout
  canton.monitoring.metrics.report-jvm-metrics canton.monitoring.metrics.reporters[].type! canton.monitoring.metrics.reporters[].address
  canton.monitoring.metrics.reporters[].port canton.monitoring.metrics.histograms[].**
  canton.monitoring.tracing.** canton.monitoring.logging.** canton.monitoring.delay-logging-threshold
  canton.parameters.** canton.features.**`;

/** The whole of a file for Canton, for its nodes as for its console. */
export const CANTON_KEYS = KeyTable.of([
  PROCESS,
  ...Object.entries(NODE_KEYS).map(([kind, paths]) => below(`canton.${kind}.*`, `${paths} ${NODE_BLOCKS[kind]}`)),
  ...Object.entries(REMOTE_KEYS).map(([kind, paths]) => below(`canton.${kind}.*`, paths)),
].join(' '));
