import { Size } from 'cdk8s';
import { main, renderedPod } from './fixtures';
import { queryStoreSidecar } from '../../lib/kubernetes/query-store-sidecar';
import { ContainerImage } from '../../lib/model/container-image';
import { QueryStore } from '../../lib/model/query-store';
import { Cpu, Resources } from '../../lib/model/resources';
import { Manifest } from '../support/chart';

const STORE = queryStoreSidecar(QueryStore.perInstance({
  image: ContainerImage.of('registry/postgres:15.1'),
  size: Size.gibibytes(8),
  poolSize: 20,
  resources: Resources.of({ memory: Size.mebibytes(300), cpu: Cpu.millis(70), ephemeralStorage: Size.mebibytes(500) }),
})._perInstance!);

const SPEC = renderedPod({ containers: [main(), STORE.container], volumes: STORE.volumes }).spec;
const SIDECAR: Manifest['spec'] = SPEC.containers[1];

test('listens to its own pod only, which it may therefore trust', () => {
  expect(SIDECAR.args).toEqual(expect.arrayContaining(['listen_addresses=127.0.0.1']));
  expect(SIDECAR.env).toContainEqual({ name: 'POSTGRES_HOST_AUTH_METHOD', value: 'trust' });
  expect(SIDECAR.ports).toBeUndefined();
  expect(SIDECAR.env.map(({ name }: { name: string }) => name)).not.toContain('POSTGRES_PASSWORD');
});

test('is a database and a user that its neighbour is told', () => {
  expect(STORE).toMatchObject({ user: 'json_api', database: 'query_store', poolSize: 20 });
  expect(SIDECAR.env).toEqual(expect.arrayContaining([{ name: 'POSTGRES_USER', value: 'json_api' }, { name: 'POSTGRES_DB', value: 'query_store' }]));
});

test('has more connections than its neighbour takes, for who looks after it', () => {
  expect(SIDECAR.args).toEqual(['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=28']);
});

test('runs its image as the user that it is made for', () => {
  expect(SIDECAR.name).toBe('query-store');
  expect(SIDECAR.image).toBe('registry/postgres:15.1');
  expect(SIDECAR.securityContext).toMatchObject({ runAsUser: 70, runAsGroup: 70, readOnlyRootFilesystem: true });
});

test('may fill its disk beside what it needs itself', () => {
  expect(SIDECAR.resources).toEqual({
    requests: { 'cpu': '70m', 'memory': '300Mi', 'ephemeral-storage': '8692Mi' },
    limits: { 'memory': '300Mi', 'ephemeral-storage': '8692Mi' },
  });
});

test('writes to volumes of a limited size, as its root is read-only', () => {
  expect(SIDECAR.volumeMounts).toEqual([
    { name: 'query-store', mountPath: '/var/lib/postgresql/data' },
    { name: 'query-store-run', mountPath: '/var/run/postgresql' },
    { name: 'query-store-run', mountPath: '/tmp', subPath: 'tmp' },
    { name: 'query-store-shm', mountPath: '/dev/shm' },
  ]);
  expect(SPEC.volumes.slice(1)).toEqual([
    { name: 'query-store', emptyDir: { sizeLimit: '8192Mi' } },
    { name: 'query-store-run', emptyDir: { sizeLimit: '16Mi' } },
    { name: 'query-store-shm', emptyDir: { medium: 'Memory', sizeLimit: '128Mi' } },
  ]);
  const data = SIDECAR.env.find(({ name }: { name: string }) => name === 'PGDATA').value;
  expect(data).toMatch(/^\/var\/lib\/postgresql\/data\/./);
});

test('is asked by its own client whether it answers', () => {
  const command = ['pg_isready', '--host=127.0.0.1', '--username=json_api', '--dbname=query_store'];
  expect(SIDECAR.startupProbe.exec).toEqual({ command });
  // One that recovers says 1, and must not be killed for it.
  expect(SIDECAR.livenessProbe.exec).toEqual({ command: ['sh', '-c', `${command.join(' ')}; test $? -le 1`] });
  expect(SIDECAR.readinessProbe.exec).toEqual({ command });
  expect(SIDECAR.startupProbe.periodSeconds * SIDECAR.startupProbe.failureThreshold).toBe(120);
});
