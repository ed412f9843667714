import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { backupObjects } from './cloud-native-pg-backup-objects';
import { CloudNativePgClusterProps, CloudNativePgPodMonitor } from './cloud-native-pg-props';
import { ManagedRole, managedRole } from './cloud-native-pg-role';
import { clusterSpec } from './cloud-native-pg-spec';
import { ConnectionPlan } from '../kubernetes/connection-plan';
import { admitUsers } from '../kubernetes/database-uses';
import { metadata, namespaceOf, PodGroup, serviceHost } from '../kubernetes/identity';
import { AccessPolicy, podsOf } from '../kubernetes/network-policy';
import { NetworkPeer } from '../model/network-peer';
import { PostgresDatabase, PostgresServer, PostgresTls, PostgresUser } from '../model/postgres';
import { PostgresReplication } from '../model/postgres-replication';
import { SecretKey } from '../model/secret-key';
import { refuse, requireInteger } from '../model/validation';

/** What a service's database may be given. */
export interface CloudNativePgDatabaseOptions {
  /**
   * Its owner. The Secret has the type `kubernetes.io/basic-auth` and holds the role's name as `username`.
   *
   * @default - the Secret `<name>-db` ('_' becomes '-'), whose `username` is the database's name
   */
  readonly user?: PostgresUser;

  /**
   * Connections in the pool of one instance of the service.
   *
   * @default 10
   */
  readonly maxConnections?: number;
}

const API = 'postgresql.cnpg.io/v1';
/** https://cloudnative-pg.io/documentation/current/security/#exposed-ports */
const PORTS = { postgres: 5432, status: 8000, metrics: 9187 };

/** What PostgreSQL and the operator have made themselves. */
const TAKEN = ['app', 'postgres', 'template0', 'template1'];

/**
 * A highly available PostgreSQL in the cluster, run by the CloudNativePG operator: 1.28 or later, of which 1.30 also lets nobody take over before
 * the old primary's lease is given up or over. A commit is on two servers before its client hears of it, and only a server that has all commits
 * takes over.
 *
 * There is no pooler: Canton's lock belongs to a session, which a pooler gives to others or ends (rule R20).
 */
export class CloudNativePgCluster extends Construct {
  /** The server, as services know it. It can be handed to whatever takes a `PostgresServer`. */
  public readonly server: PostgresServer;
  /** Its pods, for the `egress` of services that may not connect to everybody. */
  public readonly pods: NetworkPeer;
  /** Number of servers. */
  public readonly instances: number;

  private readonly owner: string;
  private readonly group: PodGroup;
  private readonly databases = new Map<string, string>();
  private readonly roles: ManagedRole[] = [];

  public constructor(scope: Construct, id: string, props: CloudNativePgClusterProps) {
    super(scope, id);
    this.owner = requireClusterId(id);
    this.instances = requireInstances(this.owner, props.instances ?? 3);
    const version = requireInteger(`${this.owner}: version (the major one)`, props.version ?? 15, 14, 99);
    // The operator labels its pods with these three itself.
    this.group = { name: 'postgresql', instance: id, component: 'database', version: String(version) };
    this.pods = podsOf(this, this.group);
    const host = serviceHost(this, `${id}-rw`);
    this.server = PostgresServer.external({
      id: `${namespaceOf(this)}/${id}`,
      host,
      tls: PostgresTls.verifyFull(SecretKey.of(`${id}-ca`, 'ca.crt')),
      replication: this.instances === 1 ? PostgresReplication.none() : PostgresReplication.synchronous(),
      version,
      maxConnections: props.maxConnections,
    });
    const maxConnections = Lazy.any({ produce: () => String(props.maxConnections ?? ConnectionPlan.of(this, this.server)._roundedMaxConnections) });
    const managed = Lazy.any({ produce: () => (this.roles.length === 0 ? undefined : { roles: this.roles }) });
    const facts = { owner: this.owner, id, instances: this.instances, version, host, maxConnections, managed };
    this.object('Cluster', API, id, clusterSpec(facts, props));
    backupObjects(props.backup, id, this.object.bind(this));
    this.podMonitor(props.podMonitor);
    this.accessPolicy(props);
  }

