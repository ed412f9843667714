import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  AuroraPostgresEngineVersion, ClusterInstance, DatabaseCluster, DatabaseClusterEngine, DatabaseInsightsMode, Endpoint, IClusterInstance,
  InstanceUpdateBehaviour,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { AuroraCapacity } from './aurora-capacity';
import { AuroraGlobalDatabase } from './aurora-global-database';
import { AwsPostgres } from './aws-postgres';
import { AwsPostgresProps } from './aws-postgres-props';
import { requireInteger } from '../model/validation';

const GIB = 2 ** 30;

/** An Aurora PostgreSQL cluster. */
export interface AuroraPostgresProps extends AwsPostgresProps {
  /**
   * Version of the engine, 14 or later. Releases of Daml 2 run on PostgreSQL up to 15 (rule R21).
   *
   * @default AuroraPostgresEngineVersion.VER_15_17
   */
  readonly version?: AuroraPostgresEngineVersion;

  /**
   * What writer and readers run on.
   *
   * @default AuroraCapacity.provisioned()
   */
  readonly capacity?: AuroraCapacity;

  /**
   * Readers, from 1 to 15: they wait to take over. Without one a new writer has to be made first.
   *
   * @default 2 - with the writer one in each of three zones
   */
  readonly readers?: number;

  /**
   * The part that this cluster has in an Aurora Global Database, for disaster recovery only: replication to other regions is asynchronous.
   *
   * @default - none: one region
   */
  readonly globalDatabase?: AuroraGlobalDatabase;
}

/**
 * Aurora PostgreSQL: a writer and readers in three zones over storage that holds six copies in three zones, of which four have each commit. A failover
 * promotes a reader, usually within 30 to 60 s.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
 */
export class AuroraPostgres extends AwsPostgres {
  public readonly endpoint: Endpoint;

  /** The cluster of AWS CDK. */
  public readonly cluster: DatabaseCluster;

  constructor(scope: Construct, id: string, props: AuroraPostgresProps) {
    const version = props.version ?? AuroraPostgresEngineVersion.VER_15_17;
    const { globalDatabase } = props;
    super(scope, id, props, {
      name: 'Aurora PostgreSQL', version: version.auroraPostgresMajorVersion, zones: 3, hasCopiedSecrets: globalDatabase?._isSecondary ?? false,
    });
    globalDatabase?._requireOtherRegions(`Aurora PostgreSQL '${id}'`, Stack.of(this));
    const readers = requireInteger(`Aurora PostgreSQL '${id}': readers`, props.readers ?? 2, 1, 15);
    const capacity = props.capacity ?? AuroraCapacity.provisioned();

    this.cluster = this.makeCluster(version, capacity, readers, globalDatabase !== undefined);
    this.endpoint = globalDatabase?._join(this.cluster) ?? this.cluster.clusterEndpoint;
    this._copySecrets(globalDatabase?._regions ?? []);
    this._serve(this.endpoint, {
      sourceType: 'db-cluster',
      sourceId: this.cluster.clusterIdentifier,
      dimensions: [{ DBClusterIdentifier: this.cluster.clusterIdentifier }],
      storage: { metric: 'FreeLocalStorage', limit: 5 * GIB }, // for temporary files; the data's own storage grows by itself
      replicaLag: { metric: 'AuroraReplicaLag', limit: 1000 }, // milliseconds
      copyLag: globalDatabase?._isSecondary ? { metric: 'AuroraGlobalDBRPOLag', limit: 10_000 } : undefined, // milliseconds
    });
  }

  private makeCluster(version: AuroraPostgresEngineVersion, capacity: AuroraCapacity, readers: number, isGlobal: boolean): DatabaseCluster {
    // A reader of the writer's tier keeps what the writer has in its cache, so that it starts warm. Secondaries cannot, and every part may become one.
    const parameters = capacity._serverless === undefined && !isGlobal ? { apg_ccm_enabled: '1' } : undefined;
    const engine = DatabaseClusterEngine.auroraPostgres({ version });
    const cluster = new DatabaseCluster(this, 'Cluster', {
      engine,
      credentials: this._credentials,
      vpc: this._vpc,
      vpcSubnets: this._subnets,
      subnetGroup: this._subnetGroup,
      securityGroups: [this.securityGroup],
      writer: this.instance('Writer', capacity, 0),
      readers: Array.from({ length: readers }, (_, index) => this.instance(`Reader${index + 1}`, capacity, index + 1)),
      serverlessV2MinCapacity: capacity._serverless?.minCapacity,
      serverlessV2MaxCapacity: capacity._serverless?.maxCapacity,
      instanceUpdateBehaviour: InstanceUpdateBehaviour.ROLLING,
      parameterGroup: this._parameters(engine, parameters),
      storageEncrypted: true,
      storageEncryptionKey: this.encryptionKey,
      backup: { retention: this._backupRetention },
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      removalPolicy: this._removalPolicy,
      autoMinorVersionUpgrade: false,
      cloudwatchLogsExports: ['postgresql'],
      monitoringInterval: Duration.minutes(1),
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: this.encryptionKey,
      databaseInsightsMode: DatabaseInsightsMode.STANDARD,
    });
    Validations.of(cluster).acknowledge({ id: 'CloudFormation-Validate::W3010', reason: 'writer and readers lie in zones that differ, so each zone is said' });
    return cluster;
  }

  /** The writer and the first reader are of tier 0: that reader is promoted, and the others only if it is lost too. */
  private instance(id: string, capacity: AuroraCapacity, index: number): IClusterInstance {
    const options = {
      availabilityZone: this._zones[index % this._zones.length],
      autoMinorVersionUpgrade: false,
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: this.encryptionKey,
    };
    const promotionTier = index < 2 ? 0 : 1;
    return capacity._instanceType === undefined
      ? ClusterInstance.serverlessV2(id, { ...options, scaleWithWriter: true })
      : ClusterInstance.provisioned(id, { ...options, promotionTier, instanceType: capacity._instanceType });
  }
}
