/**
 * The keys that each process knows, by hand, from where docs/facts.md says. `<n>` is a node's name, `[]` an item of a list. Keys that are known but
 * must not be written (deprecated, for tests, or against a rule) are left out on purpose.
 */

/** Keys below a path. */
function below(path: string, ...keys: (string | string[])[]): string[] {
  return keys.flat().map((key) => `${path}.${key}`);
}

// A.9

const KEY_PAIR = ['cert-chain-file', 'private-key-file'];

const SERVER_TLS = [
  ...KEY_PAIR, 'trust-collection-file', 'client-auth.type', ...below('client-auth.admin-client', KEY_PAIR), 'minimum-server-protocol-version',
  'ciphers', 'ciphers[]', 'secrets-url', 'enable-cert-revocation-checking',
];

/** Without client certificates: those of sequencer clients do not exist (rule R41). */
const PUBLIC_API_TLS = [...KEY_PAIR, 'minimum-server-protocol-version', 'ciphers', 'ciphers[]'];

const CLIENT_TLS = ['enabled', 'trust-collection-file', ...below('client-cert', KEY_PAIR)];

const KEEP_ALIVE_SERVER = below('keep-alive-server', 'time', 'timeout', 'permit-keep-alive-time', 'permit-keep-alive-without-calls');

const ADMIN_API = below('admin-api', 'address', 'port', below('tls', SERVER_TLS), KEEP_ALIVE_SERVER);

// A.2

/** The keys of JDBC, which are not in kebab case. */
export const JDBC_KEYS = ['dataSourceClass', 'serverName', 'portNumber', 'databaseName'];

const STORAGE = below(
  'storage',
  'type',
  'config.dataSourceClass',
  below('config.properties', 'serverName', 'portNumber', 'databaseName', 'user', 'password', 'ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey'),
  below('config', 'driver', 'url', 'user', 'password'),
  below('parameters', 'max-connections', 'connection-timeout', 'fail-fast-on-startup', 'warn-on-slow-query', 'warn-on-slow-query-interval'),
  below('parameters.connection-allocation', 'num-reads', 'num-writes', 'num-ledger-api'),
);

// A.3

const REPLICATION = below(
  'replication',
  'enabled',
  below('connection-pool', 'health-check-period', 'active-timeout'),
  below(
    'connection-pool.connection', 'passive-check-period', 'health-check-period', 'health-check-timeout', 'connection-timeout', 'keep-alive-idle',
    'keep-alive-interval', 'keep-alive-count', 'initial-acquisition-max-retries', 'initial-acquisition-interval',
    below('lock', 'health-check-period', 'health-check-timeout'),
  ),
);

// A.11

const CRYPTO = below(
  'crypto',
  'provider',
  below('private-key-store.encryption', 'type', 'wrapper-key-id', 'reverted'),
  below('kms', 'type', 'region', 'multi-region-key', 'audit-logging', 'endpoint-override', 'location-id', 'project-id', 'key-ring-id'),
);

// A.12

const GRPC_HEALTH = below('monitoring.grpc-health-server', 'address', 'port', 'parallelism');

const PROCESS = [
  ...below('canton.monitoring.metrics', 'report-jvm-metrics', below('reporters[]', 'type', 'address', 'port')),
  ...below('canton.monitoring.tracing.tracer', below('exporter', 'type', 'address', 'port', 'trust-collection-path'), below('sampler', 'type', 'ratio')),
  ...below('canton.monitoring.health', below('server', 'address', 'port'), below('check', 'type', 'node')),
];

const NODE = [...STORAGE, ...ADMIN_API, ...CRYPTO, ...GRPC_HEALTH];

// F.11

const SEQUENCER_CLIENT = below('sequencer-client.keep-alive-client', 'time', 'timeout');

/** A.4, A.10 */
export const PARTICIPANT = [
  ...PROCESS,
  ...below(
    'canton.participants.<n>',
    NODE,
    REPLICATION,
    SEQUENCER_CLIENT,
    'storage.parameters.ledger-api-jdbc-url',
    below('ledger-api', 'address', 'port', below('tls', SERVER_TLS), KEEP_ALIVE_SERVER),
    below(
      'ledger-api.auth-services[]', 'type', 'url', 'certificate', 'secret', 'target-audience', 'target-scope', 'privileged', 'access-level',
      'users[]',
    ),
  ),
];