  /**
   * The database of one service, with a role of its own as its owner. It outlives its object: whoever removes it from the app keeps the data.
   *
   * @param name name of the database, and of its owner where `user` does not name another: letters, digits, '_' and '-', at most 63
   */
  public database(name: string, options: CloudNativePgDatabaseOptions = {}): PostgresDatabase {
    const kubernetesName = String(name).toLowerCase().replace(/_/g, '-');
    const user = options.user ?? PostgresUser.fromSecret(`${kubernetesName}-db`);
    const database = this.server.database(name, user, { maxConnections: options.maxConnections });
    this.claimName(name, kubernetesName);
    const role = managedRole(this.owner, name, user);
    this.claimRole(name, role);
    this.object('Database', API, `${this.node.id}-${kubernetesName}`, {
      cluster: { name: this.node.id },
      name,
      owner: role.name,
      ensure: 'present',
      encoding: 'UTF8',
      databaseReclaimPolicy: 'retain',
    });
    return database;
  }

  /** Our own: the operator's is deprecated. */
  private podMonitor(monitor: CloudNativePgPodMonitor | undefined): void {
    if (monitor !== undefined) {
      const spec = { selector: { matchLabels: { 'cnpg.io/cluster': this.node.id } }, podMetricsEndpoints: [{ port: 'metrics' }] };
      this.object('PodMonitor', 'monitoring.coreos.com/v1', this.node.id, spec, monitor.labels);
    }
  }

  private accessPolicy({ operatorPods, clients = [], metricsClients = [] }: CloudNativePgClusterProps): void {
    const policy = new AccessPolicy(this, this.group, this.node.id);
    policy.admit(this.pods, PORTS.postgres, PORTS.status);
    policy.admit(operatorPods ?? NetworkPeer.pods({ 'app.kubernetes.io/name': 'cloudnative-pg' }, 'cnpg-system'), PORTS.postgres, PORTS.status);
    clients.forEach((peer) => policy.admit(peer, PORTS.postgres));
    metricsClients.forEach((peer) => policy.admit(peer, PORTS.metrics));
    admitUsers(this, this.server, (service) => policy.admit(service, PORTS.postgres));
  }

  private claimName(name: string, kubernetesName: string): void {
    const other = this.databases.get(kubernetesName);
    if (other !== undefined) {
      const same = other === name ? '' : ` as '${other}', which Kubernetes calls the same`;
      refuse(`${this.owner}: database '${name}' exists already${same}; give each service a database of its own (rule R14)`);
    }
    if (TAKEN.includes(name)) {
      refuse(`${this.owner}: database must not be called as PostgreSQL and the operator call theirs (${TAKEN.join(', ')}), got '${name}'`);
    }
    this.databases.set(kubernetesName, name);
  }

  private claimRole(database: string, role: ManagedRole): void {
    if (this.roles.some(({ name }) => name === role.name)) {
      refuse(`${this.owner}: user of database '${database}' must own no other, got '${role.name}'; give each database a user of its own (rule R24)`);
    }
    this.roles.push(role);
  }

  private object(kind: string, apiVersion: string, name: string, spec: object, labels?: { [label: string]: string }): void {
    const id = kind === 'Database' ? `${kind}-${name}` : kind;
    new ApiObject(this, id, { apiVersion, kind, metadata: metadata(this, { kind, name, group: this.group, labels }), spec });
  }
}

function requireClusterId(id: string): string {
  return /^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$/.test(id)
    ? `CloudNativePG cluster '${id}'`
    : refuse(`CloudNativePG cluster '${id}': id must be a DNS label of at most 50 characters that begins with a letter, got '${id}'`);
}

function requireInstances(owner: string, instances: number): number {
  requireInteger(`${owner}: instances`, instances, 1, 9);
  return instances === 2
    ? refuse(`${owner}: instances must be 1 or from 3 to 9, got 2: a commit needs a standby, so with either of two lost nothing can be written; use 3, or 1 for trying`)
    : instances;
}
