// Runs in an empty project that has only the packed library and its peers: makes a participant service and reads what came out.
const assert = require('assert');
const { App, Chart, Testing } = require('cdk8s');
const {
  LedgerApiAuth, ParticipantService, PostgresReplication, PostgresServer, PostgresTls, PostgresUser, SecretKey,
} = require('cdk8s-canton');

const chart = new Chart(new App(), 'iou', { namespace: 'iou', disableResourceNameHashes: true });
const postgres = PostgresServer.external({
  host: 'postgres.db.svc', tls: PostgresTls.verifyFull(SecretKey.of('postgres-ca', 'ca.crt')), replication: PostgresReplication.synchronous(),
});
new ParticipantService(chart, 'participant', {
  storage: postgres.database('participant', PostgresUser.fromSecret('participant-db')),
  auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
});

const names = Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
for (const expected of ['Deployment participant-0', 'Deployment participant-1', 'Deployment participant-router', 'Service participant']) {
  assert(names.includes(expected), `${expected} is not among ${names.join(', ')}`);
}
console.log(`the packed library made ${names.length} objects`);
