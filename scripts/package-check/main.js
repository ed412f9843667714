// Runs in an empty project that has only the packed library and its peers, but for aws-cdk-lib: makes a participant service and reads what came out.
const assert = require('assert');
const { App, Chart, Testing, Yaml } = require('cdk8s');
const canton = require('cdk8s-canton');

const { LedgerApiAuth, ParticipantService, PostgresReplication, PostgresServer, PostgresTls, PostgresUser, SecretKey } = canton;

const chart = new Chart(new App(), 'iou', { namespace: 'iou', disableResourceNameHashes: true });
const postgres = PostgresServer.external({
  host: 'postgres.db.svc',
  tls: PostgresTls.verifyFull(SecretKey.of('postgres-ca', 'ca.crt')),
  replication: PostgresReplication.synchronous(),
});
new ParticipantService(chart, 'participant', {
  storage: postgres.database('participant', PostgresUser.fromSecret('participant-db')),
  auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
});

const objects = Testing.synth(chart);
Yaml.save('iou.k8s.yaml', objects);
const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
for (const expected of ['Deployment participant-0', 'Deployment participant-1', 'Deployment participant-router', 'Service participant']) {
  assert(names.includes(expected), `${expected} is not among ${names.join(', ')}`);
}
assert.throws(() => canton.aws, /Cannot find module 'aws-cdk-lib/, 'aws-cdk-lib is here, so that nothing shows that the library does without it');
console.log(`the packed library made ${names.length} objects`);
