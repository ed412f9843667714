import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ISecurityGroup, IVpc, Port, SecurityGroup, SubnetSelection, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { IGrantable } from 'aws-cdk-lib/aws-iam';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Credentials, Endpoint, IEngine, IParameterGroup, ISubnetGroup, ParameterGroup, SubnetGroup } from 'aws-cdk-lib/aws-rds';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AwsPostgresProps } from './aws-postgres-props';
import { requireBackupRetention, requireClients, requireDatabases, requireRemovalPolicy, requireSecretPrefix, requireSubnets } from './aws-postgres-validation';
import { DatabaseSecrets } from './database-secrets';
import { alertTopic, ServerAlerts, Watched } from './server-alerts';
import { serverParameters } from './server-parameters';
import { PostgresDatabase, PostgresDatabaseOptions, PostgresServer, PostgresTls, PostgresUser } from '../model/postgres';
import { PostgresReplication } from '../model/postgres-replication';
import { RemoteSecret } from '../model/remote-secret';
import { SecretKey } from '../model/secret-key';
import { describe, refuse, requireDnsLabel, requireInteger } from '../model/validation';

const PORT = 5432;
const MASTER = 'postgres';
/** The first that asks during a long query whether its client is still there: a parameter that older ones do not have. */
const OLDEST = 14;

/** What a kind of server adds to the decisions that all have in common. */
export interface AwsPostgresKind {
  /** Who speaks in errors: "Aurora PostgreSQL". */
  readonly name: string;
  /** Major version. */
  readonly version: string;
  /** Zones that it needs. */
  readonly zones: number;
  /** Whether the secrets of its users are copies from another region. @default false */
  readonly hasCopiedSecrets?: boolean;
}

/** A PostgreSQL server on AWS: the decisions that all kinds have in common. What is kept, who may connect, and how the cluster comes to know of it. */
export abstract class AwsPostgres extends Construct {
  /** The server, for whatever takes a `PostgresServer`. Its address arrives in the cluster as key `host` of Secret `<id>-endpoint`. */
  public readonly server: PostgresServer;

  /** The user that may make databases and users: for that, and for no service. */
  public readonly masterUser: PostgresUser;

  /** Who may connect. */
  public readonly securityGroup: ISecurityGroup;

  /** What encrypts everything. */
  public readonly encryptionKey: IKey;

  /** Where alarms and failovers are told. */
  public readonly alertTopic: ITopic;

  /** Where the primary is, as a token of AWS CDK: for outputs of the stack. Manifests get it from a Secret. */
  public abstract readonly endpoint: Endpoint;

  /** @internal */
  protected readonly _vpc: IVpc;
  /** @internal */
  protected readonly _subnets: SubnetSelection;
  /** @internal */
  protected readonly _zones: string[];
  /** @internal */
  protected readonly _subnetGroup: ISubnetGroup;
  /** @internal */
  protected readonly _maxConnections: number;
  /** @internal */
  protected readonly _backupRetention: Duration;
  /** @internal */
  protected readonly _removalPolicy: RemovalPolicy;
  private readonly databases: string[];
  private readonly databaseSecrets: DatabaseSecrets;

  protected constructor(scope: Construct, id: string, props: AwsPostgresProps, kind: AwsPostgresKind) {
    super(scope, requireDnsLabel(`id of ${kind.name}`, id));
    const owner = `${kind.name} '${id}'`;
    const version = requireInteger(`${owner}: version (the major one)`, Number(kind.version.split('.')[0]), OLDEST, 99);
    this._maxConnections = requireInteger(`${owner}: maxConnections`, props.maxConnections ?? 500, 50, 5000);
    this._backupRetention = requireBackupRetention(owner, props.backupRetention ?? Duration.days(14));
    this._removalPolicy = requireRemovalPolicy(owner, props.removalPolicy ?? RemovalPolicy.RETAIN);
    this.databases = requireDatabases(owner, props.databases);

    this._vpc = props.vpc;
    this._subnets = props.vpcSubnets ?? { subnetType: SubnetType.PRIVATE_ISOLATED };
    this._zones = requireSubnets(owner, this._vpc, this._subnets, kind.zones);
    this._subnetGroup = this.makeSubnetGroup();
    this.securityGroup = this.makeSecurityGroup(owner, props);
    this.encryptionKey = props.encryptionKey ?? this.makeKey();
    this.alertTopic = props.alertTopic ?? alertTopic(this, 'Alerts', this.encryptionKey);
    this.databaseSecrets = this.makeSecrets(owner, props, kind);

    this.server = this.describeServer(version);
    this.masterUser = PostgresUser.fromSecret(`${id}-master`);
  }

