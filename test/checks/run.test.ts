import { Draft, goodDeployment } from './fixtures';
import { Deployment, errorsOf, Result, resultText, runChecks, WAIVER_ANNOTATION } from '../../lib/checks';

const HOSTS = { 'instances-on-distinct-hosts': 'one node is enough for a test' };

/** JSON APIs that may share a host, and a Job that has no hash in its name. */
function broken(): Draft {
  const draft = goodDeployment();
  draft.pod('Deployment', 'json-api').topologySpreadConstraints.shift();
  draft.object('Job', 'bootstrap-0123456789').metadata.name = 'bootstrap';
  return draft;
}

function waive(draft: Draft, kind: string, name: string, text: string): Result[] {
  draft.object(kind, name).metadata.annotations = { [WAIVER_ANNOTATION]: text };
  return draft.judge();
}

test('errors come first', () => {
  expect(broken().judge().map(({ severity, rule, object }) => `${severity} ${rule} ${object}`)).toEqual([
    'error instances-on-distinct-hosts Deployment bank/json-api',
    'warning jobs-can-be-applied-again Job bank/bootstrap',
  ]);
});

test('the order of the manifests changes nothing', () => {
  const draft = broken();
  const results = draft.judge();
  draft.objects.reverse();
  expect(draft.judge()).toEqual(results);
});

test('findings of one rule are sorted by object and message, and the same is said once', () => {
  const check = { id: 'x', severity: 'error', sentence: '', why: '', fix: '' } as const;
  const found = [{ object: 'b', message: '1' }, { object: 'a', message: '2' }, { object: 'a', message: '1' }, { object: 'a', message: '1' }];
  const results = runChecks(Deployment.of([]), [{ ...check, find: () => found }]);
  expect(results.map(({ object, message }) => object + message)).toEqual(['a1', 'a2', 'b1']);
});

describe('waivers', () => {
  test('accept a finding and keep it in sight', () => {
    const results = waive(broken(), 'Deployment', 'json-api', JSON.stringify(HOSTS));
    expect(results[0]).toMatchObject({ rule: 'instances-on-distinct-hosts', waivedBy: 'one node is enough for a test' });
    expect(errorsOf(results)).toEqual([]);
  });

  test('hold for their own object only', () => {
    const results = waive(broken(), 'Deployment', 'sequencer', JSON.stringify(HOSTS));
    expect(errorsOf(results).map(({ rule, object }) => `${rule} ${object}`)).toEqual([
      'instances-on-distinct-hosts Deployment bank/json-api', 'waivers Deployment bank/sequencer',
    ]);
  });

  test.each([
    ['no reason', '{"instances-on-distinct-hosts": " "}', "waives 'instances-on-distinct-hosts' without a reason; write why it is accepted"],
    ['a reason that is no text', '{"instances-on-distinct-hosts": true}', "waives 'instances-on-distinct-hosts' without a reason; write why it is accepted"],
    ['an unknown rule', '{"hosts": "because"}', "waives 'hosts', which is no rule; the rules are listed in docs/checks.md"],
    ['nothing to waive', '{"api-tls": "because"}', "waives 'api-tls', which finds nothing here; remove the waiver"],
    ['no JSON', 'hosts', "annotation cdk8s-canton/waive must be JSON like {\"<rule>\": \"<reason>\"}, got 'hosts'"],
    ['no object', '[]', "annotation cdk8s-canton/waive must be JSON like {\"<rule>\": \"<reason>\"}, got '[]'"],
  ])('with %s are errors', (_, text, message) => {
    const results = errorsOf(waive(broken(), 'Deployment', 'json-api', text));
    expect(results.map(({ rule }) => rule)).toEqual(['instances-on-distinct-hosts', 'waivers']);
    expect(results[1]).toEqual({ rule: 'waivers', severity: 'error', object: 'Deployment bank/json-api', message });
  });

  test('cannot be waived', () => {
    const results = waive(broken(), 'Deployment', 'json-api', '{"waivers": "because"}');
    expect(errorsOf(results).map(({ message }) => message)).toContain("waives 'waivers', which is no rule; the rules are listed in docs/checks.md");
  });
});

test('a result is one line for a person', () => {
  const [result] = broken().judge();
  expect(resultText(result)).toBe(
    'error instances-on-distinct-hosts: Deployment bank/json-api: of 2 instances, and nothing requires that they stand on different hosts',
  );
  expect(resultText({ ...result, waivedBy: 'because' })).toMatch(/^waived instances-on-distinct-hosts: .* \(waived: because\)$/);
});
