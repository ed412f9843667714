import { GROUP } from './fixtures';
import { serviceAccount } from '../../lib/kubernetes/service-account';
import { only, testChart } from '../support/chart';

test('has no token', () => {
  const chart = testChart();
  expect(serviceAccount(chart, GROUP, 'p1')).toBe('p1');
  const { automountServiceAccountToken, metadata } = only(chart, 'ServiceAccount', 'p1');
  expect(automountServiceAccountToken).toBe(false);
  expect(metadata.annotations).toBeUndefined();
});

test('is bound to a role of the cloud by its annotations', () => {
  const chart = testChart();
  serviceAccount(chart, GROUP, 'p1', { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/ledger' });
  expect(only(chart, 'ServiceAccount', 'p1').metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/ledger' });
});
