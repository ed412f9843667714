import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { IPeer, IVpc, Peer, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsPostgresProps } from '../../lib/aws';

const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];

export function testStack(): Stack {
  return new Stack(new App({ analyticsReporting: false, builtinCloudFormationValidation: false }), 'database', { env: { account: '111122223333', region: 'eu-west-1' } });
}

/** A network with isolated, private and public subnets in as many zones. */
export function network(stack: Stack, zones = 3): IVpc {
  const ids = (kind: string) => ZONES.slice(0, zones).map((_, index) => `subnet-${kind}000000000000000${index}`);
  return Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ZONES.slice(0, zones),
    isolatedSubnetIds: ids('a'),
    privateSubnetIds: ids('b'),
    publicSubnetIds: ids('c'),
  });
}

export function nodes(stack: Stack): IPeer {
  return SecurityGroup.fromSecurityGroupId(stack, 'Nodes', 'sg-0123456789abcdef0');
}

/** What every server must be given. */
export function basics(stack: Stack, zones?: number): { vpc: IVpc; clients: IPeer[]; databases: string[] } {
  return { vpc: network(stack, zones), clients: [nodes(stack)], databases: ['sequencer', 'mediator'] };
}

/** Every prop that all servers share. A new prop breaks the compilation here until it is tested. */
export function everyCommonProp(stack: Stack): Required<AwsPostgresProps> {
  return {
    ...basics(stack),
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    clients: [Peer.ipv4('10.0.0.0/16')],
    secretPrefix: 'prod',
    maxConnections: 1000,
    encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/0aa11bb2-0000-4000-8000-0aa11bb22cc3'),
    alertTopic: Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:on-call'),
    backupRetention: Duration.days(7),
    removalPolicy: RemovalPolicy.SNAPSHOT,
  };
}

/** The properties of the only resource of a type. */
export function onlyResource(stack: Stack, type: string): { [property: string]: any } {
  const found = Object.values(Template.fromStack(stack).findResources(type));
  if (found.length !== 1) {
    throw new Error(`expected one ${type}, got ${found.length}`);
  }
  return found[0].Properties;
}

export { Match, Template };
