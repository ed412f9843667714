import { Chart } from 'cdk8s';
import { database, participant } from './fixtures';
import {
  Endpoint, LedgerApiAuth, OAuth2Middleware, ParticipantService, SecretKey, TriggerRule, TriggerRuleStart, TriggerService, TriggerServiceProps,
} from '../../lib';
import { config, manifests, named, names, only, testChart } from '../support/chart';

const RULES = [TriggerRule.of('abc:Iou:autoAccept', 'Bank::1220ab'), TriggerRule.of('abc:Iou:settle', 'Bank::1220ab')];
const COOKIE = TriggerRuleStart.withCookie(SecretKey.of('starter', 'cookie'));

function service(chart: Chart, props: Partial<TriggerServiceProps> = {}): TriggerService {
  const middleware = OAuth2Middleware.fromAttributes(chart, 'oauth2', { endpoint: Endpoint.of('oauth2.test.svc.cluster.local', 3000) });
  return new TriggerService(chart, 'triggers', {
    participant: participant(chart), storage: database('triggers'), middleware, rules: RULES, startRules: COOKIE, ...props,
  });
}

test('no Job, unless one is asked for', () => {
  const chart = testChart();
  service(chart, { startRules: undefined });
  expect(named(chart, 'Job').filter((name) => name.startsWith('triggers'))).toEqual([]);
});

test('a Job that starts the rules through the REST API', () => {
  const chart = testChart();
  service(chart);
  expect(manifests(chart).filter(({ metadata }) => metadata.name.startsWith('triggers-start-rules'))).toMatchSnapshot();
  expect(names(chart).filter((name) => name.includes('start-rules'))).toEqual([
    expect.stringMatching(/^ConfigMap triggers-start-rules-config-[0-9a-f]{10}$/), expect.stringMatching(/^Job triggers-start-rules-[0-9a-f]{10}$/),
    'NetworkPolicy triggers-start-rules', 'ServiceAccount triggers-start-rules',
  ]);
  expect(config(chart, 'triggers-start-rules-config', 'start-rules.sh')).toContain('http://triggers.test.svc.cluster.local:8088/v1/triggers');
});

test('it has the cookie from a Secret, lists the Secret, and is let in at the trigger service and nowhere else', () => {
  const chart = testChart();
  service(chart);
  const [name] = named(chart, 'Job').filter((job) => job.startsWith('triggers'));
  const { metadata, spec } = only(chart, 'Job', name);
  expect(spec.template.spec.containers[0].env).toEqual([{ name: 'LEDGER_TOKEN', valueFrom: { secretKeyRef: { name: 'starter', key: 'cookie' } } }]);
  expect(metadata.annotations['cdk8s-canton/secrets']).toContain('"name":"starter"');
  const policies = manifests(chart).filter(({ kind, spec: { ingress } = {} }) => kind === 'NetworkPolicy' && JSON.stringify(ingress ?? []).includes('start-rules'));
  expect(policies.map((policy) => policy.metadata.name)).toEqual(['triggers']);
});

test('it is made again when the rules change', () => {
  const [two, one] = [RULES, RULES.slice(1)].map((rules) => {
    const chart = testChart();
    service(chart, { rules });
    return named(chart, 'Job').filter((name) => name.startsWith('triggers'));
  });
  expect(two).not.toEqual(one);
});

test('without a middleware it shows nothing', () => {
  const chart = testChart();
  const open = new ParticipantService(chart, 'open', { storage: database('open'), auth: LedgerApiAuth.unauthenticated() });
  service(chart, { participant: open, middleware: undefined, startRules: TriggerRuleStart.unauthenticated() });
  const [name] = named(chart, 'Job').filter((job) => job.startsWith('triggers'));
  expect(only(chart, 'Job', name).spec.template.spec.containers[0]).not.toHaveProperty('env');
});

test('the checks of the deployment are content with it', () => {
  const chart = testChart();
  service(chart);
  expect(chart.node.root.node.validate()).toEqual([]);
});

test('pink and green share a middleware, and another provider has another pair', () => {
  const chart = testChart();
  const ledger = participant(chart);
  const provider = (id: string) => OAuth2Middleware.fromAttributes(chart, id, { endpoint: Endpoint.of(`${id}.test.svc.cluster.local`, 3000) });
  const [ours, theirs] = ['ours', 'theirs'].map(provider);
  [['pink', ours], ['green', ours], ['blue', theirs]].forEach(([id, middleware], index) => new TriggerService(chart, id as string, {
    participant: ledger,
    storage: database(id as string),
    middleware: middleware as OAuth2Middleware,
    rules: [TriggerRule.of('abc:Iou:settle', `Bank${index}`)],
    startRules: COOKIE,
  }));
  const uris = ['pink', 'green', 'blue'].map((id) => /auth-common-uri = "(.*)"/.exec(config(chart, `${id}-config`, 'trigger-service.conf'))![1]);
  expect(uris).toEqual(['http://ours.test.svc.cluster.local:3000', 'http://ours.test.svc.cluster.local:3000', 'http://theirs.test.svc.cluster.local:3000']);
  expect(named(chart, 'Job').filter((name) => name.includes('start-rules'))).toHaveLength(3);
  expect(chart.node.root.node.validate()).toEqual([]);
});

describe('refuses', () => {
  const make = (props: Partial<TriggerServiceProps>) => () => service(testChart(), props);

  test('to start no rules', () => {
    expect(make({ rules: [] })).toThrow(new Error("trigger service 'triggers': startRules needs rules, got none"));
    expect(make({ rules: undefined })).toThrow(new Error("trigger service 'triggers': startRules needs rules, got none"));
  });

  test('what is no start', () => {
    expect(make({ startRules: true as never })).toThrow(new Error("trigger service 'triggers': startRules must be made by TriggerRuleStart, got true"));
  });

  test('no cookie with a middleware, and a cookie without', () => {
    expect(make({ startRules: TriggerRuleStart.unauthenticated() }))
      .toThrow(new Error("trigger service 'triggers': startRules must be TriggerRuleStart.withCookie with a middleware, got none"));
    const chart = testChart();
    const open = new ParticipantService(chart, 'open', { storage: database('open'), auth: LedgerApiAuth.unauthenticated() });
    expect(() => service(chart, { participant: open, middleware: undefined }))
      .toThrow(new Error("trigger service 'triggers': startRules must be TriggerRuleStart.unauthenticated() without a middleware, got a cookie"));
  });
});
