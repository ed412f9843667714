import { CloudNativePgBackup } from './cloud-native-pg-backup';

/** The operator's own backups to object stores go with its release 1.31; this plugin takes their place. */
const PLUGIN = 'barman-cloud.cloudnative-pg.io';

/** Makes one object of the cluster. */
export type MakeObject = (kind: string, apiVersion: string, name: string, spec: object) => void;

/** What the cluster itself says of its backups: the log is archived all the time. */
export function backupSpec(backup: CloudNativePgBackup | undefined, cluster: string): object {
  return backup === undefined ? {} : {
    plugins: [{ name: PLUGIN, isWALArchiver: true, parameters: { barmanObjectName: cluster, serverName: backup._folder ?? cluster } }],
    serviceAccountTemplate: Object.keys(backup._annotations).length === 0 ? undefined : { metadata: { annotations: backup._annotations } },
  };
}

/** The store, and whole backups in it. They are taken from a standby. */
export function backupObjects(backup: CloudNativePgBackup | undefined, cluster: string, make: MakeObject): void {
  if (backup !== undefined) {
    make('ObjectStore', 'barmancloud.cnpg.io/v1', cluster, backup._store);
    make('ScheduledBackup', 'postgresql.cnpg.io/v1', cluster, {
      cluster: { name: cluster },
      schedule: backup._schedule,
      immediate: true,
      backupOwnerReference: 'self',
      method: 'plugin',
      pluginConfiguration: { name: PLUGIN },
      target: 'prefer-standby',
    });
  }
}
