import { migrateDatabaseScript } from '../../../lib/config/console/migrate-database';

const SPEC = { kind: 'participants', hosts: ['p1-0.iou.svc', 'p1-1.iou.svc'] } as const;

test('the script', () => {
  expect(migrateDatabaseScript({ ...SPEC, hosts: [...SPEC.hosts] }).text).toMatchSnapshot();
});

test('it needs nothing from Secrets of its own', () => {
  const { name, env, files } = migrateDatabaseScript({ ...SPEC, hosts: [] });
  expect({ name, env, files }).toEqual({ name: 'migrate.canton', env: [], files: [] });
});

test('every instance is gone before anything is migrated', () => {
  const { text } = migrateDatabaseScript({ ...SPEC, hosts: [...SPEC.hosts] });
  expect(text).toContain('Seq("p1-0.iou.svc", "p1-1.iou.svc").foreach { host =>\n  waitUntil("no instance is left at " + host)');
  expect(text.indexOf('no instance is left')).toBeLessThan(text.indexOf('db.migrate()'));
  expect(text).toContain('participants.local.foreach { node =>');
});
