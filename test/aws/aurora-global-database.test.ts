import { Role } from 'aws-cdk-lib/aws-iam';
import { basics, onlyResource, Template, testStack } from './fixtures';
import { AuroraCapacity, AuroraGlobalDatabase, AuroraPostgres, AuroraPostgresProps } from '../../lib/aws';

function made(globalDatabase: AuroraGlobalDatabase, props: Partial<AuroraPostgresProps> = {}) {
  const stack = testStack();
  const aurora = new AuroraPostgres(stack, 'ledger', { ...basics(stack), ...props, globalDatabase });
  return { stack, aurora, template: Template.fromStack(stack) };
}

const accepted = { acceptLedgerFork: true };

describe('the region that writes', () => {
  const { stack, aurora, template } = made(AuroraGlobalDatabase.primary('iou-ledger', ['eu-central-1', 'eu-north-1']));

  test('makes a global database of its cluster, which stays and is protected', () => {
    const [global] = Object.values(template.findResources('AWS::RDS::GlobalCluster'));
    expect(global.Properties).toEqual({
      GlobalClusterIdentifier: 'iou-ledger',
      SourceDBClusterIdentifier: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:eu-west-1:111122223333:cluster:', { Ref: expect.stringMatching(/^ledgerCluster/) }]] },
      DeletionProtection: true,
    });
    expect([global.DeletionPolicy, global.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  test('has the secrets of the users, not that of its endpoint, copied to the others', () => {
    const copies = Object.values(template.findResources('AWS::SecretsManager::Secret')).map(({ Properties: { Name, ReplicaRegions } }) => [Name, ReplicaRegions]);
    const regions = [{ Region: 'eu-central-1' }, { Region: 'eu-north-1' }];
    expect(copies).toEqual([['ledger/master', regions], ['ledger/sequencer', regions], ['ledger/mediator', regions], ['ledger/endpoint', undefined]]);
  });

  test('writes where it always did, without what a secondary cannot have', () => {
    expect(stack.resolve(aurora.endpoint.hostname)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ledgerCluster/), 'Endpoint.Address'] });
    expect(onlyResource(stack, 'AWS::RDS::DBCluster')).toMatchObject({ MasterUsername: 'postgres' });
    expect(onlyResource(stack, 'AWS::RDS::DBClusterParameterGroup').Parameters).not.toHaveProperty('apg_ccm_enabled');
    expect(Object.keys(template.findResources('AWS::CloudWatch::Alarm')).filter((id) => id.includes('CopyLag'))).toEqual([]);
  });
});

describe('a region that follows', () => {
  const { stack, aurora, template } = made(AuroraGlobalDatabase.secondary('iou-ledger', accepted));

  test('the whole template', () => {
    expect(template.toJSON()).toMatchSnapshot();
  });

  test('joins the global database, whose users come with the data', () => {
    const cluster = onlyResource(stack, 'AWS::RDS::DBCluster');
    expect(cluster.GlobalClusterIdentifier).toBe('iou-ledger');
    expect(Object.keys(cluster).filter((key) => /^(Master|ReplicationSource|ManageMaster)/.test(key))).toEqual([]);
    template.resourceCountIs('AWS::RDS::GlobalCluster', 0);
    template.resourceCountIs('AWS::RDS::DBInstance', 3);
  });

  test('makes no secret but that of its endpoint: the address that is written to once it is promoted', () => {
    const { Name, SecretString } = onlyResource(stack, 'AWS::SecretsManager::Secret');
    const reader = { 'Fn::GetAtt': [expect.stringMatching(/^ledgerCluster/), 'ReadEndpoint.Address'] };
    const writer = { 'Fn::Join': ['.cluster-', { 'Fn::Split': ['.cluster-ro-', reader] }] };
    expect([Name, SecretString]).toEqual(['ledger/endpoint', { 'Fn::Join': ['', ['{"host":"', writer, '","port":"5432"}']] }]);
    template.resourceCountIs('AWS::SecretsManager::SecretTargetAttachment', 0);
  });

  test('lets a role read the copies', () => {
    const own = testStack();
    const secondary = new AuroraPostgres(own, 'ledger', { ...basics(own), globalDatabase: AuroraGlobalDatabase.secondary('iou-ledger', accepted) });
    secondary.grantReadSecrets(Role.fromRoleArn(own, 'Operator', 'arn:aws:iam::111122223333:role/external-secrets'));
    const [master] = onlyResource(own, 'AWS::IAM::Policy').PolicyDocument.Statement;
    expect(master.Resource).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':secretsmanager:eu-west-1:111122223333:secret:ledger/master-??????']] });
  });

  test('is to services what the region that writes is, so that the same manifests fit', () => {
    const primary = made(AuroraGlobalDatabase.primary('iou-ledger', ['eu-central-1'])).aurora;
    expect(aurora.secrets).toEqual(primary.secrets);
    expect(aurora.server).toEqual(primary.server);
    expect(aurora.database('sequencer')).toEqual(primary.database('sequencer'));
  });

  test('tells when it is more than ten seconds behind', () => {
    const [lag] = Object.values(template.findResources('AWS::CloudWatch::Alarm')).filter(({ Properties }) => Properties.AlarmDescription.includes('promotion'));
    expect(lag.Properties).toMatchObject({
      AlarmDescription: 'More than 10000 ms behind: so much would a promotion lose',
      Threshold: 10_000,
      ComparisonOperator: 'GreaterThanThreshold',
      Metrics: [{ Expression: 'SELECT MAX(AuroraGlobalDBRPOLag) FROM "AWS/RDS"', Period: 60 }],
    });
  });

  test('scales as its primary, where that is serverless', () => {
    const capacity = AuroraCapacity.serverlessV2({ minCapacity: 4, maxCapacity: 16, acceptUntestedScaling: true });
    const own = made(AuroraGlobalDatabase.secondary('iou-ledger', accepted), { capacity });
    expect(onlyResource(own.stack, 'AWS::RDS::DBCluster').ServerlessV2ScalingConfiguration).toEqual({ MinCapacity: 4, MaxCapacity: 16 });
  });
});

