import { dialectOf, offered } from '../../lib/config/dialect';
import { CantonRelease } from '../../lib/model/canton-release';

const DIALECT = dialectOf(CantonRelease.daml('2.10.4'));

test('all releases of 2.10 speak one dialect', () => {
  expect(dialectOf(CantonRelease.daml('2.10.0'))).toBe(DIALECT);
});

test('new domains have protocol version 7, and 5 is possible', () => {
  expect(offered('manager', CantonRelease.daml('2.10.4'), 'domains').protocolVersions).toEqual([7, 5]);
});
