import { Duration, Size } from 'cdk8s';
import { BackupCredentials, CloudNativePgBackup, CloudNativePgCluster, S3BackupOptions, SecretKey } from '../../lib';
import { only, testChart } from '../support/chart';

const KEY = BackupCredentials.accessKey(SecretKey.of('backup', 'id'), SecretKey.of('backup', 'secret'));

function chartWith(backup?: CloudNativePgBackup) {
  const chart = testChart();
  new CloudNativePgCluster(chart, 'postgres', { storage: Size.gibibytes(10), backup });
  return chart;
}

test('by default every night, for 30 days', () => {
  const chart = chartWith(CloudNativePgBackup.s3('s3://bucket/pg', KEY));
  expect(only(chart, 'ObjectStore', 'postgres').spec).toEqual({
    configuration: {
      destinationPath: 's3://bucket/pg',
      s3Credentials: { accessKeyId: { name: 'backup', key: 'id' }, secretAccessKey: { name: 'backup', key: 'secret' } },
      wal: { compression: 'gzip', maxParallel: 4 },
      data: { compression: 'gzip' },
    },
    retentionPolicy: '30d',
  });
  expect(only(chart, 'ScheduledBackup', 'postgres').spec).toEqual({
    cluster: { name: 'postgres' },
    schedule: '0 0 2 * * *',
    immediate: true,
    backupOwnerReference: 'self',
    method: 'plugin',
    pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
    target: 'prefer-standby',
  });
  const { plugins, serviceAccountTemplate } = only(chart, 'Cluster', 'postgres').spec;
  expect(plugins).toEqual([
    { name: 'barman-cloud.cloudnative-pg.io', isWALArchiver: true, parameters: { barmanObjectName: 'postgres', serverName: 'postgres' } },
  ]);
  expect(serviceAccountTemplate).toBeUndefined();
});

test('with all options', () => {
  const options: Required<S3BackupOptions> = {
    schedule: '0 30 */6 * * *',
    retention: Duration.days(90),
    endpointUrl: 'https://minio.storage.svc:9000',
    endpointCertificate: SecretKey.of('minio-ca', 'ca.crt'),
    folder: 'postgres-2',
  };
  const chart = chartWith(CloudNativePgBackup.s3('s3://bucket', KEY, options));
  const { configuration, retentionPolicy } = only(chart, 'ObjectStore', 'postgres').spec;
  expect([configuration.endpointURL, configuration.endpointCA, retentionPolicy]).toEqual(['https://minio.storage.svc:9000', { name: 'minio-ca', key: 'ca.crt' }, '90d']);
  expect(only(chart, 'ScheduledBackup', 'postgres').spec.schedule).toBe('0 30 */6 * * *');
  expect(only(chart, 'Cluster', 'postgres').spec.plugins[0].parameters).toEqual({ barmanObjectName: 'postgres', serverName: 'postgres-2' });
});

test.each([
  ['an annotation', 'arn:aws:iam::123456789012:role/backup', { metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/backup' } } }],
  ['EKS Pod Identity', undefined, undefined],
])('a role by %s needs no password', (_, arn, template) => {
  const chart = chartWith(CloudNativePgBackup.s3('s3://bucket', BackupCredentials.iamRole(arn)));
  expect(only(chart, 'ObjectStore', 'postgres').spec.configuration.s3Credentials).toEqual({ inheritFromIAMRole: true });
  expect(only(chart, 'Cluster', 'postgres').spec.serviceAccountTemplate).toEqual(template);
});

test('nothing without a backup', () => {
  expect(only(chartWith(), 'Cluster', 'postgres').spec.plugins).toBeUndefined();
});

describe('what is refused', () => {
  const s3 = (options: S3BackupOptions) => () => CloudNativePgBackup.s3('s3://bucket', KEY, options);

  test.each<[string, () => unknown, string]>([
    ['a path elsewhere', () => CloudNativePgBackup.s3('gs://bucket', KEY), "backup: path must be a URL that starts with s3://, got 'gs://bucket'"],
    ['credentials as text', () => CloudNativePgBackup.s3('s3://bucket', 'AKIA' as any), 'backup: credentials must come from BackupCredentials.accessKey or '
      + 'BackupCredentials.iamRole, got a string (not shown)'],
    ['a key as text', () => BackupCredentials.accessKey(SecretKey.of('a', 'b'), 'secret' as any), 'backup: secretAccessKey must be a SecretKey, got a string (not shown); a secret is '
      + "never text: use SecretKey.of('<secret>', '<key>')"],
    ['an id as text', () => BackupCredentials.accessKey('AKIA' as any, SecretKey.of('a', 'b')), 'backup: accessKeyId must be a SecretKey, got a string (not shown); a secret is '
      + "never text: use SecretKey.of('<secret>', '<key>')"],
    ['an empty role', () => BackupCredentials.iamRole(''), 'backup: roleArn must not be empty'],
    ['five fields', s3({ schedule: '0 2 * * *' }), "backup: schedule must have six fields, seconds first ('0 0 2 * * *'), got '0 2 * * *'"],
    ['part of a day', s3({ retention: Duration.hours(36) }), 'backup: retention must be whole days, at least one, got 1.5'],
    ['no day', s3({ retention: Duration.days(0) }), 'backup: retention must be whole days, at least one, got 0'],
    ['an endpoint without a scheme', s3({ endpointUrl: 'minio:9000' }), "backup: endpointUrl must be a URL that starts with https:// or http://, got 'minio:9000'"],
    ['a certificate as text', s3({ endpointCertificate: 'ca' as any }), 'backup: endpointCertificate must be a SecretKey, got a string (not shown); a secret is never text: use '
      + "SecretKey.of('<secret>', '<key>')"],
    ['an empty folder', s3({ folder: ' ' }), 'backup: folder must not be empty'],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(new Error(message));
  });
});
