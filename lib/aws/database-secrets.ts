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
}

/** The secrets of one server: made in Secrets Manager, kept when the stack goes, and named alike in Kubernetes. */
export class DatabaseSecrets extends Construct {
  public readonly master: ISecret;
  public readonly remote: RemoteSecret[] = [];

  constructor(scope: Construct, id: string, private readonly props: DatabaseSecretsProps) {
    super(scope, id);
    this.master = this.user('master', props.masterUsername);
    props.databases.forEach((database) => this.user(database, database));
  }

  /** Where the server is: a secret of its own, because whatever changes beside a generated password makes a new password. */
  public publishEndpoint(host: string, port: string): void {
    const value = { host: SecretValue.unsafePlainText(host), port: SecretValue.unsafePlainText(port) };
    this.secret('endpoint', ['host', 'port'], { description: 'Host and port of the database server', secretObjectValue: value });
  }

  public grantRead(grantee: IGrantable): void {
    this.node.children.forEach((secret) => (secret as Secret).grantRead(grantee));
  }

  /** A user with a password that is made once and not rotated: Canton reads it when it starts, and would lose its database in the midst of its work. */
  private user(name: string, username: string): ISecret {
    return this.secret(name, ['username', 'password'], {
      description: `Database user ${username}`,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username }),
        generateStringKey: 'password',
        passwordLength: 32,
        excludePunctuation: true, // some programs have the password in a URL
      },
    });
  }

  private secret(name: string, keys: string[], value: SecretProps): ISecret {
    const { id, prefix, key } = this.props;
    const remoteName = `${prefix}/${name}`;
    this.remote.push({ name: `${id}-${name}`, remoteName, keys });
    return new Secret(this, name, { ...value, secretName: remoteName, encryptionKey: key, removalPolicy: RemovalPolicy.RETAIN });
  }
}
