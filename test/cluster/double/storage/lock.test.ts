import { databaseOfStore } from './database-address';
import { lockId, LOCKS } from './lock';

test('a lock is known by the name of the database and what it is for', () => {
  const ids = [lockId('participant', LOCKS.participants), lockId('participant', LOCKS.mediators), lockId('mediator', LOCKS.participants)];
  expect(new Set(ids).size).toBe(3);
  ids.forEach((id) => expect(id).toBeLessThan(2 ** 30 + 64));
  expect(lockId('participant', LOCKS.participants)).toBe(ids[0]);
});

test('a store is found by its JDBC URL', () => {
  const store = { user: 'u', password: 'p', url: 'jdbc:postgresql://[::1]:5433/triggers?ssl=true&sslmode=verify-full&sslrootcert=/ca.crt' };
  expect(databaseOfStore(store)).toEqual({
    host: '::1', port: 5433, database: 'triggers', user: 'u', password: 'p', sslmode: 'verify-full', sslrootcert: '/ca.crt', sslcert: undefined, sslkey: undefined,
  });
  expect(databaseOfStore({ ...store, url: 'jdbc:postgresql://h/d' })).toMatchObject({ host: 'h', port: 5432, database: 'd', sslmode: 'prefer' });
  expect(() => databaseOfStore({ ...store, url: 'postgres://h/d' })).toThrow('write jdbc:postgresql://');
});