test.each<[string, () => unknown, string]>([
  ['what nobody accepted', () => AuroraGlobalDatabase.secondary('iou-ledger', { acceptLedgerFork: false }),
    "Aurora global database 'iou-ledger': a promoted secondary lacks the last commits, which looks like a fork of the ledger (rule R16); "
    + 'read the runbook, and write acceptLedgerFork: true'],
  ['no region', () => AuroraGlobalDatabase.primary('iou-ledger', []),
    "Aurora global database 'iou-ledger': regions must name at least one region, got none; without a second one it is no help in a disaster"],
  ['a zone', () => AuroraGlobalDatabase.primary('iou-ledger', ['eu-central-1a']),
    "Aurora global database 'iou-ledger': region must look like eu-central-1, got 'eu-central-1a'"],
  ['a region twice', () => AuroraGlobalDatabase.primary('iou-ledger', ['eu-north-1', 'eu-north-1']),
    "Aurora global database 'iou-ledger': regions must differ, got 'eu-north-1' twice; name each once"],
  ['its own region', () => made(AuroraGlobalDatabase.primary('iou-ledger', ['eu-west-1'])),
    "Aurora PostgreSQL 'ledger': regions of the global database must be others than the stack's own, got 'eu-west-1'; drop it"],
  ...['IOU', '1st', 'a--b', 'a-', 'a'.repeat(64)].map((id): [string, () => unknown, string] => [`the id ${id}`, () => AuroraGlobalDatabase.secondary(id, accepted),
    `Aurora global database: id must be a-z, 0-9 and single '-', at most 63 characters, a letter first and no '-' last, got '${id}'`]),
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});
