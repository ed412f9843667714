import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { IGrantable } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ISecret, Secret, SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { RemoteSecret } from '../model/remote-secret';

/** What the secrets of a server are named after and encrypted with. */
interface DatabaseSecretsProps {
  /** What their names in Kubernetes begin with. */
  readonly id: string;
  /** What their names in Secrets Manager begin with. */
  readonly prefix: string;
  readonly key: IKey;
  readonly masterUsername: string;
  /** Names of the databases, which are those of their users. */
  readonly databases: string[];
  /** Whether another region makes the secrets of the users, and has them copied to this one. */
  readonly isCopied: boolean;
}

/** The secrets of one server: made in Secrets Manager, kept when the stack goes, and named alike in Kubernetes. */
export class DatabaseSecrets extends Construct {
  public readonly master: ISecret;
  public readonly remote: RemoteSecret[] = [];
  public readonly isCopied: boolean;
  private readonly users: Secret[] = [];

  constructor(scope: Construct, id: string, private readonly props: DatabaseSecretsProps) {
    super(scope, id);
    this.isCopied = props.isCopied;
    this.master = this.user('master', props.masterUsername);
    props.databases.forEach((database) => this.user(database, database));
  }

  /** Where the server is: a secret of its own, because whatever changes beside a generated password makes a new password. */
  public publishEndpoint(host: string, port: string): void {
    const value = { host: SecretValue.unsafePlainText(host), port: SecretValue.unsafePlainText(port) };
    this.secret('endpoint', ['host', 'port'], { description: 'Host and port of the database server', secretObjectValue: value });
  }

  public grantRead(grantee: IGrantable): void {
    this.node.children.forEach((secret) => (secret as unknown as ISecret).grantRead(grantee));
  }

  /** What changes here changes there. An endpoint is each region's own. */
  public copyTo(regions: string[]): void {
    regions.forEach((region) => this.users.forEach((user) => user.addReplicaRegion(region)));
  }

  /** A user with a password that is made once and not rotated: Canton reads it when it starts, and would lose its database in the midst of its work. */
  private user(name: string, username: string): ISecret {
    const keys = ['username', 'password'];
    if (this.isCopied) {
      return Secret.fromSecretNameV2(this, name, this.announce(name, keys));
    }
    const user = this.secret(name, keys, {
      description: `Database user ${username}`,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username }),
        generateStringKey: 'password',
        passwordLength: 32,
        excludePunctuation: true, // some programs have the password in a URL
      },
    });
    this.users.push(user);
    return user;
  }

  private secret(name: string, keys: string[], value: SecretProps): Secret {
    const secretName = this.announce(name, keys);
    return new Secret(this, name, { ...value, secretName, encryptionKey: this.props.key, removalPolicy: RemovalPolicy.RETAIN });
  }

  /** @returns the name in Secrets Manager */
  private announce(name: string, keys: string[]): string {
    const { id, prefix } = this.props;
    const remoteName = `${prefix}/${name}`;
    this.remote.push({ name: `${id}-${name}`, remoteName, keys });
    return remoteName;
  }
}
