import { AUTH, CANTON_3, database, domain, referenceDriver } from './fixtures';
import {
  AdminApiAuth, Console, Endpoint, LedgerApiAuth, MediatorService, ParticipantService, SecretKey, SequencerService, Synchronizer, Tls,
} from '../../lib';
import { Manifest, manifests, testChart } from '../support/chart';

/** Each kind of node with an audience, and so a token, of its own. */
function auth(node: string): AdminApiAuth {
  return AdminApiAuth.jwks('https://idp.example.com/jwks.json', { targetAudience: `https://${node}.example.com`, token: SecretKey.of(`${node}-token`, 'jwt') });
}

/** The variables of a Job's container that hold tokens, with the Secret that each comes from. */
function tokens({ spec }: Manifest): { [name: string]: string } {
  const [container] = (spec.jobTemplate?.spec ?? spec).template.spec.containers;
  return Object.fromEntries(container.env.filter(({ name }: { name: string }) => name.startsWith('ADMIN_API_TOKEN_'))
    .map(({ name, valueFrom: { secretKeyRef } }: any) => [name, `${secretKeyRef.name}/${secretKeyRef.key}`]));
}

describe('a ledger whose admin APIs want tokens', () => {
  const chart = testChart();
  const sequencer = new SequencerService(chart, 'sequencer', { release: CANTON_3, driver: referenceDriver(), adminApiAuth: auth('sequencer') });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator'), replicas: 1, adminApiAuth: auth('mediator') });
  const participant = new ParticipantService(chart, 'participant', {
    release: CANTON_3,
    storage: database('participant'),
    auth: AUTH,
    adminApiAuth: auth('participant'),
    synchronizers: [new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator] })],
  });
  new Console(chart, 'console', { participants: [participant], sequencers: [sequencer], mediators: [mediator] });
  const all = manifests(chart);
  const one = (kind: string, prefix: string) => all.find(({ kind: other, metadata }) => other === kind && metadata.name.startsWith(prefix))!;

  test.each([
    ['sequencer', 'sequencer-0'], ['sequencer', 'sequencer-1'], ['mediator', 'mediator'], ['participant', 'participant'],
  ])('%s demands a privileged token of an audience, in %s.conf', (node, file) => {
    expect(one('ConfigMap', `${node}-config`).data[`${file}.conf`].replace(/\s+/g, ' ')).toContain(
      `admin-api { address = "0.0.0.0" auth-services = [ { privileged = true target-audience = "https://${node}.example.com" type = "jwt-jwks" `
      + 'url = "https://idp.example.com/jwks.json" }',
    );
  });

  test('the Jobs show each node the token for it, from the Secrets that were named; sequencers are asked to admit the participant', () => {
    expect(tokens(one('Job', 'iou-bootstrap'))).toEqual({
      ADMIN_API_TOKEN_MEDIATOR_0_0: 'mediator-token/jwt', ADMIN_API_TOKEN_SEQUENCER_0: 'sequencer-token/jwt', ADMIN_API_TOKEN_SEQUENCER_1: 'sequencer-token/jwt',
    });
    expect(tokens(one('Job', 'participant-connect'))).toEqual({
      ADMIN_API_TOKEN_PARTICIPANT_0: 'participant-token/jwt', ADMIN_API_TOKEN_SEQUENCER_0_0: 'sequencer-token/jwt', ADMIN_API_TOKEN_SEQUENCER_0_1: 'sequencer-token/jwt',
    });
    expect(one('ConfigMap', 'participant-connect-config').data['remote.conf']).toContain('token = ${ADMIN_API_TOKEN_PARTICIPANT_0}');
    expect(one('Job', 'participant-connect').metadata.annotations['cdk8s-canton/secrets'])
      .toContain('{"name":"participant-token","key":"jwt","purpose":"token for the admin API at participant.test.svc.cluster.local"}');
  });

  test('so does a console', () => {
    expect(tokens(one('CronJob', 'console'))).toEqual({
      ADMIN_API_TOKEN_MEDIATOR_0: 'mediator-token/jwt',
      ADMIN_API_TOKEN_PARTICIPANT: 'participant-token/jwt',
      ADMIN_API_TOKEN_SEQUENCER_0: 'sequencer-token/jwt',
      ADMIN_API_TOKEN_SEQUENCER_1: 'sequencer-token/jwt',
    });
  });

  test('probes ask at ports of their own, which want none', () => {
    const [{ startupProbe, livenessProbe, readinessProbe }] = one('Deployment', 'participant-0').spec.template.spec.containers;
    expect([startupProbe, livenessProbe, readinessProbe].map(({ grpc }) => grpc.port)).toEqual([4003, 4003, 4003]);
  });

  test('leaves the checks content', () => {
    expect(chart.node.root.node.validate()).toEqual([]);
  });
});

test('nodes that run elsewhere are shown the tokens that they want', () => {
  const chart = testChart();
  const apis = { adminApiTls: Tls.trustingPublicAuthorities(), adminApiToken: SecretKey.of('theirs', 'jwt') };
  const sequencer = SequencerService.fromAttributes(chart, 'sequencer', {
    ...apis, sequencerName: 'sequencer', publicApi: Endpoint.of('s', 4401), publicApiTls: Tls.trustingPublicAuthorities(), adminApi: Endpoint.of('s', 4402), release: CANTON_3,
  });
  const mediator = MediatorService.fromAttributes(chart, 'mediator', { ...apis, mediatorName: 'mediator', sequencer, instanceAdminApis: [Endpoint.of('m', 4602)] });
  new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator] });
  expect(tokens(manifests(chart).find(({ kind }) => kind === 'Job')!)).toEqual({
    ADMIN_API_TOKEN_MEDIATOR_0_0: 'theirs/jwt', ADMIN_API_TOKEN_SEQUENCER: 'theirs/jwt',
  });
});

describe('refuses', () => {
  test('an audience that users of the Ledger API have too', () => {
    expect(() => new ParticipantService(testChart(), 'p', {
      release: CANTON_3,
      storage: database('p'),
      auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json', { targetAudience: 'https://p.example.com' }),
      adminApiAuth: auth('p'),
    })).toThrow(new Error(
      "participant 'p': adminApiAuth and auth must differ in targetAudience, got 'https://p.example.com' for both: every user of the Ledger API could administer the participant; "
      + "have administrators' tokens issued for an audience of their own",
    ));
  });

  test('Daml 2, and says what it has', () => {
    const reason = 'adminApiAuth must be left out: release 2.10.4 has no tokens for the admin API; let clients show a certificate: adminApiTls with Tls.mutual';
    const { sequencer } = domain(testChart());
    expect(() => new MediatorService(testChart(), 'm', { sequencer, storage: database('m'), adminApiAuth: auth('m') })).toThrow(new Error(`mediator 'm': ${reason}`));
    expect(() => new SequencerService(testChart(), 's', { storage: database('s'), adminApiAuth: auth('s') })).toThrow(new Error(`sequencer 's': ${reason}`));
    expect(() => new ParticipantService(testChart(), 'p', { storage: database('p'), auth: AUTH, adminApiAuth: auth('p') })).toThrow(new Error(`participant 'p': ${reason}`));
  });
});
