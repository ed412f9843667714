import { Duration } from 'cdk8s';
import { requireSecretKey } from '../model/require-secret-key';
import { SecretKey } from '../model/secret-key';
import { describe, refuse, requireText, requireUrl } from '../model/validation';

/** How the instances of a database cluster prove to an object store who they are. */
export class BackupCredentials {
  /** An access key in a Secret. */
  public static accessKey(accessKeyId: SecretKey, secretAccessKey: SecretKey): BackupCredentials {
    requireSecretKey('backup: accessKeyId', accessKeyId);
    requireSecretKey('backup: secretAccessKey', secretAccessKey);
    return new BackupCredentials({ accessKeyId: reference(accessKeyId), secretAccessKey: reference(secretAccessKey) }, {});
  }

  /**
   * The IAM role of the cluster's service account: no password at all.
   *
   * @param roleArn the role, where it is bound by an annotation (IAM roles for service accounts); without it, whatever role EKS Pod Identity gives
   */
  public static iamRole(roleArn?: string): BackupCredentials {
    const annotations: { [annotation: string]: string } = roleArn === undefined ? {} : { 'eks.amazonaws.com/role-arn': requireText('backup: roleArn', roleArn) };
    return new BackupCredentials({ inheritFromIAMRole: true }, annotations);
  }

  private constructor(
    /** @internal */
    public readonly _s3: object,
    /** Annotations of the service account. @internal */
    public readonly _annotations: { [annotation: string]: string },
  ) {}
}

/** What `CloudNativePgBackup.s3` may be given. */
export interface S3BackupOptions {
  /**
   * When whole backups are taken, beside the log that is archived all the time: six fields, seconds first, in UTC
   * (https://cloudnative-pg.io/documentation/current/backup/#cron-schedule).
   *
   * @default '0 0 2 * * *' - every night at two; the first at once
   */
  readonly schedule?: string;

  /**
   * How far back every moment can be restored, in whole days.
   *
   * @default 30 days
   */
  readonly retention?: Duration;

  /**
   * URL of a store that speaks S3 but is not Amazon's.
   *
   * @default - Amazon S3
   */
  readonly endpointUrl?: string;

  /**
   * Certificate authority of that store (PEM).
   *
   * @default - those of the image
   */
  readonly endpointCertificate?: SecretKey;

  /**
   * Folder of this cluster below the path. It must be empty when the cluster is made: one that is restored needs another.
   *
   * @default - the cluster's id
   */
  readonly folder?: string;
}

/** Where backups of a database cluster go. They need the Barman Cloud plugin beside the operator (https://cloudnative-pg.io/plugin-barman-cloud/). */
export class CloudNativePgBackup {
  /**
   * A bucket of Amazon S3, or of what speaks its protocol.
   *
   * @param path where backups go: `s3://bucket/folder`
   */
  public static s3(path: string, credentials: BackupCredentials, options: S3BackupOptions = {}): CloudNativePgBackup {
    requireUrl('backup: path', path, ['s3']);
    if (!(credentials instanceof BackupCredentials)) {
      refuse(`backup: credentials must come from BackupCredentials.accessKey or BackupCredentials.iamRole, got a ${typeof credentials} (not shown)`);
    }
    if (options.endpointCertificate !== undefined) {
      requireSecretKey('backup: endpointCertificate', options.endpointCertificate);
    }
    return new CloudNativePgBackup(
      {
        configuration: {
          destinationPath: path,
          endpointURL: options.endpointUrl === undefined ? undefined : requireUrl('backup: endpointUrl', options.endpointUrl, ['https', 'http']),
          endpointCA: options.endpointCertificate && reference(options.endpointCertificate),
          s3Credentials: credentials._s3,
          wal: { compression: 'gzip', maxParallel: 4 },
          data: { compression: 'gzip' },
        },
        retentionPolicy: `${requireDays(options.retention ?? Duration.days(30))}d`,
      },
      requireSchedule(options.schedule ?? '0 0 2 * * *'),
      options.folder === undefined ? undefined : requireText('backup: folder', options.folder),
      credentials._annotations,
    );
  }

  private constructor(
    /** Spec of the `ObjectStore`. @internal */
    public readonly _store: object,
    /** @internal */
    public readonly _schedule: string,
    /** @internal */
    public readonly _folder: string | undefined,
    /** Annotations of the service account. @internal */
    public readonly _annotations: { [annotation: string]: string },
  ) {}
}

function reference({ secretName, key }: SecretKey): object {
  return { name: secretName, key };
}

function requireDays(retention: Duration): number {
  const days = retention.toMilliseconds() / Duration.days(1).toMilliseconds();
  return Number.isInteger(days) && days >= 1 ? days : refuse(`backup: retention must be whole days, at least one, got ${days}`);
}

/** Five fields, as CronJobs have them, would mean something else. */
function requireSchedule(schedule: string): string {
  return typeof schedule === 'string' && schedule.trim().split(/\s+/).length === 6
    ? schedule
    : refuse(`backup: schedule must have six fields, seconds first ('0 0 2 * * *'), got ${describe(schedule)}`);
}
