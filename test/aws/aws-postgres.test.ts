import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Peer, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { basics, Match, onlyResource, Template, testStack } from './fixtures';
import { AuroraPostgres, AwsPostgres, AwsPostgresProps, RdsMultiAzCluster, RdsMultiAzInstance } from '../../lib/aws';
import { LedgerApiAuth } from '../../lib/model/ledger-api-auth';
import { ParticipantService } from '../../lib/services/participant-service';
import { only, testChart } from '../support/chart';

// What all kinds of server have in common.

interface Kind {
  readonly name: string;
  readonly make: (stack: Stack, id: string, props: AwsPostgresProps) => AwsPostgres;
  /** The resource that keeps the data. */
  readonly type: string;
  /** The zones that it needs. */
  readonly zones: number;
  readonly sourceType: string;
}

const KINDS: Kind[] = [
  { name: 'Aurora PostgreSQL', make: (...args) => new AuroraPostgres(...args), type: 'AWS::RDS::DBCluster', zones: 3, sourceType: 'db-cluster' },
  { name: 'RDS Multi-AZ instance', make: (...args) => new RdsMultiAzInstance(...args), type: 'AWS::RDS::DBInstance', zones: 2, sourceType: 'db-instance' },
  { name: 'RDS Multi-AZ cluster', make: (...args) => new RdsMultiAzCluster(...args), type: 'AWS::RDS::DBCluster', zones: 3, sourceType: 'db-cluster' },
];

