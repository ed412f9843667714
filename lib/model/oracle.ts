import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';
import { Storage } from './storage';
import { refuse, requireHost, requireInteger, requirePort, requireText } from './validation';

/** An Oracle database that somebody else runs. */
export interface ExternalOracleProps {
  /** Address of the database; it must present itself as one logical database. */
  readonly host: string;

  /**
   * TCP port of the listener.
   *
   * @default 1521
   */
  readonly port?: number;

  /** Service name. */
  readonly serviceName: string;

  /**
   * User (schema), the same for all instances of the service. It needs `EXECUTE ON SYS.DBMS_LOCK`, `SELECT ON V_$LOCK` and `SELECT ON V_$MYSTAT`
   * (facts A.2).
   */
  readonly username: string;

  /** The user's password. */
  readonly password: SecretKey;

  /**
   * Second user (schema) for the Ledger API server: participants need one, other nodes do not.
   *
   * @default - none
   */
  readonly ledgerApiUsername?: string;

  /**
   * The second user's password. It becomes part of a URL, so it must be letters and digits.
   *
   * @default - none
   */
  readonly ledgerApiPassword?: SecretKey;

  /**
   * Connections in the pool of one instance.
   *
   * @default 10
   */
  readonly maxConnections?: number;
}

/** The Ledger API server's own user. @internal */
export interface OracleLedgerApiUser {
  readonly username: string;
  readonly password: SecretKey;
}

/** An Oracle database for one Canton node. The HTTP JSON API and the trigger service use PostgreSQL. */
export class OracleDatabase extends Storage {
  /** A database (user) that exists already. */
  public static external(props: ExternalOracleProps): OracleDatabase {
    const serviceName = requireText('Oracle service name', props.serviceName);
    if (!/^[\w.$#-]+$/.test(serviceName)) {
      refuse(`Oracle service name must be letters, digits, '_', '.', '$', '#' and '-', got '${serviceName}'`);
    }
    if ((props.ledgerApiUsername === undefined) !== (props.ledgerApiPassword === undefined)) {
      refuse(`Oracle user '${props.username}': ledgerApiUsername and ledgerApiPassword go together, got only ledgerApi${props.ledgerApiUsername === undefined ? 'Password' : 'Username'}`);
    }
    requireSecretKey(`password of Oracle user '${props.username}'`, props.password);
    if (props.ledgerApiUsername === props.username) {
      refuse(`Oracle user '${props.username}': ledgerApiUsername must differ from username, as it is a schema of its own`);
    }
    const ledgerApiUser = props.ledgerApiPassword && {
      username: requireText('Oracle ledgerApiUsername', props.ledgerApiUsername!),
      password: requireSecretKey(`password of Oracle user '${props.ledgerApiUsername}'`, props.ledgerApiPassword),
    };
    return new OracleDatabase(
      requireHost('Oracle host', props.host),
      requirePort('Oracle port', props.port ?? 1521),
      serviceName,
      requireText('Oracle user name', props.username),
      props.password,
      ledgerApiUser,
      requireInteger('Oracle maxConnections', props.maxConnections ?? 10, 4, 1000),
    );
  }

  public readonly storageId: string;

  private constructor(
    /** Address of the database. */
    public readonly host: string,
    /** TCP port of the listener. */
    public readonly port: number,
    /** Service name. */
    public readonly serviceName: string,
    /** User (schema). */
    public readonly username: string,
    /** @internal */
    public readonly _password: SecretKey,
    /** @internal */
    public readonly _ledgerApiUser: OracleLedgerApiUser | undefined,
    /** Connections in the pool of one instance. */
    public readonly maxConnections: number,
  ) {
    super();
    // Oracle has one schema a user: the user is what two services may not share.
    this.storageId = `user '${username}' on Oracle database '${host}:${port}/${serviceName}'`;
  }
}
