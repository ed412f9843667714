import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { InstanceType, Peer, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { basics, onlyResource, Template, testStack } from './fixtures';
import { RdsMultiAzInstance, RdsMultiAzInstanceProps } from '../../lib/aws';

function made(props: Partial<RdsMultiAzInstanceProps> = {}) {
  const stack = testStack();
  const instance = new RdsMultiAzInstance(stack, 'ledger', { ...basics(stack), ...props });
  return { stack, instance, template: Template.fromStack(stack) };
}

test('the whole template', () => {
  expect(made().template.toJSON()).toMatchSnapshot();
});

test('a primary and a standby that nobody outside reaches, on storage that grows', () => {
  expect(onlyResource(made().stack, 'AWS::RDS::DBInstance')).toMatchObject({
    Engine: 'postgres',
    EngineVersion: '15.17',
    DBInstanceClass: 'db.r7g.large',
    MultiAZ: true,
    PubliclyAccessible: false,
    StorageType: 'gp3',
    AllocatedStorage: '100',
    MaxAllocatedStorage: 1000,
  });
});

test('two zones suffice', () => {
  const stack = testStack();
  expect(() => new RdsMultiAzInstance(stack, 'ledger', basics(stack, 2))).not.toThrow();
});

test('alarms: of no replica lag, as the standby has every commit', () => {
  const alarms = Object.values(made().template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.map(({ MetricName, Statistic, ComparisonOperator, Threshold }) => [MetricName, Statistic, ComparisonOperator, Threshold])).toEqual([
    ['DatabaseConnections', 'Maximum', 'GreaterThanThreshold', 400],
    ['CPUUtilization', 'Maximum', 'GreaterThanThreshold', 80],
    ['FreeStorageSpace', 'Minimum', 'LessThanThreshold', 20 * 2 ** 30],
  ]);
  alarms.forEach(({ Dimensions }) => expect(Dimensions).toEqual([{ Name: 'DBInstanceIdentifier', Value: { Ref: expect.stringMatching(/^ledgerInstance/) } }]));
});

test('all the props', () => {
  const stack = testStack();
  const props: Required<RdsMultiAzInstanceProps> = {
    ...basics(stack),
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    clients: [Peer.ipv4('10.0.0.0/16')],
    secretPrefix: 'prod',
    maxConnections: 1000,
    encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/0aa11bb2-0000-4000-8000-0aa11bb22cc3'),
    alertTopic: Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:on-call'),
    backupRetention: Duration.days(7),
    removalPolicy: RemovalPolicy.SNAPSHOT,
    version: PostgresEngineVersion.VER_14,
    instanceType: new InstanceType('m7g.xlarge'),
    allocatedStorage: Size.tebibytes(10),
  };
  const instance = new RdsMultiAzInstance(stack, 'ledger', props);
  expect(instance.server.version).toBe(14);
  expect(onlyResource(stack, 'AWS::RDS::DBParameterGroup')).toMatchObject({ Family: 'postgres14', Parameters: { max_connections: '1000' } });
  expect(onlyResource(stack, 'AWS::RDS::DBInstance')).toMatchObject({
    EngineVersion: '14', DBInstanceClass: 'db.m7g.xlarge', AllocatedStorage: '10240', MaxAllocatedStorage: 65_536,
  });
});

test.each([
  [Size.gibibytes(10), '10'],
  [Size.tebibytes(65), '66560'],
  [Size.mebibytes(25_000), '24.4140625'],
])('refuses storage of %s', (allocatedStorage, gibibytes) => {
  expect(() => made({ allocatedStorage })).toThrow(
    new Error(`RDS Multi-AZ instance 'ledger': allocatedStorage in GiB must be a whole number from 20 to 65536, got ${gibibytes}`),
  );
});
