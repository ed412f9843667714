import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ContainerDescription } from './container';
import { scratchVolume } from './pod';
import { execProbes, Probes } from './probes';
import { ContainerImage } from '../model/container-image';
import { Resources } from '../model/resources';

/** User id of the official Alpine images. */
const POSTGRES_USER = 70;
const DATA = '/var/lib/postgresql/data';
const SOCKET = '/var/run/postgresql';
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
      env: { POSTGRES_USER: user, POSTGRES_DB: database, POSTGRES_HOST_AUTH_METHOD: 'trust', PGDATA: `${DATA}/pgdata` },
      resources: Resources.of({ ...resources, ephemeralStorage: Size.mebibytes(size.toMebibytes() + resources.ephemeralStorage.toMebibytes()) }),
      probes: queryStoreProbes(user, database),
      mounts: [
        { name: 'query-store', mountPath: DATA },
        { name: 'query-store-run', mountPath: SOCKET },
        { name: 'query-store-run', mountPath: '/tmp', subPath: 'tmp' },
        { name: 'query-store-shm', mountPath: '/dev/shm' },
      ],
    },
    volumes: [
      scratchVolume('query-store', size),
      scratchVolume('query-store-run', Size.mebibytes(16)),
      { name: 'query-store-shm', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('128Mi') } },
    ],
  };
}

/** A server that recovers refuses connections (1) and must not be killed for it; one that is hung does not answer (2). */
function queryStoreProbes(user: string, database: string): Probes {
  const ready = ['pg_isready', '--host=127.0.0.1', `--username=${user}`, `--dbname=${database}`];
  const probes = execProbes(ready, STARTUP_SECONDS);
  return { ...probes, liveness: { ...probes.liveness, exec: { command: ['sh', '-c', `${ready.join(' ')}; test $? -le 1`] } } };
}
