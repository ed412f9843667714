import { PostgresReplication } from './postgres-replication';
import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';
import { Storage } from './storage';
import { refuse, requireDataKey, requireHost, requireInteger, requirePort, requireText } from './validation';

/** How a database user is read from a Secret. */
export interface PostgresUserOptions {
  /**
   * Name of the user, when it is not in the Secret.
   *
   * @default - read from the Secret's key `usernameKey`
   */
  readonly username?: string;

  /**
   * Key of the user's name.
   *
   * @default 'username'
   */
  readonly usernameKey?: string;

  /**
   * Key of the user's password.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;
}

/** A database user; its password is only ever a reference. */
export class PostgresUser {
  /** A user whose name and password are the keys `username` and `password` of a Secret, as `kubernetes.io/basic-auth` has them. */
  public static fromSecret(secretName: string, options: PostgresUserOptions = {}): PostgresUser {
    if (options.username !== undefined && options.usernameKey !== undefined) {
      refuse(`PostgreSQL user of secret '${secretName}': username and usernameKey exclude each other, got '${options.username}' and '${options.usernameKey}'`);
    }
    const username = options.username === undefined ? undefined : requireText('PostgreSQL user name', options.username);
    const usernameKey = SecretKey.of(secretName, requireDataKey('usernameKey', options.usernameKey ?? 'username'));
    return new PostgresUser(username ?? usernameKey, SecretKey.of(secretName, options.passwordKey ?? 'password'));
  }

  private constructor(
    /** @internal */
    public readonly _name: string | SecretKey,
    /** @internal */
    public readonly _password: SecretKey,
  ) {}
}

/** A client certificate for the database. */
export interface PostgresClientCertificate {
  /** The certificate (PEM). */
  readonly certificate: SecretKey;
  /** Its private key: PKCS8 in DER, as the JDBC driver demands. */
  readonly privateKey: SecretKey;
}

/** How connections to the database are encrypted. */
export class PostgresTls {
  /** The server's certificate and its host name are checked (`sslmode=verify-full`). */
  public static verifyFull(rootCertificate: SecretKey, client?: PostgresClientCertificate): PostgresTls {
    return PostgresTls.verified('verify-full', rootCertificate, client);
  }

  /** The server's certificate is checked, its host name is not (`sslmode=verify-ca`). */
  public static verifyCa(rootCertificate: SecretKey, client?: PostgresClientCertificate): PostgresTls {
    return PostgresTls.verified('verify-ca', rootCertificate, client);
  }

  /** Encrypted to whoever answers (`sslmode=require`): no protection against an impostor. */
  public static requireUnverified(): PostgresTls {
    return new PostgresTls('require', undefined, undefined);
  }

  /** No encryption: passwords' hashes and all ledger data cross the network readable. */
  public static disabled(): PostgresTls {
    return new PostgresTls('disable', undefined, undefined);
  }

  private static verified(sslmode: string, rootCertificate: SecretKey, client?: PostgresClientCertificate): PostgresTls {
    requireSecretKey('root certificate of the PostgreSQL server', rootCertificate);
    return new PostgresTls(sslmode, rootCertificate, client);
  }

  private constructor(
    /** The JDBC driver's `sslmode`. */
    public readonly sslmode: string,
    /** @internal */
    public readonly _rootCertificate: SecretKey | undefined,
    /** @internal */
    public readonly _client: PostgresClientCertificate | undefined,
  ) {}
}

/** A PostgreSQL server (or cluster) that somebody else runs. */
export interface ExternalPostgresProps {
  /**
   * Address that always leads to the current primary (rule R19).
   *
   * @default - read from `hostFromSecret`
   */
  readonly host?: string;

  /**
   * The address as a Secret's key, where synthesis does not know it. One of `host` and `hostFromSecret` is needed.
   *
   * @default - `host`
   */
  readonly hostFromSecret?: SecretKey;

  /**
   * TCP port.
   *
   * @default 5432
   */
  readonly port?: number;

  /**
   * The port as a Secret's key. Excludes `port`.
   *
   * @default - `port`
   */
  readonly portFromSecret?: SecretKey;

  /** How connections are encrypted; `PostgresTls.disabled()` must be written out. */
  readonly tls: PostgresTls;

  /** Whether a failover of the server loses what was committed (rules R16, R17). */
  readonly replication: PostgresReplication;

  /**
   * Major version. Services refuse a server whose version their release does not run on (rule R21).
   *
   * @default - not known, not judged
   */
  readonly version?: number;

  /**
   * The server's `max_connections`. Synthesis refuses more than it allows; `ConnectionPlan` has the sum.
   *
   * @default - not known, not judged
   */
  readonly maxConnections?: number;

  /**
   * Connections that are kept free of services: `superuser_reserved_connections`, and those of whoever looks after the server.
   *
   * @default 10
   */
  readonly reservedConnections?: number;

