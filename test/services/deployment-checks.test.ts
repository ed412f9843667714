import { ApiObject, JsonPatch } from 'cdk8s';
import { AUTH, database } from './fixtures';
import {
  ActiveRouting, DeploymentChecks, LedgerApiAuth, ParticipantService, ParticipantServiceProps, Placement, PostgresReplication, PostgresServer,
  PostgresTls,
  PostgresUser, Tls,
} from '../../lib';
import { manifests, only, testChart } from '../support/chart';

function participantWith(props: Partial<ParticipantServiceProps> = {}) {
  const chart = testChart();
  const participant = new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, ...props });
  return { chart, instance: participant.node.findChild('Instance0') as ApiObject };
}

/** Makes the first instance ask for activeness to stay alive, which kills standbys for ever. */
function broken() {
  const made = participantWith();
  made.instance.addJsonPatch(JsonPatch.remove('/spec/template/spec/containers/0/livenessProbe/grpc/service'));
  return made;
}

let warnings: string[];
beforeEach(() => {
  warnings = [];
  jest.spyOn(console, 'warn').mockImplementation((text: string) => {
    warnings.push(text);
  });
});
afterEach(() => jest.restoreAllMocks());

test('a good deployment is synthesized without a word', () => {
  manifests(participantWith().chart);
  expect(warnings).toEqual([]);
});

test('an error fails the synthesis, and names rule and object', () => {
  expect(() => manifests(broken().chart)).toThrow(/error liveness-asks-for-life: Deployment test\/participant-0: /);
});

test('a warning is printed once, however often the app is synthesized', () => {
  const { chart, instance } = participantWith();
  instance.addJsonPatch(JsonPatch.remove('/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem'));
  manifests(chart);
  manifests(chart);
  expect(warnings).toEqual([expect.stringMatching(/^warning read-only-root: Deployment test\/participant-0: /)]);
});

test('a waiver with a reason lets it pass, and stands on the object', () => {
  const { chart, instance } = broken();
  DeploymentChecks.waive(instance, 'liveness-asks-for-life', 'drill of 2026-11-21');
  expect(only(chart, 'Deployment', 'participant-0').metadata.annotations['cdk8s-canton/waive']).toBe('{"liveness-asks-for-life":"drill of 2026-11-21"}');
});

test('a waiver that is not needed is an error', () => {
  const { chart, instance } = participantWith();
  DeploymentChecks.waive(instance, 'liveness-asks-for-life', 'just in case');
  expect(() => manifests(chart)).toThrow(/waives 'liveness-asks-for-life', which finds nothing here; remove the waiver/);
});

test('waivers are for one object, for a rule that exists, with a reason', () => {
  const { chart, instance } = participantWith();
  expect(() => DeploymentChecks.waive(chart, 'read-only-root', 'x')).toThrow(new Error(
    'waiver of \'read-only-root\': object must be a Kubernetes object, got \'chart\'; take a child of the service, such as node.findChild(\'Instance0\')',
  ));
  expect(() => DeploymentChecks.waive(instance, 'no-such-rule', 'x')).toThrow(new Error('waiver: rule must be one of docs/checks.md, got \'no-such-rule\''));
  expect(() => DeploymentChecks.waive(instance, 'read-only-root', ' ')).toThrow(new Error('waiver of \'read-only-root\': reason must not be empty'));
});

test.each<[string, Partial<ParticipantServiceProps>]>([
  ['Placement.singleNode()', { placement: Placement.singleNode() }],
  ['Placement.singleNode() of one instance', { placement: Placement.singleNode(), replicas: 1 }],
  ['Tls.disabled()', { ledgerApiTls: Tls.disabled() }],
  ['LedgerApiAuth.unauthenticated()', { auth: LedgerApiAuth.unauthenticated() }],
  ['acceptNeverAvailable', { routing: ActiveRouting.readiness({ acceptNeverAvailable: true }) }],
  ['PostgresTls.disabled()', {
    storage: PostgresServer.external({ host: 'pg', tls: PostgresTls.disabled(), replication: PostgresReplication.synchronous() }).database('p', PostgresUser.fromSecret('p-db')),
  }],
])('what was asked for by name is not found fault with: %s', (_, props) => {
  const { chart } = participantWith(props);
  expect(() => manifests(chart)).not.toThrow();
  expect(warnings).toEqual([]);
  expect(only(chart, 'Deployment', 'participant-0').metadata.annotations).toHaveProperty(['cdk8s-canton/spelt-out']);
});
