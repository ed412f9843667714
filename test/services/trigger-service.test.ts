import { Chart } from 'cdk8s';
import { ALL_WORKLOAD_PROPS, AUTH, database, participant } from './fixtures';
import {
  ContainerImage, DarSource, Endpoint, Hocon, IOAuth2Middleware, LedgerApiAuth, NetworkPeer, OAuth2Middleware, ParticipantService, Tls,
  SecretKey, TriggerRule, TriggerRuleStart, TriggerService, TriggerServiceProps,
} from '../../lib';
import { config, manifests, Manifest, names, only, testChart } from '../support/chart';

const own = (chart: Chart): Manifest[] => manifests(chart).filter(({ metadata }) => metadata.name.startsWith('triggers'));

function middleware(chart: Chart, externalUrl?: string): IOAuth2Middleware {
  return OAuth2Middleware.fromAttributes(chart, 'oauth2', { endpoint: Endpoint.of('oauth2.test.svc.cluster.local', 3000), externalUrl });
}

function defaults(chart: Chart): TriggerServiceProps {
  return { participant: participant(chart), storage: database('triggers'), middleware: middleware(chart) };
}

test('one instance that is never doubled, by default', () => {
  const chart = testChart();
  new TriggerService(chart, 'triggers', defaults(chart));
  expect(own(chart)).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const props: Required<TriggerServiceProps> = {
    ...ALL_WORKLOAD_PROPS,
    configOverrides: Hocon.of({ 'max-restart-interval': '30s' }),
    participant: participant(chart),
    storage: database('triggers'),
    middleware: middleware(chart, 'https://triggers.example.com/auth'),
    externalUrl: 'https://triggers.example.com/triggers/',
    dars: [DarSource.image(ContainerImage.of('registry.bank.example/dars:1'), ['/dars/triggers.dar']), DarSource.persistentVolumeClaim('dars', ['more.dar'])],
    rules: [TriggerRule.of('abc:Iou:autoAccept', 'Bank')],
    startRules: TriggerRuleStart.withCookie(SecretKey.of('trigger-starter', 'cookie')),
    clientCertificateSecretName: 'triggers-client-tls',
    replicas: 1,
    clients: [NetworkPeer.namespace('ingress')],
  };
  new TriggerService(chart, 'triggers', props);
  expect(own(chart)).toMatchSnapshot();
});

test('names and selectors are a contract: a change here is a major release', () => {
  const chart = testChart();
  new TriggerService(chart, 'triggers', defaults(chart));
  expect(names(chart).filter((name) => name.includes('triggers'))).toEqual([
    expect.stringMatching(/^ConfigMap triggers-config-[0-9a-f]{10}$/), 'NetworkPolicy triggers', 'Service triggers', 'Service triggers-instances',
    'ServiceAccount triggers', 'StatefulSet triggers',
  ]);
  const labels = { 'app.kubernetes.io/name': 'trigger-service', 'app.kubernetes.io/instance': 'triggers', 'app.kubernetes.io/component': 'trigger-service' };
  expect(only(chart, 'StatefulSet', 'triggers').spec.selector.matchLabels).toEqual(labels);
  expect(only(chart, 'Service', 'triggers').spec.selector).toEqual(labels);
});

test('at most one lives: a StatefulSet of one, without a budget', () => {
  const chart = testChart();
  new TriggerService(chart, 'triggers', defaults(chart));
  expect(only(chart, 'StatefulSet', 'triggers').spec).toMatchObject({ replicas: 1, serviceName: 'triggers-instances' });
  expect(names(chart)).not.toContain('PodDisruptionBudget triggers');
});

test('TLS to the ledger is the top-level block that its source reads, with a certificate of its own', () => {
  const chart = testChart();
  new TriggerService(chart, 'triggers', defaults(chart));
  const text = config(chart, 'triggers-config', 'trigger-service.conf');
  expect(text).toMatch(/^tls-config \{\n  cacrt = "\/secrets\/participant-tls\/ca.crt"\n  crt = "\/secrets\/triggers-tls\/tls.crt"\n  pem = "\/secrets\/triggers-tls\/tls.key"\n  tls = true\n\}$/m);
});

test('under mutual TLS it shows the client certificate of the participant', () => {
  const chart = testChart();
  const mutual = new ParticipantService(chart, 'p', { storage: database('p'), auth: AUTH, ledgerApiTls: Tls.mutual('p-tls', { clientSecretName: 'p-client-tls' }) });
  new TriggerService(chart, 'triggers', { ...defaults(chart), participant: mutual });
  expect(config(chart, 'triggers-config', 'trigger-service.conf')).toContain('crt = "/secrets/p-client-tls/tls.crt"');
});

test('it is let in at the participant', () => {
  const chart = testChart();
  new TriggerService(chart, 'triggers', defaults(chart));
  expect(JSON.stringify(only(chart, 'NetworkPolicy', 'participant-router').spec.ingress)).toContain('"app.kubernetes.io/component":"trigger-service"');
});