  /**
   * What makes this server the same server wherever it is described: databases are unique within it.
   *
   * @default - the host and port, or the Secret keys that hold them
   */
  readonly id?: string;
}

/** What a service's database may be given beside its name and user. */
export interface PostgresDatabaseOptions {
  /**
   * Connections in the pool of one instance (`storage.parameters.max-connections`, or `pool-size` of JSON API and trigger service).
   * A participant holds up to this number + 18 on the server, a sequencer twice this number + 2 (facts A.2); a rollout doubles the instances.
   *
   * @default 10
   */
  readonly maxConnections?: number;
}

/** A PostgreSQL server. Its databases are handed out to services, one each. */
export class PostgresServer {
  /** A server that exists already, in the cluster or outside. */
  public static external(props: ExternalPostgresProps): PostgresServer {
    for (const [name, key] of Object.entries({ hostFromSecret: props.hostFromSecret, portFromSecret: props.portFromSecret })) {
      if (key !== undefined) {
        requireSecretKey(`PostgreSQL server: ${name}`, key);
      }
    }
    if ((props.host === undefined) === (props.hostFromSecret === undefined)) {
      refuse(`PostgreSQL server: exactly one of host and hostFromSecret is needed, got ${props.host === undefined ? 'neither' : 'both'}`);
    }
    if (props.port !== undefined && props.portFromSecret !== undefined) {
      refuse(`PostgreSQL server: port and portFromSecret exclude each other, got ${props.port} and ${props.portFromSecret}`);
    }
    if (!(props.tls instanceof PostgresTls)) {
      refuse('PostgreSQL server: tls must be said; use PostgresTls.verifyFull, or write PostgresTls.disabled() out');
    }
    if (!(props.replication instanceof PostgresReplication)) {
      refuse('PostgreSQL server: replication must be said; use PostgresReplication.synchronous() where a standby has every commit, or write '
        + 'PostgresReplication.asynchronous() or .none() out');
    }
    const host = props.hostFromSecret ?? requireHost('PostgreSQL host', props.host!);
    const port = props.portFromSecret ?? requirePort('PostgreSQL port', props.port ?? 5432);
    const id = props.id === undefined ? `${host}:${port}`.toLowerCase() : requireText('PostgreSQL server id', props.id);
    return new PostgresServer(
      id, host, port, props.tls, props.replication,
      optional(props.version, (version) => requireInteger(`PostgreSQL server '${id}': version (the major one)`, version, 9, 99)),
      optional(props.maxConnections, (limit) => requireInteger(`PostgreSQL server '${id}': maxConnections`, limit, 10, 262_143)),
      requireInteger(`PostgreSQL server '${id}': reservedConnections`, props.reservedConnections ?? 10, 3, 1000),
    );
  }

  private constructor(
    /** What identifies the server. */
    public readonly id: string,
    /** @internal */
    public readonly _host: string | SecretKey,
    /** @internal */
    public readonly _port: number | SecretKey,
    /** @internal */
    public readonly _tls: PostgresTls,
    /** Whether a failover of the server loses what was committed. */
    public readonly replication: PostgresReplication,
    /** Major version, where it is known. */
    public readonly version: number | undefined,
    /** The server's `max_connections`, where it is known. */
    public readonly maxConnections: number | undefined,
    /** Connections that are kept free of services. */
    public readonly reservedConnections: number,
  ) {}

  /**
   * The database of one service.
   *
   * @param name name of the database: letters, digits, '_' and '-', at most 63; Canton's lock is keyed by it
   * @param user its owner, used by all instances of the service and by nobody else (rule R24)
   */
  public database(name: string, user: PostgresUser, options: PostgresDatabaseOptions = {}): PostgresDatabase {
    requireText('database name', name);
    if (!/^[a-zA-Z_][-\w]{0,62}$/.test(name)) {
      refuse(`database name must be letters, digits, '_' and '-' (at most 63, no digit first), got '${name}'`);
    }
    if (!(user instanceof PostgresUser)) {
      refuse(`database '${name}': user must be a PostgresUser, got a ${typeof user} (not shown); passwords are never text: use PostgresUser.fromSecret('<secret>')`);
    }
    return PostgresDatabase._of(this, name, user, requireInteger(`database '${name}': maxConnections`, options.maxConnections ?? 10, 4, 1000));
  }
}

/** One database on a PostgreSQL server, with its user. */
export class PostgresDatabase extends Storage {
  /** @internal */
  public static _of(server: PostgresServer, name: string, user: PostgresUser, maxConnections: number): PostgresDatabase {
    return new PostgresDatabase(server, name, user, maxConnections);
  }

  public readonly storageId: string;

  private constructor(
    /** The server. */
    public readonly server: PostgresServer,
    /** Name of the database. */
    public readonly name: string,
    /** Its user. */
    public readonly user: PostgresUser,
    /** Connections in the pool of one instance. */
    public readonly maxConnections: number,
  ) {
    super();
    this.storageId = `database '${name}' on PostgreSQL server '${server.id}'`;
  }
}

function optional<T>(value: T | undefined, check: (value: T) => T): T | undefined {
  return value === undefined ? undefined : check(value);
}
