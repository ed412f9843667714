import { Size } from 'cdk8s';
import { ContainerImage } from '../../lib/model/container-image';
import { PostgresServer, PostgresTls, PostgresUser } from '../../lib/model/postgres';
import { PostgresReplication } from '../../lib/model/postgres-replication';
import { PerInstanceQueryStoreOptions, QueryStore } from '../../lib/model/query-store';
import { Cpu, Resources } from '../../lib/model/resources';

test('is an official PostgreSQL with 8 GiB of disk, by default', () => {
  const { image, size, resources, poolSize } = QueryStore.perInstance()._perInstance!;
  expect(image.reference).toMatch(/^docker\.io\/library\/postgres:15\.\d+-alpine$/);
  expect(size.toGibibytes()).toBe(8);
  expect(resources.memory.toMebibytes()).toBe(512);
  expect(resources.cpu.millicores).toBe(100);
  expect(poolSize).toBe(12);
});

test('keeps every option', () => {
  const options: Required<PerInstanceQueryStoreOptions> = {
    image: ContainerImage.of('registry/postgres:15.1'),
    size: Size.gibibytes(20),
    resources: Resources.of({ memory: Size.gibibytes(1), cpu: Cpu.cores(1) }),
    poolSize: 20,
  };
  expect(QueryStore.perInstance(options)._perInstance).toEqual(options);
});

test.each([0, -5, 1.5])('refuses a pool of %d', (poolSize) => {
  expect(() => QueryStore.perInstance({ poolSize })).toThrow(/poolSize must be a whole number/);
});

test('is one of three kinds', () => {
  const database = PostgresServer.external({ host: 'pg', tls: PostgresTls.disabled(), replication: PostgresReplication.none() })
    .database('cache', PostgresUser.fromSecret('cache-db'));
  expect(QueryStore.shared(database)).toEqual({ _perInstance: undefined, _shared: database });
  expect(QueryStore.inMemory()).toEqual({ _perInstance: undefined, _shared: undefined });
  expect(QueryStore.perInstance()._shared).toBeUndefined();
});

test('refuses to share what is no PostgreSQL database', () => {
  expect(() => QueryStore.shared('cache' as never)).toThrow(new Error("query store: database must come from PostgresServer.database, got 'cache'"));
});
