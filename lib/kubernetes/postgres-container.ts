import { k8s } from 'cdk8s-plus-27';
import { execProbes, Probes } from './probes';

/** User id of the official Alpine images. */
export const POSTGRES_USER = 70;
/** Where those images keep their data and their socket. */
export const POSTGRES_DATA = '/var/lib/postgresql/data';
export const POSTGRES_SOCKET = '/var/run/postgresql';

/** What the processes of a server share: parallel queries need more of it than containers have by themselves. */
export function sharedMemoryVolume(name: string): k8s.Volume {
  return { name, emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('128Mi') } };
}

/** A server that recovers refuses connections (1) and must not be killed for it; one that is hung does not answer (2). */
export function postgresProbes(ready: string[], startupBudgetSeconds: number): Probes {
  const probes = execProbes(ready, startupBudgetSeconds);
  return { ...probes, liveness: { ...probes.liveness, exec: { command: ['sh', '-c', `${ready.join(' ')}; test $? -le 1`] } } };
}
