import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ContainerDescription } from './container';
import { scratchVolume } from './pod';
import { POSTGRES_DATA, POSTGRES_SOCKET, POSTGRES_USER, postgresProbes, sharedMemoryVolume } from './postgres-container';
import { ContainerImage } from '../model/container-image';
import { Resources } from '../model/resources';

const STARTUP_SECONDS = 120;

/** What a cache database is made of. */
export interface QueryStoreSettings {
  readonly image: ContainerImage;
  readonly size: Size;
  readonly resources: Resources;
  readonly poolSize: number;
}

/** A cache database, and who uses it how. */
export interface QueryStoreSidecar {
  readonly user: string;
  readonly database: string;
  readonly poolSize: number;
  readonly container: ContainerDescription;
  readonly volumes: k8s.Volume[];
}

/**
 * A PostgreSQL in the pod of a JSON API server. It listens on the pod's own loopback address only and trusts whoever is there, so there is no
 * password to keep. Its data are gone with the pod: they are a cache.
 */
export function queryStoreSidecar({ image, size, resources, poolSize }: QueryStoreSettings): QueryStoreSidecar {
  const user = 'json_api';
  const database = 'query_store';
  return {
    user,
    database,
    poolSize,
    container: {
      name: 'query-store',
      image,
      user: POSTGRES_USER,
      args: ['-c', 'listen_addresses=127.0.0.1', '-c', `max_connections=${poolSize + 8}`],
      env: { POSTGRES_USER: user, POSTGRES_DB: database, POSTGRES_HOST_AUTH_METHOD: 'trust', PGDATA: `${POSTGRES_DATA}/pgdata` },
      resources: Resources.of({ ...resources, ephemeralStorage: Size.mebibytes(size.toMebibytes() + resources.ephemeralStorage.toMebibytes()) }),
      probes: postgresProbes(['pg_isready', '--host=127.0.0.1', `--username=${user}`, `--dbname=${database}`], STARTUP_SECONDS),
      mounts: [
        { name: 'query-store', mountPath: POSTGRES_DATA },
        { name: 'query-store-run', mountPath: POSTGRES_SOCKET },
        { name: 'query-store-run', mountPath: '/tmp', subPath: 'tmp' },
        { name: 'query-store-shm', mountPath: '/dev/shm' },
      ],
    },
    volumes: [
      scratchVolume('query-store', size),
      scratchVolume('query-store-run', Size.mebibytes(16)),
      sharedMemoryVolume('query-store-shm'),
    ],
  };
}
