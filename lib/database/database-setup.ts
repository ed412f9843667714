import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { psqlEnvironment } from './psql-environment';
import { dryRunScript, runScript, SQL_FILE } from './setup-script';
import { ownerVariable, passwordVariable, setupSql } from './setup-sql';
import { PodGroup } from '../kubernetes/identity';
import { scriptJob } from '../kubernetes/script-job';
import { EnvBinding } from '../model/config-file';
import { ContainerImage } from '../model/container-image';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { PostgresDatabase, PostgresServer, PostgresUser } from '../model/postgres';
import { POSTGRES_IMAGE } from '../model/postgres-image';
import { Cpu, Resources } from '../model/resources';
import { SecretKey } from '../model/secret-key';
import { describe, refuse, requireText } from '../model/validation';

const COMPONENT = 'database-setup';
const FOLDER = '/etc/database-setup';
const SCRIPT_FILE = 'setup.sh';
const GRACE_SECONDS = 30;
/** One try waits a minute for the server; twenty tries are over an hour with Kubernetes' pauses between them. */
const RETRIES = { backoffLimit: 20, deadlineSeconds: Duration.hours(6).toSeconds() };
const RESOURCES = Resources.of({ memory: Size.mebibytes(64), cpu: Cpu.millis(20), ephemeralStorage: Size.mebibytes(32) });

/** Props of `DatabaseSetup`. */
export interface DatabaseSetupProps {
  /** The server that all the databases are on. */
  readonly server: PostgresServer;

  /** The databases to make, each with an owner of its own (rule R24). */
  readonly databases: PostgresDatabase[];

  /** Who makes them: a superuser, or a role with `CREATEDB` and `CREATEROLE` such as a cloud's master user, which becomes a member of the owners. */
  readonly admin: PostgresUser;

  /**
   * The database that the admin connects to first.
   *
   * @default 'postgres'
   */
  readonly adminDatabase?: string;

  /**
   * Prints the commands, with the owners' names and without passwords, and runs nothing. The Job needs the same Secrets.
   *
   * @default false
   */
  readonly dryRun?: boolean;

  /**
   * An image with `sh`, `pg_isready` and the psql of PostgreSQL 15 or later.
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
   * Where the Job's pod runs.
   *
   * @default Placement.spread()
   */
  readonly placement?: Placement;

  /**
   * Name of a PriorityClass that exists in the cluster.
   *
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;

  /**
   * Annotations of the pod. A changed one makes a new Job, which is how changed passwords reach the server.
   *
   * @default - none
   */
  readonly podAnnotations?: { [annotation: string]: string };

  /**
   * Labels of the pod. The library's own labels win.
   *
   * @default - none
   */
  readonly podLabels?: { [label: string]: string };

  /**
   * The only peers that the pod may connect to: the database. DNS is added.
   *
   * @default - it may connect to anybody
   */
  readonly egress?: NetworkPeer[];
}

/**
 * A Job that makes roles and databases on a bare PostgreSQL server, as an admin. It drops nothing and may run again; it leaves administrators' roles and
 * databases of somebody else, or in another encoding than UTF-8, as they are and fails. Each run sets the owners' passwords to those of their Secrets,
 * also those of roles that exist already, and has their sessions notice a lost client within seconds. Only the owner, its members and superusers can connect to a database (rule R24). The server is sent no
 * owner's password, only its hash (SCRAM-SHA-256).
 */
export class DatabaseSetup extends Construct {
  /**
   * What the Job runs, for an administrator who runs it by hand: psql asks for the passwords. Owners whose names are in Secrets are read from the
   * environment. No secret is in it.
   */
  public readonly sql: string;
  /** The Job's pods, for those who must let them in. */
  public readonly pods: NetworkPeer;

