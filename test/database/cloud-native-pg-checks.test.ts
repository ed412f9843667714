import { App, Chart, Size } from 'cdk8s';
import {
  CloudNativePgCluster, ContainerImage, DomainManagerService, ImagePuller, JsonApiService, MediatorService, OAuth2Middleware, ParticipantService,
  SecretKey, SequencerService, TokenVerifier, TriggerService,
} from '../../lib';
import { errorsOf, KubeObject, resultText, runChecks } from '../../lib/checks';
import { deploymentOf } from '../../lib/services/parsed-manifests';
import { AUTH } from '../services/fixtures';
import { manifests } from '../support/chart';

// The rules of a whole deployment, for the services of the reference deployment on one CloudNativePG cluster.

function reference(maxConnections?: number): { app: App; chart: Chart } {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: 'test', disableResourceNameHashes: true });
  const postgres = new CloudNativePgCluster(chart, 'postgres', { storage: Size.gibibytes(100), maxConnections });
  const sequencer = new SequencerService(chart, 'sequencer', { storage: postgres.database('sequencer') });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: postgres.database('mediator') });
  const domain = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: postgres.database('manager') });
  const participant = new ParticipantService(chart, 'participant', { domains: [domain], storage: postgres.database('participant'), auth: AUTH });
  new JsonApiService(chart, 'json-api', { participant });
  const middleware = new OAuth2Middleware(chart, 'oauth2', {
    image: ContainerImage.of('registry.example.com/daml/oauth2-middleware:2.10.4'),
    authorizationUrl: 'https://idp.example.com/authorize',
    tokenUrl: 'https://idp.example.com/token',
    clientId: SecretKey.of('oauth2-client', 'id'),
    clientSecret: SecretKey.of('oauth2-client', 'secret'),
    tokenVerifier: TokenVerifier.jwks('https://idp.example.com/jwks.json'),
    externalUrl: 'https://triggers.example.com/auth',
  });
  new TriggerService(chart, 'triggers', { participant, middleware, storage: postgres.database('triggers'), externalUrl: 'https://triggers.example.com/triggers' });
  new ImagePuller(chart, 'image-puller');
  return { app, chart };
}

async function errors(change: (objects: KubeObject[]) => KubeObject[]): Promise<string[]> {
  const objects = change(manifests(reference().chart) as unknown as KubeObject[]);
  return errorsOf(runChecks(await deploymentOf(objects))).map(resultText);
}

test('all services run on it, without an error of any rule', async () => {
  const { app, chart } = reference();
  expect(app.synthYaml()).toContain('max_connections: "300"');
  expect(errorsOf(runChecks(await deploymentOf(manifests(chart) as unknown as KubeObject[]))).map(resultText)).toEqual([]);
});

test('a limit that is too low fails the synthesis', () => {
  expect(() => reference(299).app.synthYaml()).toThrow("PostgreSQL server 'test/postgres': maxConnections must be at least 300, got 299;");
});

test('the rule about connections reads what the cluster says', async () => {
  const lowered = await errors((objects) => {
    (objects.find(({ kind }) => kind === 'Cluster') as any).spec.postgresql.parameters.max_connections = '200';
    return objects;
  });
  expect(lowered).toEqual([
    'error connection-limit: Cluster test/postgres: max_connections must be at least 293 (290 of services in a rollout, 3 reserved), got 200',
  ]);
});

test('the rule about selectors knows the pods of a cluster, and of no other', async () => {
  const dangling = ['error no-dangling-selectors: NetworkPolicy test/postgres: selector selects no pod'];
  expect(await errors((objects) => objects.filter(({ kind }) => kind !== 'Cluster'))).toEqual(dangling);
  for (const metadata of [{ name: 'other', namespace: 'test' }, { name: 'postgres', namespace: 'other' }]) {
    expect(await errors((objects) => objects.map((object) => (object.kind === 'Cluster' ? { ...object, metadata } : object)))).toEqual(dangling);
  }
});
