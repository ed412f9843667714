import { Fn, Names, Size, Token } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDBCluster, DatabaseInstanceEngine, Endpoint, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { AwsPostgres } from './aws-postgres';
import { AwsPostgresProps } from './aws-postgres-props';
import { freeStorage, requireStorage } from './rds-storage';
import { requireInteger } from '../model/validation';

/** The names of the instances end with `-instance-1` and so on, and must not be longer than 63. CloudFormation, left alone, makes names of up to 63 itself. */
const NAME_LENGTH = 52;

/** An RDS for PostgreSQL cluster of three instances. */
export interface RdsMultiAzClusterProps extends AwsPostgresProps {
  /**
   * Version of the engine, 14 or later. Releases of Daml 2 run on PostgreSQL up to 15 (rule R21).
   *
   * @default PostgresEngineVersion.VER_15_17
   */
  readonly version?: PostgresEngineVersion;

  /**
   * Class of all three instances: one with local disks, as the name's last letter `d` says.
   *
   * @default - r6gd.large: 16 GiB hold 500 connections and a cache
   */
  readonly instanceType?: InstanceType;

  /**
   * Storage of each instance, from 100 GiB to 64 TiB. It does not grow by itself: an alarm tells when a fifth is left.
   *
   * @default Size.gibibytes(100)
   */
  readonly allocatedStorage?: Size;

  /**
   * I/O operations per second of each instance's storage (io1), from 1000: at most 50 for each GiB, at least one for two.
   *
   * @default 3000
   */
  readonly iops?: number;
}

/**
 * RDS for PostgreSQL with two readable standbys, all in zones of their own: a commit waits for one of them. A failover typically takes less than 35 s.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html
 */
export class RdsMultiAzCluster extends AwsPostgres {
  public readonly endpoint: Endpoint;

  /** The cluster: AWS CDK has no construct of a higher level for it. */
  public readonly cluster: CfnDBCluster;

  constructor(scope: Construct, id: string, props: RdsMultiAzClusterProps) {
    const version = props.version ?? PostgresEngineVersion.VER_15_17;
    const owner = `RDS Multi-AZ cluster '${id}'`;
    super(scope, id, props, { name: 'RDS Multi-AZ cluster', version: version.postgresMajorVersion, zones: 3 });
    const storage = requireStorage(owner, props.allocatedStorage ?? Size.gibibytes(100), 100);
    const iops = requireInteger(`${owner}: iops of ${storage} GiB`, props.iops ?? 3000, Math.max(1000, Math.ceil(storage / 2)), 50 * storage);
    const instanceType = props.instanceType ?? InstanceType.of(InstanceClass.R6GD, InstanceSize.LARGE);

    this.cluster = this.makeCluster(version, instanceType, storage, iops);
    this.endpoint = new Endpoint(this.cluster.attrEndpointAddress, Token.asNumber(this.cluster.attrEndpointPort));
    this._serve(this.endpoint, {
      sourceType: 'db-cluster',
      sourceId: this.cluster.ref,
      // RDS names the three instances after the cluster: see the example of https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
      dimensions: [1, 2, 3].map((number) => ({ DBInstanceIdentifier: Fn.join('-', [this.cluster.ref, `instance-${number}`]) })),
      storage: freeStorage(storage),
      replicaLag: { metric: 'ReplicaLag', limit: 10 }, // seconds
    });
  }

  private makeCluster(version: PostgresEngineVersion, instanceType: InstanceType, storage: number, iops: number): CfnDBCluster {
    const { username, password } = this._credentials;
    const cluster = new CfnDBCluster(this, 'Cluster', {
      dbClusterIdentifier: Names.uniqueResourceName(this, { maxLength: NAME_LENGTH, separator: '-' }).toLowerCase(),
      engine: 'postgres',
      engineVersion: version.postgresFullVersion,
      dbClusterInstanceClass: `db.${instanceType}`,
      masterUsername: username,
      masterUserPassword: password!.unsafeUnwrap(), // a reference that CloudFormation resolves
      dbSubnetGroupName: this._subnetGroup.subnetGroupName,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      publiclyAccessible: false,
      dbClusterParameterGroupName: this._parameters(DatabaseInstanceEngine.postgres({ version })).bindToCluster({}).parameterGroupName,
      storageType: 'io1',
      allocatedStorage: storage,
      iops,
      storageEncrypted: true,
      kmsKeyId: this.encryptionKey.keyArn,
      backupRetentionPeriod: this._backupRetention.toDays(),
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      autoMinorVersionUpgrade: false,
      enableCloudwatchLogsExports: ['postgresql', 'upgrade'],
      monitoringInterval: 60,
      monitoringRoleArn: this.makeMonitoringRole(),
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: this.encryptionKey.keyArn,
      databaseInsightsMode: 'standard',
    });
    cluster.applyRemovalPolicy(this._removalPolicy);
    return cluster;
  }

  private makeMonitoringRole(): string {
    return new Role(this, 'MonitoringRole', {
      assumedBy: new ServicePrincipal('monitoring.rds.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonRDSEnhancedMonitoringRole')],
    }).roleArn;
  }
}