/** A.5 */
export const SEQUENCER = [
  ...PROCESS,
  ...below(
    'canton.sequencers.<n>',
    NODE,
    below(
      'public-api', 'address', 'port', below('tls', PUBLIC_API_TLS), KEEP_ALIVE_SERVER, 'nonce-expiration-time', 'token-expiration-time',
      'override-max-request-size',
    ),
    'sequencer.type',
    below('sequencer.writer', 'type', 'payload-queue-size', 'commit-mode-validation'),
    below('sequencer.reader', 'polling-interval', 'read-batch-size', 'checkpoint-interval'),
    below('sequencer.high-availability', 'enabled', 'total-node-count', 'keep-alive-interval', 'online-check-interval', 'offline-duration'),
    'health.backend-check-period',
  ),
];

/** A.6 */
export const MEDIATOR = [...PROCESS, ...below('canton.mediators.<n>', NODE, REPLICATION, SEQUENCER_CLIENT)];

/** A.7 */
export const DOMAIN_MANAGER = [
  ...PROCESS,
  ...below(
    'canton.domain-managers.<n>',
    NODE,
    REPLICATION,
    below('init.domain-parameters', 'protocol-version', 'unique-contract-keys'),
    below('topology', 'open', 'require-participant-certificate'),
  ),
];

const REMOTE_API = ['address', 'port', ...below('tls', CLIENT_TLS)];

/** A.14; of a remote sequencer's public API no client certificate is known (A.9). */
export const REMOTE_CONSOLE = [
  ...below('canton.remote-participants.<n>', below('ledger-api', REMOTE_API), below('admin-api', REMOTE_API), 'token'),
  ...below(
    'canton.remote-sequencers.<n>',
    below('public-api', 'address', 'port', 'tls.enabled', 'tls.trust-collection-file'),
    below('admin-api', REMOTE_API),
  ),
  ...below('canton.remote-mediators.<n>', below('admin-api', REMOTE_API)),
  ...below('canton.remote-domain-managers.<n>', below('admin-api', REMOTE_API)),
];

/** D.2 */
export const JSON_API = [
  ...below('server', 'address', 'port', 'port-file', below('https', KEY_PAIR, 'trust-collection-file')),
  ...below('ledger-api', 'address', 'port', below('tls', 'enabled', KEY_PAIR, 'trust-collection-file')),
  ...below(
    'query-store.base-config', 'user', 'password', 'driver', 'url', 'pool-size', 'min-idle', 'idle-timeout', 'connection-timeout', 'table-prefix',
  ),
  'query-store.start-mode',
  'package-reload-interval', 'max-inbound-message-size', 'package-max-inbound-message-size', 'max-template-id-cache-entries',
  'health-timeout-seconds',
  ...below('websocket-config', 'max-duration', 'heartbeat-period', 'mode', 'throttle-elem', 'throttle-per', 'max-burst'),
  ...below('metrics', 'reporter', 'reporting-interval'),
  'auth-config.target-scope',
];

/** E.1 */
export const TRIGGER_SERVICE = [
  'dar-paths[]', 'dar-paths', 'address', 'port', 'port-file',
  ...below('ledger-api', 'address', 'port'),
  ...below('tls-config', 'tls', 'pem', 'crt', 'cacrt'),
  'max-inbound-message-size', 'min-restart-interval', 'max-restart-interval', 'max-http-entity-upload-size', 'http-entity-upload-timeout', 'ttl',
  ...below('trigger-store', 'user', 'password', 'driver', 'url', 'pool-size', 'min-idle', 'idle-timeout', 'connection-timeout', 'table-prefix'),
  ...below(
    'authorization', 'auth-common-uri', 'auth-internal-uri', 'auth-external-uri', 'auth-redirect', 'auth-callback-uri', 'auth-callback-timeout',
    'max-pending-authorizations',
  ),
  ...below('metrics', 'reporter', 'reporting-interval'),
];

/** E.5 */
export const OAUTH2_MIDDLEWARE = [
  'address', 'port', 'port-file', 'callback-uri', 'max-login-requests', 'login-timeout', 'cookie-secure', 'oauth-auth', 'oauth-token',
  'oauth-auth-template', 'oauth-token-template', 'oauth-refresh-template', 'client-id', 'client-secret',
  ...below('token-verifier', 'type', 'uri'),
  ...below('metrics', 'reporter', 'reporting-interval'),
];
