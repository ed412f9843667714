import { objectId, selects } from '../../lib/checks/kube-object';

const LABELS = { app: 'ledger', tier: 'data' };
const expression = (operator: string, key: string, ...values: string[]) => ({ matchExpressions: [{ key, operator, values }] });

test.each([
  [{}, true],
  [{ matchLabels: { app: 'ledger' } }, true],
  [{ matchLabels: { app: 'ledger', tier: 'web' } }, false],
  [expression('In', 'app', 'ledger', 'other'), true],
  [expression('In', 'app', 'other'), false],
  [expression('NotIn', 'app', 'other'), true],
  [expression('NotIn', 'app', 'ledger'), false],
  [expression('NotIn', 'missing', 'ledger'), true],
  [expression('Exists', 'tier'), true],
  [expression('Exists', 'missing'), false],
  [expression('DoesNotExist', 'missing'), true],
  [expression('DoesNotExist', 'app'), false],
  [expression('Unknown', 'app'), false],
])('%j selects: %s', (selector, result) => {
  expect(selects(selector, LABELS)).toBe(result);
});

test('objects are called by kind, namespace and name', () => {
  expect(objectId({ kind: 'Service', metadata: { name: 'ledger', namespace: 'bank' } })).toBe('Service bank/ledger');
  expect(objectId({ kind: 'Service', metadata: { name: 'ledger' } })).toBe('Service default/ledger');
  expect(objectId({ kind: 'ClusterRole', metadata: { name: 'viewer' } })).toBe('ClusterRole viewer');
  expect(objectId({ kind: 'Cluster', metadata: { name: 'db', namespace: 'bank' } })).toBe('Cluster bank/db');
});
