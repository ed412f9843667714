import { Size } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { basics, everyCommonProp, onlyResource, Template, testStack } from './fixtures';
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
    ...everyCommonProp(stack),
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

test('refuses a version whose parameter group would be refused', () => {
  expect(() => made({ version: PostgresEngineVersion.of('13.20', '13') })).toThrow(
    new Error("RDS Multi-AZ instance 'ledger': version (the major one) must be a whole number from 14 to 99, got 13"),
  );
});