test('the middleware is named once, or by an inside and an outside address, and never both', () => {
  const inside = testChart();
  new TriggerService(inside, 'triggers', defaults(inside));
  expect(config(inside, 'triggers-config', 'trigger-service.conf')).toMatch(/authorization \{\n  auth-common-uri = "http:\/\/oauth2.test.svc.cluster.local:3000"\n\}/);
  const outside = testChart();
  new TriggerService(outside, 'triggers', { ...defaults(outside), middleware: middleware(outside.node.root as Chart, 'https://t.example.com/auth') });
  const text = config(outside, 'triggers-config', 'trigger-service.conf');
  expect(text).not.toContain('auth-common-uri');
  expect(text).toContain('auth-external-uri = "https://t.example.com/auth"');
});

test('one that runs elsewhere is known by its endpoint', () => {
  expect(TriggerService.fromAttributes(testChart(), 'theirs', { endpoint: Endpoint.of('t.example.com', 443) }).endpoint.port).toBe(443);
});

describe('refuses', () => {
  test('a second instance', () => {
    const chart = testChart();
    expect(() => new TriggerService(chart, 'triggers', { ...defaults(chart), replicas: 2 })).toThrow(new Error(
      'trigger service \'triggers\': replicas must be 1, got 2; two live instances would run every rule twice (rule R63): for more throughput '
      + 'make another trigger service with other rules and a database of its own',
    ));
  });

  test('two OAuth 2.0 providers', () => {
    const chart = testChart();
    const props = defaults(chart);
    expect(() => new TriggerService(chart, 'triggers', { ...props, middleware: [props.middleware, props.middleware] as never })).toThrow(new Error(
      'trigger service \'triggers\': exactly one middleware (OAuth 2.0 provider) is possible, got a list of 2; make one trigger service for each provider (rule R67)',
    ));
  });

  test('a participant that wants tokens, without a middleware that gets them', () => {
    const chart = testChart();
    expect(() => new TriggerService(chart, 'triggers', { ...defaults(chart), middleware: undefined })).toThrow(new Error(
      'trigger service \'triggers\': participant \'participant\' wants tokens, and without a middleware there are none; set middleware',
    ));
    const open = new ParticipantService(chart, 'open', { storage: database('open'), auth: LedgerApiAuth.unauthenticated() });
    expect(() => new TriggerService(chart, 'other', { participant: open, storage: database('other') })).not.toThrow();
  });

  test('a rule of another live trigger service, here or elsewhere', () => {
    const chart = testChart();
    const rules = [TriggerRule.of('abc:Iou:autoAccept', 'Bank')];
    const props = defaults(chart);
    new TriggerService(chart, 'pink', { ...props, rules });
    expect(() => new TriggerService(chart, 'green', { ...props, storage: database('green'), rules })).toThrow(new Error(
      'trigger service \'green\': rule \'abc:Iou:autoAccept\' for party \'Bank\' belongs to trigger service \'pink\' already; '
      + 'no two live trigger services may run the same rule (rule R64)',
    ));
    expect(() => new TriggerService(chart, 'blue', { ...props, storage: database('blue'), rules: [TriggerRule.of('abc:Iou:autoAccept', 'Alice')] })).not.toThrow();
    expect(() => TriggerService.fromAttributes(chart, 'theirs', { endpoint: Endpoint.of('t', 1), rules })).toThrow(/belongs to trigger service 'pink' already/);
  });

  test('an Oracle database', () => {
    const chart = testChart();
    expect(() => new TriggerService(chart, 'triggers', { ...defaults(chart), storage: 'oracle' as never })).toThrow(new Error(
      'trigger service \'triggers\': storage must be a PostgreSQL database, got \'oracle\'',
    ));
  });

  test('another host than the middleware\'s, as they share a cookie', () => {
    const chart = testChart();
    expect(() => new TriggerService(chart, 'triggers', {
      ...defaults(chart), middleware: middleware(chart.node.root as Chart, 'https://auth.example.com'), externalUrl: 'https://triggers.example.com',
    })).toThrow(new Error('trigger service \'triggers\': externalUrl must be on the middleware\'s host \'auth.example.com\', got \'triggers.example.com\'; they share a cookie (facts E.5)'));
  });

  test('a ledger that it could not check', () => {
    const chart = testChart();
    const theirs = ParticipantService.fromAttributes(chart, 'theirs', {
      participantName: 'theirs', ledgerApi: Endpoint.of('ledger.example.com', 443), ledgerApiTls: Tls.trustingPublicAuthorities(), auth: AUTH,
    });
    expect(() => new TriggerService(chart, 'triggers', { ...defaults(chart), participant: theirs })).toThrow(new Error(
      'trigger service \'triggers\': the participant\'s ledgerApiTls must name a root certificate (Tls.trusting): the trigger service cannot use the JVM\'s own',
    ));
  });
});
