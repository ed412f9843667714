/**
 * The keys that each process of Canton 3.5 knows, by hand, from where docs/facts.md says (F). `<n>` is a node's name, `[]` an item of a list. Keys that are
 * known but must not be written (deprecated, for tests, or against a rule) are left out on purpose.
 */

/** Keys below a path. */
function below(path: string, ...keys: (string | string[])[]): string[] {
  return keys.flat().map((key) => `${path}.${key}`);
}

// F.2

const KEY_PAIR = ['cert-chain-file', 'private-key-file'];

/** Without `ciphers`: the JSON API offers none where that is null (F.3). */
const PUBLIC_API_TLS = [...KEY_PAIR, 'minimum-server-protocol-version'];

const SERVER_TLS = [
  ...PUBLIC_API_TLS, 'trust-collection-file', 'client-auth.type', ...below('client-auth.admin-client', KEY_PAIR), 'enable-cert-revocation-checking',
];

const CLIENT_TLS = ['enabled', 'trust-collection-file', ...below('client-cert', KEY_PAIR)];

// F.9

const AUTH_SERVICE = ['type', 'url', 'certificate', 'target-audience', 'privileged', 'access-level', 'max-token-life'];

const ADMIN_API = below('admin-api', 'address', 'port', below('tls', SERVER_TLS), below('auth-services[]', AUTH_SERVICE));

// F.4

/** A database, wherever it stands. */
const DATABASE = [
  'type',
  'config.dataSourceClass',
  ...below('config.properties', 'serverName', 'portNumber', 'databaseName', 'user', 'password', 'ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey'),
  ...below('parameters', 'max-connections', 'connection-timeout', 'fail-fast-on-startup', 'failed-to-fatal-delay', 'warn-on-slow-query'),
  ...below('parameters.connection-allocation', 'num-reads', 'num-writes', 'num-ledger-api'),
];

// F.5

const REPLICATION = below(
  'replication',
  'enabled',
  below('connection-pool', 'health-check-period', 'active-timeout'),
  below(
    'connection-pool.connection', 'passive-check-period', 'health-check-period', 'health-check-timeout', 'connection-timeout', 'keep-alive-idle',
    'keep-alive-interval', 'keep-alive-count', 'client-connection-check-interval', 'initial-acquisition-max-retries', 'initial-acquisition-interval',
    below('lock', 'health-check-period', 'health-check-timeout'),
  ),
);

// F.2

const CRYPTO = below(
  'crypto',
  'provider',
  below('private-key-store.encryption', 'type', 'wrapper-key-id', 'reverted'),
  below('kms', 'type', 'region', 'multi-region-key', 'audit-logging', 'endpoint-override', 'location-id', 'project-id', 'key-ring-id'),
);

// F.5

const GRPC_HEALTH = below('monitoring.grpc-health-server', 'address', 'port', 'parallelism');
const HTTP_HEALTH = below('monitoring.http-health-server', 'address', 'port');

// A.12

const PROCESS = [
  ...below('canton.monitoring.metrics', 'jvm-metrics.enabled', below('reporters[]', 'type', 'address', 'port')),
  ...below('canton.monitoring.tracing.tracer', below('exporter', 'type', 'address', 'port', 'trust-collection-path'), below('sampler', 'type', 'ratio')),
];

// F.11

const SEQUENCER_CLIENT = below('sequencer-client.keep-alive-client', 'time', 'timeout');

const NODE = [...below('storage', DATABASE), ...ADMIN_API, ...CRYPTO, ...GRPC_HEALTH];

/** F.2, F.3, F.6 */
export const PARTICIPANT = [
  ...PROCESS,
  ...below(
    'canton.participants.<n>',
    NODE,
    HTTP_HEALTH,
    REPLICATION,
    SEQUENCER_CLIENT,
    below('ledger-api', 'address', 'port', below('tls', SERVER_TLS)),
    below('ledger-api.auth-services[]', AUTH_SERVICE, 'secret', 'target-scope'),
    below('http-ledger-api', 'enabled', 'address', 'port', 'path-prefix', 'request-timeout'),
  ),
];

const PEER_TLS = ['enabled', 'trust-collection-file'];

/** F.2 */
export const SEQUENCER = [
  ...PROCESS,
  ...below(
    'canton.sequencers.<n>',
    NODE,
    below('public-api', 'address', 'port', below('tls', PUBLIC_API_TLS), 'keep-alive-server.permit-keep-alive-time'),
    'sequencer.type',
    below('sequencer.config.storage', DATABASE),
    below(
      'sequencer.config.initial-network',
      below('server-endpoint', 'address', 'port', 'external-address', 'external-port', below('external-tls-config', PEER_TLS), below('tls', SERVER_TLS)),
      below('peer-endpoints[]', 'address', 'port', below('tls-config', PEER_TLS)),
      'peer-endpoints',
    ),
  ),
];

/** F.2 */
export const MEDIATOR = [...PROCESS, ...below('canton.mediators.<n>', NODE, REPLICATION, SEQUENCER_CLIENT)];

const REMOTE_API = ['address', 'port', ...below('tls', CLIENT_TLS)];

/** F.2 */
export const REMOTE_CONSOLE = [
  ...below('canton.remote-participants.<n>', below('ledger-api', REMOTE_API), below('admin-api', REMOTE_API), 'token'),
  ...below('canton.remote-sequencers.<n>', below('public-api', 'address', 'port', 'tls.enabled', 'tls.trust-collection-file'), below('admin-api', REMOTE_API), 'token'),
  ...below('canton.remote-mediators.<n>', below('admin-api', REMOTE_API), 'token'),
];
