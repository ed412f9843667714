import { CantonRelease, JsonApiService, LedgerApiAuth, ParticipantStack, ParticipantStackProps, ShardDirectory, TriggerRule, TriggerServiceOptions } from '../../lib';
import { directoryText, pinLine, shardLine } from './directory/fixtures';
import { database } from '../services/fixtures';
import { manifests, named, only, testChart } from '../support/chart';

const auth = LedgerApiAuth.unauthenticated();

test('a participant service and a JSON API service that serves it, by default', () => {
  const chart = testChart();
  const stack = new ParticipantStack(chart, 'bank', { storage: database('bank'), auth });
  expect((stack.jsonApi as JsonApiService).participant).toBe(stack.participant);
  expect([stack.participant.ledgerApi.socketAddress, stack.jsonApi.endpoint.socketAddress])
    .toEqual(['bank.test.svc.cluster.local:4001', 'bank-json-api.test.svc.cluster.local:7575']);
  expect(named(chart, 'Deployment')).toEqual(['bank-0', 'bank-1', 'bank-json-api', 'bank-router']);
  expect(manifests(chart).map(({ metadata }) => metadata.labels['cdk8s-canton/shard'])).toEqual(manifests(chart).map(() => 'bank'));
});

test('each prop arrives where it belongs; labels of the user stay', () => {
  const chart = testChart();
  const props: Required<Pick<ParticipantStackProps, 'jsonApi' | 'shard' | 'directory' | 'podLabels'>> = {
    jsonApi: { replicas: 3, podLabels: { tier: 'api' } },
    shard: 'a',
    directory: ShardDirectory.fromText(directoryText(shardLine('a'), shardLine('b'), pinLine('bob', 'b'))),
    podLabels: { tier: 'ledger' },
  };
  const stack = new ParticipantStack(chart, 'bank', { storage: database('bank'), auth, ...props });
  expect(stack.shard).toBe('a');
  const labels = (name: string) => only(chart, 'Deployment', name).spec.template.metadata.labels;
  expect(labels('bank-0')).toMatchObject({ 'tier': 'ledger', 'cdk8s-canton/shard': 'a' });
  expect(labels('bank-json-api')).toMatchObject({ 'tier': 'api', 'cdk8s-canton/shard': 'a' });
  expect(only(chart, 'Deployment', 'bank-json-api').spec.replicas).toBe(3);
  const options: TriggerServiceOptions = { storage: database('pink'), rules: [TriggerRule.of('iou:M:t', 'bob')], podLabels: { tier: 'triggers' } };
  expect(() => stack.addTriggerService('pink', options)).toThrow(/^trigger service 'bank-pink': rule 'iou:M:t' acts for party 'bob'/);
  stack.addTriggerService('green', { ...options, rules: [] });
  expect(only(chart, 'StatefulSet', 'bank-green').spec.template.metadata.labels).toMatchObject({ 'tier': 'triggers', 'cdk8s-canton/shard': 'a' });
});

test('with Canton 3 the participant serves the JSON API, and there are no servers and no triggers', () => {
  const chart = testChart();
  const release = CantonRelease.canton('3.5.9');
  const stack = new ParticipantStack(chart, 'bank', { storage: database('bank'), auth, release });
  expect(stack.jsonApi).toBe(stack.participant.jsonApi);
  expect([stack.jsonApi.endpoint.socketAddress, stack.jsonApi.tls.enabled]).toEqual(['bank.test.svc.cluster.local:7575', true]);
  expect(named(chart, 'Deployment')).toEqual(['bank-0', 'bank-1', 'bank-router']);
  expect(() => new ParticipantStack(testChart(), 'bank', { storage: database('bank'), auth, release, jsonApi: {} })).toThrow(new Error(
    'JSON API \'bank-json-api\': release 3.5.9 has no HTTP JSON API server; the participant serves the JSON API itself: httpLedgerApi',
  ));
  expect(() => stack.addTriggerService('pink', { storage: database('pink') })).toThrow(new Error(
    'trigger service \'bank-pink\': release 3.5.9 has no trigger service; write the automation as a client of the Ledger API',
  ));
});

test('refuses a shard that is no label', () => {
  expect(() => new ParticipantStack(testChart(), 'bank', { storage: database('bank'), auth, shard: 'A B' })).toThrow(new Error(
    'participant stack \'bank\': shard must be a DNS label (a-z, 0-9 and \'-\', at most 63 characters, no \'-\' at either end), got \'A B\'',
  ));
});