  /** The Secrets that the cluster must have of this server, for `ExternalSecrets`: its endpoint, its master user, and the user of each database. */
  public get secrets(): RemoteSecret[] {
    return [...this.databaseSecrets.remote];
  }

  /**
   * The database of one service, with its user.
   *
   * @param name one of `databases`
   */
  public database(name: string, options?: PostgresDatabaseOptions): PostgresDatabase {
    if (!this.databases.includes(name)) {
      refuse(`PostgreSQL server '${this.node.id}': database must be one of ${this.databases.join(', ')}, got ${describe(name)}; add it to databases`);
    }
    return this.server.database(name, PostgresUser.fromSecret(`${this.node.id}-${name}`), options);
  }

  /** Lets the role of External Secrets Operator read the secrets of this server, and nothing else. */
  public grantReadSecrets(grantee: IGrantable): void {
    this.databaseSecrets.grantRead(grantee);
  }

  /** Credentials of the master user: its password never stands in the template. @internal */
  protected get _credentials(): Credentials {
    const { master, isCopied } = this.databaseSecrets;
    // A copy cannot be changed: nothing is attached to it.
    return isCopied ? Credentials.fromPassword(MASTER, master.secretValueFromJson('password')) : Credentials.fromSecret(master, MASTER);
  }

  /** Has the secrets of the users, not that of the endpoint, in other regions too. @internal */
  protected _copySecrets(regions: string[]): void {
    this.databaseSecrets.copyTo(regions);
  }

  /** The parameters of the server, kept with it. @internal */
  protected _parameters(engine: IEngine, more: { [name: string]: string } = {}): IParameterGroup {
    const parameters = { ...serverParameters(this._maxConnections), ...more };
    return new ParameterGroup(this, 'Parameters', { engine, parameters, removalPolicy: RemovalPolicy.RETAIN });
  }

  /** What is left to do when the server is there. @internal */
  protected _serve({ hostname }: Endpoint, watched: Omit<Watched, 'maxConnections'>): void {
    this.databaseSecrets.publishEndpoint(hostname, String(PORT));
    new ServerAlerts(this, 'Alarms', this.alertTopic, { ...watched, maxConnections: this._maxConnections });
  }

  private makeSubnetGroup(): ISubnetGroup {
    return new SubnetGroup(this, 'Subnets', {
      description: `Subnets of ${this.node.id}`, vpc: this._vpc, vpcSubnets: this._subnets, removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private makeSecurityGroup(owner: string, { clients }: AwsPostgresProps): ISecurityGroup {
    const group = new SecurityGroup(this, 'SecurityGroup', { vpc: this._vpc, description: `Clients of ${this.node.id}`, allowAllOutbound: false });
    requireClients(owner, clients).forEach((client) => group.addIngressRule(client, Port.tcp(PORT), 'PostgreSQL'));
    group.applyRemovalPolicy(RemovalPolicy.RETAIN); // the server that is kept needs it
    return group;
  }

  private makeKey(): IKey {
    return new Key(this, 'Key', { description: `Data and secrets of ${this.node.id}`, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  }

  private makeSecrets(owner: string, { secretPrefix = this.node.id }: AwsPostgresProps, kind: AwsPostgresKind): DatabaseSecrets {
    const { databases, encryptionKey: key } = this;
    const prefix = requireSecretPrefix(owner, secretPrefix);
    return new DatabaseSecrets(this, 'Secrets', { id: this.node.id, prefix, key, masterUsername: MASTER, databases, isCopied: kind.hasCopiedSecrets ?? false });
  }

  private describeServer(version: number): PostgresServer {
    const { id } = this.node;
    return PostgresServer.external({
      id,
      hostFromSecret: SecretKey.of(`${id}-endpoint`, 'host'),
      port: PORT,
      tls: PostgresTls.verifyFull(SecretKey.of(`${id}-ca`, 'ca.crt')),
      replication: PostgresReplication.synchronous(),
      version,
      maxConnections: this._maxConnections,
    });
  }
}