describe.each(KINDS)('$name', ({ name, make, type, zones, sourceType }) => {
  const made = (props: Partial<AwsPostgresProps> = {}, stack = testStack()) => ({ stack, server: make(stack, 'ledger', { ...basics(stack), ...props }) });
  const data = (props: Partial<AwsPostgresProps> = {}) => Object.values(Template.fromStack(made(props).stack).findResources(type)).at(0)!;
  const { stack, server } = made();
  const template = Template.fromStack(stack);

  test('keeps its data when it is taken out of the stack', () => {
    const resource = Object.values(template.findResources(type)).at(0)!;
    expect(resource.DeletionPolicy).toBe('Retain');
    expect(resource.UpdateReplacePolicy).toBe('Retain');
    expect(resource.Properties).toMatchObject({
      DeletionProtection: true, BackupRetentionPeriod: 14, DeleteAutomatedBackups: false, CopyTagsToSnapshot: true, AutoMinorVersionUpgrade: false,
    });
  });

  test('keeps what the data needs: key, secrets, subnets, security group and parameters', () => {
    const kept = Object.values(template.toJSON().Resources as { [id: string]: any }).filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain');
    expect([...new Set(kept.map(({ Type }) => Type))]).toEqual(expect.arrayContaining([
      'AWS::EC2::SecurityGroup', 'AWS::KMS::Key', 'AWS::RDS::DBSubnetGroup', 'AWS::SecretsManager::Secret',
      type === 'AWS::RDS::DBCluster' ? 'AWS::RDS::DBClusterParameterGroup' : 'AWS::RDS::DBParameterGroup',
    ]));
  });

  test('is encrypted with a key of its own that is rotated', () => {
    expect(onlyResource(stack, 'AWS::KMS::Key').EnableKeyRotation).toBe(true);
    expect(data().Properties).toMatchObject({ StorageEncrypted: true, KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^ledgerKey/), 'Arn'] } });
  });

  test('takes encrypted connections only, and notices a lost client within 15 s', () => {
    const group = onlyResource(stack, type === 'AWS::RDS::DBCluster' ? 'AWS::RDS::DBClusterParameterGroup' : 'AWS::RDS::DBParameterGroup');
    expect(group.Family).toMatch(/15$/);
    expect(group.Parameters).toMatchObject({
      'max_connections': '500',
      'rds.force_ssl': '1',
      'tcp_keepalives_idle': '10',
      'tcp_keepalives_interval': '1',
      'tcp_keepalives_count': '5',
      'client_connection_check_interval': '5000',
    });
  });

  test('is watched: logs, monitoring, Performance Insights', () => {
    const properties = data().Properties;
    expect(properties.EnableCloudwatchLogsExports).toContain('postgresql');
    expect(properties.PerformanceInsightsEnabled ?? properties.EnablePerformanceInsights).toBe(true);
    expect(properties.DatabaseInsightsMode).toBe('standard');
    template.hasResourceProperties(type === 'AWS::RDS::DBCluster' && name.startsWith('Aurora') ? 'AWS::RDS::DBInstance' : type, { MonitoringInterval: 60 });
  });

  test('admits its clients only, and calls nobody', () => {
    expect(onlyResource(stack, 'AWS::EC2::SecurityGroup').SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
    expect(onlyResource(stack, 'AWS::EC2::SecurityGroupIngress')).toMatchObject({
      SourceSecurityGroupId: 'sg-0123456789abcdef0', IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432,
    });
  });

  test('lies in the isolated subnets of all zones', () => {
    expect(onlyResource(stack, 'AWS::RDS::DBSubnetGroup').SubnetIds).toEqual(['subnet-a0000000000000000', 'subnet-a0000000000000001', 'subnet-a0000000000000002']);
  });

  test('has a secret for each user, whose password is generated and never rotated', () => {
    for (const user of ['sequencer', 'mediator']) {
      template.hasResourceProperties('AWS::SecretsManager::Secret', {
        Name: `ledger/${user}`,
        GenerateSecretString: { SecretStringTemplate: `{"username":"${user}"}`, GenerateStringKey: 'password', PasswordLength: 32, ExcludePunctuation: true },
        KmsKeyId: Match.anyValue(),
      });
    }
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
  });

  test('has a master user whose password the template does not hold', () => {
    const { MasterUsername, MasterUserPassword } = data().Properties;
    expect(MasterUsername).toBe('postgres');
    expect(JSON.stringify(MasterUserPassword)).toContain('{{resolve:secretsmanager:');
  });

  test('tells its address in a secret without a password', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: 'ledger/endpoint',
      GenerateSecretString: Match.absent(),
      SecretString: { 'Fn::Join': ['', ['{"host":"', { 'Fn::GetAtt': [Match.stringLikeRegexp('^ledger(Cluster|Instance)'), 'Endpoint.Address'] }, '","port":"5432"}']] },
    });
  });

  test('names its secrets alike on both sides', () => {
    expect(server.secrets).toEqual([
      { name: 'ledger-master', remoteName: 'ledger/master', keys: ['username', 'password'] },
      { name: 'ledger-sequencer', remoteName: 'ledger/sequencer', keys: ['username', 'password'] },
      { name: 'ledger-mediator', remoteName: 'ledger/mediator', keys: ['username', 'password'] },
      { name: 'ledger-endpoint', remoteName: 'ledger/endpoint', keys: ['host', 'port'] },
    ]);
  });

  test('is a server that services know', () => {
    expect(server.server).toMatchObject({ id: 'ledger', version: 15, maxConnections: 500, replication: { kind: 'synchronous' }, _tls: { sslmode: 'verify-full' } });
    const { name: database, user } = server.database('sequencer', { maxConnections: 12 });
    expect([database, String(user._name), String(user._password)]).toEqual(['sequencer', 'ledger-sequencer/username', 'ledger-sequencer/password']);
    expect([String(server.masterUser._name), String(server.masterUser._password)]).toEqual(['ledger-master/username', 'ledger-master/password']);
  });

  test('tells of failovers and failures', () => {
    expect(onlyResource(stack, 'AWS::RDS::EventSubscription')).toMatchObject({
      SourceType: sourceType,
      SourceIds: [{ Ref: expect.stringMatching(/^ledger(Cluster|Instance)/) }],
      EventCategories: ['failover', 'failure', 'maintenance', 'notification'],
      SnsTopicArn: { Ref: expect.stringMatching(/^ledgerAlerts/) },
    });
  });

  test('has a topic that only CloudWatch and RDS of this account can publish to', () => {
    const { PolicyDocument: { Statement: statements } } = onlyResource(stack, 'AWS::SNS::TopicPolicy');
    expect(statements.filter(({ Effect }: any) => Effect === 'Allow')).toEqual([expect.objectContaining({
      Action: 'sns:Publish',
      Principal: { Service: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'] },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    })]);
    expect(onlyResource(stack, 'AWS::KMS::Key').KeyPolicy.Statement).toContainEqual(expect.objectContaining({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Principal: { Service: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'] },
    }));
  });

  test('tells the topic of every alarm, and of its end', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    const topic = [{ Ref: expect.stringMatching(/^ledgerAlerts/) }];
    expect(alarms.length).toBeGreaterThanOrEqual(3);
    const told = { AlarmActions: topic, OKActions: topic, EvaluationPeriods: 5, DatapointsToAlarm: 5 };
    alarms.forEach(({ Properties }) => expect(Properties).toMatchObject(told));
  });

  test('lets a role read its secrets and nothing else', () => {
    const { stack: own, server: granted } = made();
    granted.grantReadSecrets(Role.fromRoleArn(own, 'Operator', 'arn:aws:iam::111122223333:role/external-secrets'));
    const statements: any[] = onlyResource(own, 'AWS::IAM::Policy').PolicyDocument.Statement;
    expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual(['master', 'sequencer', 'mediator', 'endpoint'].map((secret) => [
      ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], { Ref: expect.stringMatching(new RegExp(`^ledgerSecrets${secret}`)) },
    ]));
    expect(onlyResource(own, 'AWS::KMS::Key').KeyPolicy.Statement).toContainEqual(expect.objectContaining({
      Action: 'kms:Decrypt',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/external-secrets' },
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
    }));
  });

  test('all the props', () => {
    const own = testStack();
    const props: Required<AwsPostgresProps> = {
      ...basics(own),
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      clients: [Peer.ipv4('10.0.0.0/16')],
      databases: ['participant'],
      secretPrefix: 'prod/iou',
      maxConnections: 800,
      encryptionKey: Key.fromKeyArn(own, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/0aa11bb2-0000-4000-8000-0aa11bb22cc3'),
      alertTopic: Topic.fromTopicArn(own, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:on-call'),
      backupRetention: Duration.days(35),
      removalPolicy: RemovalPolicy.SNAPSHOT,
    };
    const all = make(own, 'ledger', props);
    const resources = Template.fromStack(own);
    expect(all.server.maxConnections).toBe(800);
    expect(all.secrets.map(({ remoteName }) => remoteName)).toEqual(['prod/iou/master', 'prod/iou/participant', 'prod/iou/endpoint']);
    const kept = Object.values(resources.findResources(type)).at(0)!;
    expect(kept.DeletionPolicy).toBe('Snapshot');
    expect(kept.Properties).toMatchObject({ BackupRetentionPeriod: 35, KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/0aa11bb2-0000-4000-8000-0aa11bb22cc3' });
    expect(onlyResource(own, 'AWS::RDS::DBSubnetGroup').SubnetIds[0]).toBe('subnet-b0000000000000000');
    expect(onlyResource(own, 'AWS::EC2::SecurityGroup').SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 5432 })]);
    expect(onlyResource(own, 'AWS::RDS::EventSubscription').SnsTopicArn).toBe('arn:aws:sns:eu-west-1:111122223333:on-call');
    resources.resourceCountIs('AWS::SNS::Topic', 0);
    resources.resourceCountIs('AWS::KMS::Key', 0);
  });

  test.each<[string, (stack: Stack) => Partial<AwsPostgresProps>, string]>([
    ['no database', () => ({ databases: [] }), 'databases must name at least one database, got none; give each service one of its own (rule R14)'],
    ['a database twice', () => ({ databases: ['a', 'a'] }), "databases must differ, got 'a' twice; give each service one of its own (rule R14)"],
    ['a name that is taken', () => ({ databases: ['postgres'] }),
      "name of a database must begin with a letter and be none of ca, endpoint, master, postgres, rdsadmin, template0, template1, got 'postgres'"],
    ['a digit first', () => ({ databases: ['1st'] }),
      "name of a database must begin with a letter and be none of ca, endpoint, master, postgres, rdsadmin, template0, template1, got '1st'"],
    ['an underscore', () => ({ databases: ['json_api'] }),
      "name of a database must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got 'json_api'"],
    ['no client', () => ({ clients: [] }), "clients must name who may connect, got none; give the security group of the cluster's nodes or pods"],
    ['everybody', () => ({ clients: [Peer.anyIpv4()] }), 'clients must be security groups or address ranges of the cluster, got 0.0.0.0/0, which is everybody'],
    ['everybody by IPv6', () => ({ clients: [Peer.anyIpv6()] }), 'clients must be security groups or address ranges of the cluster, got ::/0, which is everybody'],
    ['public subnets', () => ({ vpcSubnets: { subnetType: SubnetType.PUBLIC } }),
      'vpcSubnets must be isolated or private, got public ones: a database has no business on the internet'],
    ['too few zones', (own) => ({ vpcSubnets: { subnets: basics(own).vpc.isolatedSubnets.slice(0, zones - 1) } }),
      `vpcSubnets must lie in at least ${zones} zones, got ${zones - 1}; a server is lost with its zone unless another holds its data`],
    ['a slash at the end', () => ({ secretPrefix: 'iou/' }),
      "secretPrefix must be letters, digits and '/_+=.@-' without a '/' at either end, at most 400 characters, got 'iou/'"],
    ['too few connections', () => ({ maxConnections: 20 }), 'maxConnections must be a whole number from 50 to 5000, got 20'],
    ['backups of a day', () => ({ backupRetention: Duration.days(1) }), 'backupRetention in days must be a whole number from 7 to 35, got 1'],
    ['half days', () => ({ backupRetention: Duration.hours(180) }), 'backupRetention in days must be a whole number from 7 to 35, got 7.5'],
    ['the end of the data', () => ({ removalPolicy: RemovalPolicy.DESTROY }),
      "removalPolicy must be RETAIN or SNAPSHOT, got 'destroy'; a ledger's data is not deleted with a stack"],
  ])('refuses %s', (_, props, message) => {
    const own = testStack();
    const other = new Stack(own, 'other');
    expect(() => make(own, 'ledger', { ...basics(own), ...props(other) })).toThrow(new Error(`${name} 'ledger': ${message}`));
  });

  test('refuses an id that cannot name a Secret, and a database that it does not have', () => {
    expect(() => make(testStack(), 'Ledger', basics(testStack()))).toThrow(
      new Error(`id of ${name} must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got 'Ledger'`),
    );
    expect(() => server.database('participant')).toThrow(
      new Error("PostgreSQL server 'ledger': database must be one of sequencer, mediator, got 'participant'; add it to databases"),
    );
  });
});

test('a service finds the server by the endpoint\'s Secret, and asks for the name again after 5 s', () => {
  const stack = testStack();
  const aurora = new AuroraPostgres(stack, 'ledger', { ...basics(stack), databases: ['participant'] });
  const chart = testChart();
  new ParticipantService(chart, 'participant', { storage: aurora.database('participant'), auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json') });
  const deployment = only(chart, 'Deployment', 'participant-0');
  const secrets = JSON.parse(deployment.metadata.annotations['cdk8s-canton/secrets']).map(({ name, key }: any) => `${name}/${key}`);
  expect(secrets.filter((secret: string) => secret.startsWith('ledger-'))).toEqual(['ledger-ca/ca.crt', 'ledger-endpoint/host', 'ledger-participant/password', 'ledger-participant/username']);
  expect(JSON.stringify(deployment.spec.template.spec.containers[0].env)).toContain('-Dsun.net.inetaddr.ttl=5');
});
