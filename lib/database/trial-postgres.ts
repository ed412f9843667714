import { Duration, Lazy, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { SetupDatabase, setupSql } from './setup-sql';
import { START_FILE, TRIAL_POSTGRES_FILES } from './trial-postgres-start';
import { configMap } from '../kubernetes/config-map';
import { ConnectionPlan } from '../kubernetes/connection-plan';
import { ContainerDescription } from '../kubernetes/container';
import { admitUsers } from '../kubernetes/database-uses';
import { namespaceOf, PodGroup, serviceHost } from '../kubernetes/identity';
import { AccessPolicy, podsOf } from '../kubernetes/network-policy';
import { scratchVolume } from '../kubernetes/pod';
import { POSTGRES_DATA, POSTGRES_SOCKET, POSTGRES_USER, postgresProbes, sharedMemoryVolume } from '../kubernetes/postgres-container';
import { singleScheduling } from '../kubernetes/scheduling';
import { headlessService } from '../kubernetes/service';
import { serviceAccount } from '../kubernetes/service-account';
import { volumeClaim } from '../kubernetes/volume-claim';
import { singletonStatefulSet } from '../kubernetes/workload';
import { ContainerImage } from '../model/container-image';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { PostgresDatabase, PostgresDatabaseOptions, PostgresServer, PostgresTls, PostgresUser } from '../model/postgres';
import { POSTGRES_IMAGE } from '../model/postgres-image';
import { PostgresReplication } from '../model/postgres-replication';
import { requireSecretKey } from '../model/require-secret-key';
import { Cpu, Resources } from '../model/resources';
import { SecretKey } from '../model/secret-key';
import { refuse } from '../model/validation';

/** Props of `TrialPostgres`. */
export interface TrialPostgresProps {
  /**
   * The password of all roles, one line. A changed one reaches the server, and the services, when their pods start.
   *
   * @default - the key `password` of the Secret `<id>-password`
   */
  readonly password?: SecretKey;

  /**
   * Disk for all databases.
   *
   * @default 8 GiB
   */
  readonly storage?: Size;

  /**
   * Class of the disk.
   *
   * @default - the cluster's own
   */
  readonly storageClass?: string;

  /**
   * An image of PostgreSQL 15; its user id must be 70, as in the official Alpine images.
   *
   * @default - the official PostgreSQL 15 image of `QueryStore.perInstance`
   */
  readonly image?: ContainerImage;

  /**
   * Names of Secrets for the registry of the image.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * What the server may use.
   *
   * @default - 1 GiB and 250 thousandths of a core
   */
  readonly resources?: Resources;

  /**
   * Which nodes it may run on.
   *
   * @default - any that its disk is on
   */
  readonly placement?: Placement;

  /**
   * Who may connect beside the services that use a database.
   *
   * @default - nobody
   */
  readonly clients?: NetworkPeer[];
}

const VERSION = 15;
const PORT = 5432;
const COMPONENT = 'trial-database';
const FOLDER = '/etc/trial-postgres';
const GRACE_SECONDS = 60;
const STARTUP_BUDGET = Duration.minutes(15);

/** What PostgreSQL has made itself, and the names that it keeps for its roles. */
const TAKEN = /^(postgres|template[01]|pg_.*)$/;

/**
 * A PostgreSQL for trying: one server in one pod, on one disk. It is not highly available: while its pod moves, every ledger on it stands still, and a
 * lost disk is a lost ledger. It has no backups and one password for all roles. It has no TLS, because somebody would have to bring a certificate first:
 * passwords are not sent (SCRAM-SHA-256), but whoever listens on the network reads the ledger. A network policy lets in the services that use it.
 *
 * For everything but trying there is `CloudNativePgCluster`, which is used alike.
 */
export class TrialPostgres extends Construct {
  /** The server, as services know it. It can be handed to whatever takes a `PostgresServer`. */
  public readonly server: PostgresServer;
  /** Its pod, for the `egress` of services that may not connect to everybody. */
  public readonly pods: NetworkPeer;

  private readonly owner: string;
  private readonly group: PodGroup;
  private readonly password: SecretKey;
  private readonly databases: SetupDatabase[] = [];

  public constructor(scope: Construct, id: string, props: TrialPostgresProps = {}) {
    super(scope, id);
    this.owner = requireTrialId(id);
    this.password = requireSecretKey(`${this.owner}: password`, props.password ?? SecretKey.of(`${id}-password`, 'password'));
    this.group = { name: 'postgres', instance: id, component: COMPONENT, version: String(VERSION) };
    this.pods = podsOf(this, this.group);
    this.server = PostgresServer.external({
      id: `${namespaceOf(this)}/${id}`,
      host: serviceHost(this, id),
      port: PORT,
      tls: PostgresTls.disabled(),
      replication: PostgresReplication.none(),
      version: VERSION,
    });
    headlessService(this, 'Service', { name: id, group: this.group, ports: { postgres: { port: PORT } } });
    this.accessPolicy(props.clients ?? []);
    this.statefulSet(props);
  }

  /**
   * The database of one service, with a role of its own as its owner, both made when the server starts. It outlives its line in the app.
   *
   * @param name name of the database and of its owner: letters, digits, '_' and '-', at most 63
   */
  public database(name: string, options: PostgresDatabaseOptions = {}): PostgresDatabase {
    const { secretName, key } = this.password;
    const database = this.server.database(name, PostgresUser.fromSecret(secretName, { username: name, passwordKey: key }), options);
    if (this.databases.some((other) => other.name === name)) {
      refuse(`${this.owner}: database '${name}' exists already; give each service a database of its own (rule R14)`);
    }
    if (TAKEN.test(name)) {
      refuse(`${this.owner}: database must not be called as PostgreSQL calls its own databases and roles (postgres, template0, template1, pg_*), got '${name}'`);
    }
    this.databases.push({ name, owner: name });
    return database;
  }

  private accessPolicy(clients: NetworkPeer[]): void {
    const policy = new AccessPolicy(this, this.group, this.node.id);
    clients.forEach((peer) => policy.admit(peer, PORT));
    admitUsers(this, this.server, (service) => policy.admit(service, PORT));
  }

  private statefulSet(props: TrialPostgresProps): void {
    const { id } = this.node;
    const secrets = [{ env: 'PASSWORD', secret: this.password, purpose: `password of all roles of the trial database '${id}'` }];
    const data = volumeClaim(this, 'data', { name: `${id}-data`, group: this.group, size: props.storage ?? Size.gibibytes(8), storageClass: props.storageClass });
    singletonStatefulSet(this, 'StatefulSet', {
      name: id,
      secrets,
      pod: {
        group: this.group,
        serviceAccount: serviceAccount(this, this.group, id),
        scheduling: singleScheduling(props.placement ?? Placement.spread()),
        gracePeriodSeconds: GRACE_SECONDS,
        imagePullSecrets: props.imagePullSecrets,
        config: { configMap: configMap(this, 'Config', this.group, `${id}-config`, TRIAL_POSTGRES_FILES), path: FOLDER },
        containers: [{ ...this.container(props), bindings: secrets }],
        volumes: [data, scratchVolume('run', Size.mebibytes(16)), sharedMemoryVolume('shm')],
      },
    }, id);
  }

  /** Databases and connections are known when all services are made. A new database makes a new pod, which makes the database. */
  private container({ image, resources }: TrialPostgresProps): ContainerDescription {
    const sql = Lazy.any({ produce: () => setupSql(this.databases) }) as string;
    const maxConnections = Lazy.any({ produce: () => `max_connections=${ConnectionPlan.of(this, this.server)._roundedMaxConnections}` }) as string;
    return {
      name: 'postgres',
      image: image ?? POSTGRES_IMAGE,
      user: POSTGRES_USER,
      command: ['sh', `${FOLDER}/${START_FILE}`],
      args: ['-c', 'listen_addresses=*', '-c', maxConnections],
      env: { PGDATA: `${POSTGRES_DATA}/pgdata`, PGHOST: POSTGRES_SOCKET, PGUSER: 'postgres', SETUP_SQL: sql },
      resources: resources ?? Resources.of({ memory: Size.gibibytes(1), cpu: Cpu.millis(250) }),
      ports: { postgres: PORT },
      // By way of the network, where it answers when it has its databases.
      probes: postgresProbes(['pg_isready', '--host=127.0.0.1', '--dbname=postgres'], STARTUP_BUDGET.toSeconds()),
      mounts: [
        { name: 'data', mountPath: POSTGRES_DATA },
        { name: 'run', mountPath: POSTGRES_SOCKET },
        { name: 'shm', mountPath: '/dev/shm' },
      ],
    };
  }
}

/** @returns who speaks, for error messages */
function requireTrialId(id: string): string {
  return /^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$/.test(id)
    ? `trial PostgreSQL '${id}'`
    : refuse(`trial PostgreSQL '${id}': id must be a DNS label of at most 30 characters that begins with a letter, got '${id}'`);
}
