import { Duration } from 'cdk8s';
import { NodeConfig } from '../../../lib/config/node-config';
import { AdminApiAuth } from '../../../lib/model/admin-api-auth';
import { CantonRelease } from '../../../lib/model/canton-release';
import { Endpoint } from '../../../lib/model/endpoint';
import { FailoverTiming } from '../../../lib/model/failover-timing';
import { Kms, KmsKeys } from '../../../lib/model/kms';
import { OracleDatabase } from '../../../lib/model/oracle';
import { PostgresDatabase, PostgresServer, PostgresTls, PostgresUser } from '../../../lib/model/postgres';
import { PostgresReplication } from '../../../lib/model/postgres-replication';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { Tracing } from '../../../lib/model/tracing';

const CLIENT = { certificate: SecretKey.of('pg-client', 'tls.crt'), privateKey: SecretKey.of('pg-client', 'tls.pk8') };

/** A database at a known address. */
export const POSTGRES = PostgresServer.external({ host: 'pg.db.svc', tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt')), replication: PostgresReplication.synchronous() })
  .database('ledger', PostgresUser.fromSecret('ledger-db'));

/** A database of which everything is in Secrets, with a pool of 17. */
export const AURORA: PostgresDatabase = PostgresServer.external({
  hostFromSecret: SecretKey.of('aurora', 'host'),
  portFromSecret: SecretKey.of('aurora', 'port'),
  tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt'), CLIENT),
  replication: PostgresReplication.synchronous(),
}).database('ledger', PostgresUser.fromSecret('ledger-db'), { maxConnections: 17 });

/** A database of Oracle, with what a participant needs, and a pool of 17. */
export const ORACLE = OracleDatabase.external({
  host: 'ora.db.svc',
  serviceName: 'LEDGER',
  username: 'LEDGER_NODE',
  password: SecretKey.of('ora', 'password'),
  ledgerApiUsername: 'LEDGER_API',
  ledgerApiPassword: SecretKey.of('ora-api', 'password'),
  maxConnections: 17,
});

export const ARN = 'arn:aws:kms:eu-central-1:123456789012:key/0b5c0f0e-0000-4000-8000-000000000000';

export const AWS_KMS = Kms.aws({
  region: 'eu-central-1',
  keys: KmsKeys.wrapped(ARN),
  multiRegionKey: true,
  auditLogging: true,
  endpointOverride: 'https://vpce-1.kms.eu-central-1.vpce.amazonaws.com',
});

export const GCP_KMS = Kms.gcp({ locationId: 'europe-west3', projectId: 'bank', keyRingId: 'ledger', keys: KmsKeys.external() });

export const TIMING = FailoverTiming.of({
  passiveCheckPeriod: Duration.millis(2500),
  activeCheckPeriod: Duration.seconds(1),
  poolCheckPeriod: Duration.minutes(1),
  keepAliveTime: Duration.seconds(30),
  keepAliveTimeout: Duration.millis(2500),
});

/** A node with what must be said. */
export const DEFAULT_NODE: NodeConfig = {
  name: 'node-1',
  release: CantonRelease.daml('2.10.4'),
  storage: POSTGRES,
  adminApiTls: Tls.fromSecret('node-1-admin-tls'),
  adminApiHosts: ['node-1-0.iou.svc', 'node-1-1.iou.svc'],
};

/** A node with everything. */
export const FULL_NODE: Required<NodeConfig> = {
  ...DEFAULT_NODE,
  storage: AURORA,
  adminApiTls: Tls.mutual('node-1-admin-tls', { clientSecretName: 'node-1-admin-client-tls' }),
  adminApiAuth: AdminApiAuth.es256Certificate(SecretKey.of('admin-jwt', 'jwt.crt'), { targetAudience: 'admin', token: SecretKey.of('admin-jwt', 'token') }),
  kms: AWS_KMS,
  tracing: Tracing.otlp(Endpoint.of('otel.observability.svc', 4317), { rootCertificate: SecretKey.of('otel-ca', 'ca.crt'), sampleRatio: 0.25 }),
};

/** A node with the other things that it may have. */
export const OTHER_NODE: NodeConfig = { ...DEFAULT_NODE, storage: ORACLE, adminApiTls: Tls.disabled(), kms: GCP_KMS };
