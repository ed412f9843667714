import { App, Testing } from 'cdk8s';
import { Ledger } from './ledger';

const manifests = Testing.synth(new Ledger(new App(), 'test', {
  namespace: 'test', databaseHost: 'postgres.test.svc.cluster.local', jwksUrl: 'https://idp.example.com/jwks.json',
}));

test('every manifest, as it was reviewed', () => {
  expect(manifests).toMatchSnapshot();
});

test('the addresses that applications know', () => {
  const services = manifests.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
  expect(services).toEqual(expect.arrayContaining(['participant', 'sequencer', 'json-api']));
});