  public constructor(scope: Construct, id: string, props: DatabaseSetupProps) {
    super(scope, id);
    const owner = requireId(id);
    requireTypes(owner, props);
    requireDatabases(owner, props);

    const group: PodGroup = { name: 'postgres', instance: id, component: COMPONENT };
    const databases = props.databases.map(({ name, user }) => ({ name, owner: typeof user._name === 'string' ? user._name : undefined }));
    this.sql = setupSql(databases);
    const { env, bindings, files } = psqlEnvironment(props.server, props.admin, adminDatabase(owner, props));
    const secrets = [...bindings, ...ownerBindings(props.databases)];
    this.pods = scriptJob(this, {
      name: id,
      group,
      props,
      files: [
        { name: SCRIPT_FILE, text: props.dryRun ? dryRunScript(databases) : runScript(databases), env: [], files: [] },
        { name: SQL_FILE, text: this.sql, env: [], files: [] },
      ],
      folder: FOLDER,
      secrets: [...secrets, ...files],
      pod: {
        gracePeriodSeconds: GRACE_SECONDS,
        imagePullSecrets: props.imagePullSecrets,
        secretFiles: files,
        containers: [{
          name: COMPONENT,
          image: props.image ?? POSTGRES_IMAGE,
          command: ['sh', `${FOLDER}/${SCRIPT_FILE}`],
          env: { HOME: '/tmp', ...env },
          bindings: secrets,
          resources: RESOURCES,
        }],
      },
    }, RETRIES);
  }
}

function ownerBindings(databases: PostgresDatabase[]): EnvBinding[] {
  return databases.flatMap(({ name, user }, index) => [
    ...(user._name instanceof SecretKey
      ? [{ env: ownerVariable(index), secret: user._name, purpose: `name of the PostgreSQL user that owns database '${name}'` }]
      : []),
    { env: passwordVariable(index), secret: user._password, purpose: `password of the PostgreSQL user that owns database '${name}'` },
  ]);
}

/** @returns who speaks, for error messages */
function requireId(id: string): string {
  return /^[a-z0-9]([-a-z0-9]{0,28}[a-z0-9])?$/.test(id)
    ? `database setup '${id}'`
    : refuse(`database setup '${id}': id must be a DNS label of at most 30 characters (a-z, 0-9 and '-', no '-' at either end), as it names Kubernetes objects, got '${id}'`);
}

/** What typed callers cannot get wrong. */
function requireTypes(owner: string, { server, databases, admin }: DatabaseSetupProps): void {
  if (!(server instanceof PostgresServer)) {
    refuse(`${owner}: server must be a PostgresServer, got ${describe(server)}; use PostgresServer.external`);
  }
  if (!(admin instanceof PostgresUser)) {
    refuse(`${owner}: admin must be a PostgresUser, got a ${typeof admin} (not shown); passwords are never text: use PostgresUser.fromSecret('<secret>')`);
  }
  const other = databases.find((database) => !(database instanceof PostgresDatabase));
  if (other !== undefined) {
    refuse(`${owner}: databases must come from PostgresServer.database, got ${describe(other)}`);
  }
}

function requireDatabases(owner: string, { server, databases, admin }: DatabaseSetupProps): void {
  if (databases.length === 0) {
    refuse(`${owner}: databases must not be empty, got a list of 0; name those of your services: server.database('<name>', PostgresUser.fromSecret('<secret>'))`);
  }
  databases.forEach(({ name, server: { id }, user }, index) => {
    const others = databases.slice(0, index);
    const sameOwner = others.find((other) => sameUser(other.user, user));
    if (id !== server.id) {
      refuse(`${owner}: database '${name}' must be on PostgreSQL server '${server.id}', got one on '${id}'; make another DatabaseSetup for that server`);
    }
    if (others.some((other) => other.name === name)) {
      refuse(`${owner}: databases must differ, got '${name}' twice; name it once`);
    }
    if (sameUser(user, admin)) {
      refuse(`${owner}: database '${name}' must not belong to the admin, got ${nameOf(user)} for both; give it an owner of its own (rule R24)`);
    }
    if (sameOwner !== undefined) {
      refuse(`${owner}: databases '${sameOwner.name}' and '${name}' must have owners of their own (rule R24), got ${nameOf(user)} for both`);
    }
  });
}

function adminDatabase(owner: string, { adminDatabase: name = 'postgres', databases }: DatabaseSetupProps): string {
  requireText(`${owner}: adminDatabase`, name);
  return databases.some((database) => database.name === name)
    ? refuse(`${owner}: adminDatabase must be there before the setup runs, got '${name}', which it is to make; use 'postgres'`)
    : name;
}

function sameUser(one: PostgresUser, other: PostgresUser): boolean {
  return nameOf(one) === nameOf(other);
}

/** A user, as far as synthesis knows it. */
function nameOf({ _name: name }: PostgresUser): string {
  return name instanceof SecretKey ? `the name in secret ${name}` : `'${name}'`;
}
