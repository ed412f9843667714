import { Duration, Size } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { DatabaseInsightsMode, DatabaseInstance, DatabaseInstanceEngine, Endpoint, PostgresEngineVersion, StorageType } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { AwsPostgres } from './aws-postgres';
import { AwsPostgresProps } from './aws-postgres-props';
import { freeStorage, requireStorage } from './rds-storage';

/** An RDS for PostgreSQL instance with a standby. */
export interface RdsMultiAzInstanceProps extends AwsPostgresProps {
  /**
   * Version of the engine, 14 or later. Releases of Daml 2 run on PostgreSQL up to 15 (rule R21).
   *
   * @default PostgresEngineVersion.VER_15_17
   */
  readonly version?: PostgresEngineVersion;

  /**
   * Class of the primary and the standby.
   *
   * @default - r7g.large: 16 GiB hold 500 connections and a cache, and no burst credits run out during a rollout
   */
  readonly instanceType?: InstanceType;

  /**
   * Storage at first, from 20 GiB to 64 TiB: it grows by itself up to ten times as much, and never shrinks.
   *
   * @default Size.gibibytes(100)
   */
  readonly allocatedStorage?: Size;
}

/**
 * RDS for PostgreSQL with a synchronous standby in another zone, which nobody can read from. A failover typically takes 60 to 120 s.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
 */
export class RdsMultiAzInstance extends AwsPostgres {
  public readonly endpoint: Endpoint;

  /** The instance of AWS CDK. */
  public readonly instance: DatabaseInstance;

  constructor(scope: Construct, id: string, props: RdsMultiAzInstanceProps) {
    const version = props.version ?? PostgresEngineVersion.VER_15_17;
    super(scope, id, props, { name: 'RDS Multi-AZ instance', version: version.postgresMajorVersion, zones: 2 });
    const storage = requireStorage(`RDS Multi-AZ instance '${id}'`, props.allocatedStorage ?? Size.gibibytes(100), 20);

    this.instance = this.makeInstance(version, props.instanceType ?? InstanceType.of(InstanceClass.R7G, InstanceSize.LARGE), storage);
    this.endpoint = this.instance.instanceEndpoint;
    this._serve(this.endpoint, {
      sourceType: 'db-instance',
      sourceId: this.instance.instanceIdentifier,
      dimensions: [{ DBInstanceIdentifier: this.instance.instanceIdentifier }],
      storage: freeStorage(storage),
    });
  }

  private makeInstance(version: PostgresEngineVersion, instanceType: InstanceType, storage: number): DatabaseInstance {
    const engine = DatabaseInstanceEngine.postgres({ version });
    return new DatabaseInstance(this, 'Instance', {
      engine,
      instanceType,
      multiAz: true,
      credentials: this._credentials,
      vpc: this._vpc,
      vpcSubnets: this._subnets,
      subnetGroup: this._subnetGroup,
      securityGroups: [this.securityGroup],
      publiclyAccessible: false,
      parameterGroup: this._parameters(engine),
      storageType: StorageType.GP3,
      allocatedStorage: storage,
      maxAllocatedStorage: Math.min(10 * storage, 65_536),
      storageEncrypted: true,
      storageEncryptionKey: this.encryptionKey,
      backupRetention: this._backupRetention,
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      removalPolicy: this._removalPolicy,
      autoMinorVersionUpgrade: false,
      cloudwatchLogsExports: ['postgresql', 'upgrade'],
      monitoringInterval: Duration.minutes(1),
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: this.encryptionKey,
      databaseInsightsMode: DatabaseInsightsMode.STANDARD,
    });
  }
}
