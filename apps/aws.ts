import { App as AwsApp, Stack, Validations } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { App, Chart } from 'cdk8s';
import {
  aws, DatabaseSetup, DomainManagerService, ExternalSecrets, JsonApiService, Kms, KmsKeys, LedgerApiAuth, MediatorService, ParticipantService,
  SecretStore, SequencerService,
} from '../lib';

/**
 * One program, two outputs: a CloudFormation template for an Aurora PostgreSQL cluster, and the manifests of a ledger that uses it. They meet by names,
 * so that neither needs an account when it is made.
 */
const awsApp = new AwsApp({
  outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
  analyticsReporting: false,
  builtinCloudFormationValidation: false, // cfn-lint and checkov look at the template (npm run test:policy)
});
const stack = new Stack(awsApp, 'iou-database', { env: { account: '111122223333', region: 'eu-west-1' } });

// What the platform has already: the network and the nodes of an EKS cluster, and the role of External Secrets Operator.
const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0aa11bb22cc33dd44',
  availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  isolatedSubnetIds: ['subnet-0aa11bb22cc33dd41', 'subnet-0aa11bb22cc33dd42', 'subnet-0aa11bb22cc33dd43'],
});
const nodes = SecurityGroup.fromSecurityGroupId(stack, 'Nodes', 'sg-0aa11bb22cc33dd44');
const operator = Role.fromRoleArn(stack, 'ExternalSecrets', 'arn:aws:iam::111122223333:role/external-secrets');

const names = ['sequencer', 'mediator', 'manager', 'participant'];
const aurora = new aws.AuroraPostgres(stack, 'ledger', { vpc, clients: [nodes], databases: names, secretPrefix: 'iou/ledger' });
aurora.grantReadSecrets(operator);

Validations.of(awsApp).addPlugins(new AwsSolutionsChecks(awsApp));
Validations.of(stack).acknowledge(
  { id: 'AwsSolutions-RDS6', reason: 'Canton has no plug-in for tokens of IAM, and they expire within the life of a connection pool: users have passwords' },
  { id: 'AwsSolutions-SMG4', reason: 'Canton reads its password when it starts: a rotation without a restart would take its database away' },
  {
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]',
    reason: 'it is the policy that Amazon keeps for the monitoring of RDS',
  },
);
awsApp.synth();

const app = new App();
const chart = new Chart(app, 'iou', { namespace: 'iou', disableResourceNameHashes: true });
new ExternalSecrets(chart, 'ledger-secrets', { store: SecretStore.cluster('aws'), secrets: aurora.secrets });
const [sequencerDb, mediatorDb, managerDb, participantDb] = names.map((name) => aurora.database(name));
new DatabaseSetup(chart, 'database-setup', {
  server: aurora.server, admin: aurora.masterUser, databases: [sequencerDb, mediatorDb, managerDb, participantDb],
});

const sequencer = new SequencerService(chart, 'sequencer', { storage: sequencerDb });
const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: mediatorDb });
const domain = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: managerDb });
const participant = new ParticipantService(chart, 'participant', {
  domains: [domain],
  storage: participantDb,
  auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
  kms: Kms.aws({ region: 'eu-west-1', keys: KmsKeys.wrapped('alias/iou-participant') }), // a backup of the database does not hold its keys
  serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/iou-participant' },
});
new JsonApiService(chart, 'json-api', { participant });

app.synth();
