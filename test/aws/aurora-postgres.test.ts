import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { AuroraPostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { basics, everyCommonProp, onlyResource, Template, testStack } from './fixtures';
import { AuroraCapacity, AuroraGlobalDatabase, AuroraPostgres, AuroraPostgresProps } from '../../lib/aws';

function made(props: Partial<AuroraPostgresProps> = {}) {
  const stack = testStack();
  const aurora = new AuroraPostgres(stack, 'ledger', { ...basics(stack), ...props });
  return { stack, aurora, template: Template.fromStack(stack) };
}

/** Zone, tier and class of the instances, the writer first. */
function instances(template: Template): [string, number, string][] {
  return Object.values(template.findResources('AWS::RDS::DBInstance'))
    .map(({ Properties: { AvailabilityZone, PromotionTier, DBInstanceClass } }) => [AvailabilityZone, PromotionTier, DBInstanceClass]);
}

test('the whole template', () => {
  expect(made().template.toJSON()).toMatchSnapshot();
});

test('a writer and two readers in three zones, all alike; the first reader is promoted first, and is warm', () => {
  const { template, stack } = made();
  expect(instances(template)).toEqual([['eu-west-1a', 0, 'db.r7g.large'], ['eu-west-1b', 0, 'db.r7g.large'], ['eu-west-1c', 1, 'db.r7g.large']]);
  expect(onlyResource(stack, 'AWS::RDS::DBClusterParameterGroup').Parameters.apg_ccm_enabled).toBe('1');
  expect(onlyResource(stack, 'AWS::RDS::DBCluster')).toMatchObject({ Engine: 'aurora-postgresql', EngineVersion: '15.17' });
});

test('alarms', () => {
  const cluster = [{ Name: 'DBClusterIdentifier', Value: { Ref: expect.stringMatching(/^ledgerCluster/) } }];
  const alarms = Object.values(made().template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.map(({ MetricName, Statistic, ComparisonOperator, Threshold }) => [MetricName, Statistic, ComparisonOperator, Threshold])).toEqual([
    ['DatabaseConnections', 'Maximum', 'GreaterThanThreshold', 400],
    ['CPUUtilization', 'Maximum', 'GreaterThanThreshold', 80],
    ['FreeLocalStorage', 'Minimum', 'LessThanThreshold', 5 * 2 ** 30],
    ['AuroraReplicaLag', 'Maximum', 'GreaterThanThreshold', 1000],
  ]);
  alarms.forEach(({ Dimensions }) => expect(Dimensions).toEqual(cluster));
});

test('all the props', () => {
  const stack = testStack();
  const props: Required<AuroraPostgresProps> = {
    ...everyCommonProp(stack),
    backupRetention: Duration.days(35),
    version: AuroraPostgresEngineVersion.VER_16_13,
    capacity: AuroraCapacity.provisioned(new InstanceType('r7g.xlarge')),
    readers: 3,
    globalDatabase: AuroraGlobalDatabase.primary('iou-ledger', ['eu-central-1']),
  };
  const aurora = new AuroraPostgres(stack, 'ledger', props);
  const template = Template.fromStack(stack);
  expect(aurora.server.version).toBe(16);
  expect(instances(template)).toEqual([
    ['eu-west-1a', 0, 'db.r7g.xlarge'], ['eu-west-1b', 0, 'db.r7g.xlarge'], ['eu-west-1c', 1, 'db.r7g.xlarge'], ['eu-west-1a', 1, 'db.r7g.xlarge'],
  ]);
  expect(onlyResource(stack, 'AWS::RDS::DBClusterParameterGroup')).toMatchObject({ Family: 'aurora-postgresql16', Parameters: { max_connections: '1000' } });
});

test('the endpoint is the writer\'s', () => {
  const { aurora, stack } = made();
  expect(stack.resolve(aurora.endpoint.hostname)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ledgerCluster/), 'Endpoint.Address'] });
});

describe('serverless capacity', () => {
  const bounds = { minCapacity: 4, maxCapacity: 16 };

  test('must be asked for by name', () => {
    expect(() => AuroraCapacity.serverlessV2({ ...bounds, acceptUntestedScaling: false })).toThrow(new Error(
      'Aurora capacity: serverlessV2 is untested with Canton (rule R26); use AuroraCapacity.provisioned(), or write acceptUntestedScaling: true',
    ));
  });

  test('scales readers with the writer, as they must carry what it carries', () => {
    const { stack, template } = made({ capacity: AuroraCapacity.serverlessV2({ ...bounds, acceptUntestedScaling: true }) });
    expect(instances(template)).toEqual([['eu-west-1a', 0, 'db.serverless'], ['eu-west-1b', 1, 'db.serverless'], ['eu-west-1c', 1, 'db.serverless']]);
    expect(onlyResource(stack, 'AWS::RDS::DBCluster').ServerlessV2ScalingConfiguration).toEqual({ MinCapacity: 4, MaxCapacity: 16 });
    expect(onlyResource(stack, 'AWS::RDS::DBClusterParameterGroup').Parameters).not.toHaveProperty('apg_ccm_enabled');
  });

  test.each([[0, 4], [4, 2], [0.7, 4], [4, 512]])('does not scale from %d to %d', (minCapacity, maxCapacity) => {
    expect(() => AuroraCapacity.serverlessV2({ minCapacity, maxCapacity, acceptUntestedScaling: true })).toThrow(new Error(
      'Aurora capacity: minCapacity and maxCapacity must be steps of 0.5 from 0.5 and 1 to 256, the first at most the second, '
      + `got ${minCapacity} and ${maxCapacity}; a server that sleeps at 0 holds no lock`,
    ));
  });
});

test.each([0, 16])('refuses %d readers', (readers) => {
  expect(() => made({ readers })).toThrow(new Error(`Aurora PostgreSQL 'ledger': readers must be a whole number from 1 to 15, got ${readers}`));
});
