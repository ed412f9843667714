import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IPeer, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ITopic } from 'aws-cdk-lib/aws-sns';

/** What every PostgreSQL server on AWS may be given. `Duration` and `RemovalPolicy` are those of aws-cdk-lib. */
export interface AwsPostgresProps {
  /** The network of the Kubernetes cluster's nodes, or one that they reach. */
  readonly vpc: IVpc;

  /**
   * Subnets of the server. Public ones are refused, and so are too few zones.
   *
   * @default - the isolated subnets of the network: a database calls nobody
   */
  readonly vpcSubnets?: SubnetSelection;

  /** Who may connect: security groups of the cluster's nodes or pods, or address ranges. Nobody else is admitted. */
  readonly clients: IPeer[];

  /** The databases: one for each service, each with a user of the same name (rules R14, R24). DNS labels that begin with a letter. */
  readonly databases: string[];

  /**
   * What the names in Secrets Manager begin with: `<secretPrefix>/<database>`, `<secretPrefix>/master` and `<secretPrefix>/endpoint`.
   *
   * @default - the construct's id
   */
  readonly secretPrefix?: string;

  /**
   * `max_connections` of the server, from 50 to 5000. Synthesis refuses services that need more; each connection costs the server up to 10 MiB of memory.
   *
   * @default 500
   */
  readonly maxConnections?: number;

  /**
   * Key that encrypts storage, snapshots, secrets, Performance Insights and the topic that is made here. The policy of a key that is imported must let
   * `cloudwatch.amazonaws.com` and `events.rds.amazonaws.com` use it for that topic.
   *
   * @default - a key of its own, rotated every year, kept when the stack goes
   */
  readonly encryptionKey?: IKey;

  /**
   * Where alarms and failovers are told.
   *
   * @default - a topic of its own, encrypted, without subscribers: subscribe to `alertTopic`
   */
  readonly alertTopic?: ITopic;

  /**
   * How long backups are kept, from 7 to 35 days. Restoring one is the last resort: a domain that goes back in time looks like a fork of the ledger (rule R16).
   *
   * @default 14 days
   */
  readonly backupRetention?: Duration;

  /**
   * What becomes of the data when the server is taken out of the stack: `RETAIN` or `SNAPSHOT`. The key and the secrets are kept in both cases. Deletion
   * protection is always on, so that SNAPSHOT takes effect only after it was switched off by hand.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
