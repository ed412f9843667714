import { App, Size, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { basics, everyCommonProp, onlyResource, Template, testStack } from './fixtures';
import { RdsMultiAzCluster, RdsMultiAzClusterProps } from '../../lib/aws';

function made(props: Partial<RdsMultiAzClusterProps> = {}) {
  const stack = testStack();
  const cluster = new RdsMultiAzCluster(stack, 'ledger', { ...basics(stack), ...props });
  return { stack, cluster, template: Template.fromStack(stack) };
}

test('the whole template', () => {
  expect(made().template.toJSON()).toMatchSnapshot();
});

test('three instances of one class, which make this cluster one of RDS and not of Aurora', () => {
  const { stack, template } = made();
  expect(onlyResource(stack, 'AWS::RDS::DBCluster')).toMatchObject({
    Engine: 'postgres',
    EngineVersion: '15.17',
    DBClusterInstanceClass: 'db.r6gd.large',
    PubliclyAccessible: false,
    StorageType: 'io1',
    AllocatedStorage: 100,
    Iops: 3000,
    DBClusterParameterGroupName: { Ref: expect.stringMatching(/^ledgerParameters/) },
  });
  template.resourceCountIs('AWS::RDS::DBInstance', 0);
});

test('has a name so short that those of its instances fit, however long the stack\'s is', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Ledger-of-a-bank-with-a-rather-long-name-in-production-2', { env: { account: '111122223333', region: 'eu-west-1' } });
  new RdsMultiAzCluster(stack, 'ledger', basics(stack));
  expect(onlyResource(stack, 'AWS::RDS::DBCluster').DBClusterIdentifier).toMatch(/^[a-z][a-z0-9-]{1,51}$/);
  expect(onlyResource(made().stack, 'AWS::RDS::DBCluster').DBClusterIdentifier).toBe('database-ledger-d0cf01d6');
});

test('RDS may write what it monitors', () => {
  const { stack } = made();
  expect(onlyResource(stack, 'AWS::RDS::DBCluster').MonitoringRoleArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ledgerMonitoringRole/), 'Arn'] });
  expect(onlyResource(stack, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement[0].Principal).toEqual({ Service: 'monitoring.rds.amazonaws.com' });
});

test('alarms look at the worst of the three instances', () => {
  const alarms = Object.values(made().template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  const limits = alarms.map(({ Metrics: [{ Expression, Label }], ComparisonOperator, Threshold }) => (
    [Label, Expression, ComparisonOperator, Threshold]
  ));
  expect(limits).toEqual([
    ['DatabaseConnections', 'MAX([m0, m1, m2])', 'GreaterThanThreshold', 400],
    ['CPUUtilization', 'MAX([m0, m1, m2])', 'GreaterThanThreshold', 80],
    ['FreeStorageSpace', 'MIN([m0, m1, m2])', 'LessThanThreshold', 20 * 2 ** 30],
    ['ReplicaLag', 'MAX([m0, m1, m2])', 'GreaterThanThreshold', 10],
  ]);
  const instances = alarms[0].Metrics.slice(1).map(({ MetricStat: { Metric: { Dimensions: [{ Name, Value }] } } }: any) => [Name, Value]);
  const cluster = { Ref: expect.stringMatching(/^ledgerCluster/) };
  expect(instances).toEqual([1, 2, 3].map((number) => ['DBInstanceIdentifier', { 'Fn::Join': ['-', [cluster, `instance-${number}`]] }]));
});

test('all the props', () => {
  const stack = testStack();
  const props: Required<RdsMultiAzClusterProps> = {
    ...everyCommonProp(stack),
    version: PostgresEngineVersion.VER_16_13,
    instanceType: new InstanceType('m6gd.2xlarge'),
    allocatedStorage: Size.gibibytes(400),
    iops: 8000,
  };
  const cluster = new RdsMultiAzCluster(stack, 'ledger', props);
  expect(cluster.server.version).toBe(16);
  expect(onlyResource(stack, 'AWS::RDS::DBClusterParameterGroup')).toMatchObject({ Family: 'postgres16', Parameters: { max_connections: '1000' } });
  expect(onlyResource(stack, 'AWS::RDS::DBCluster')).toMatchObject({
    EngineVersion: '16.13', DBClusterInstanceClass: 'db.m6gd.2xlarge', AllocatedStorage: 400, Iops: 8000,
  });
});

test('the endpoint is the writer\'s', () => {
  const { cluster, stack } = made();
  expect(stack.resolve(cluster.endpoint.hostname)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ledgerCluster/), 'Endpoint.Address'] });
  expect(stack.resolve(cluster.endpoint.port)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ledgerCluster/), 'Endpoint.Port'] });
});

test.each<[Partial<RdsMultiAzClusterProps>, string]>([
  [{ allocatedStorage: Size.gibibytes(50) }, 'allocatedStorage in GiB must be a whole number from 100 to 65536, got 50'],
  [{ iops: 500 }, 'iops of 100 GiB must be a whole number from 1000 to 5000, got 500'],
  [{ iops: 6000 }, 'iops of 100 GiB must be a whole number from 1000 to 5000, got 6000'],
  [{ allocatedStorage: Size.tebibytes(10) }, 'iops of 10240 GiB must be a whole number from 5120 to 512000, got 3000'],
])('refuses %j', (props, message) => {
  expect(() => made(props)).toThrow(new Error(`RDS Multi-AZ cluster 'ledger': ${message}`));
});
