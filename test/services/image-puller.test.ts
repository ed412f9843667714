import { App, Chart, Testing } from 'cdk8s';
import { AUTH, database, participant } from './fixtures';
import { CantonRelease, ContainerImage, ImagePuller, ImagePullerProps, JsonApiService, ParticipantService, Placement } from '../../lib';
import { manifests, only, testChart } from '../support/chart';

const imagesOf = (chart: Chart): string[] => (
  only(chart, 'DaemonSet', 'puller').spec.template.spec.containers.map(({ image }: { image: string }) => image)
);

test('keeps the images of everything in its chart, also of what is made after it', () => {
  const chart = testChart();
  new ImagePuller(chart, 'puller');
  new JsonApiService(chart, 'json-api', { participant: participant(chart) });
  expect(manifests(chart).filter(({ kind }) => kind === 'DaemonSet')).toMatchSnapshot();
  expect(imagesOf(chart)).toEqual([
    'digitalasset-docker.jfrog.io/canton-enterprise:2.10.4', 'digitalasset-docker.jfrog.io/http-json:2.10.4', 'docker.io/library/busybox:1.36.1-musl', 'docker.io/library/haproxy:3.2.22-alpine',
    'docker.io/library/postgres:15.19-alpine',
  ]);
});

test('every prop arrives in the manifests', () => {
  const app = new App();
  const [here, there] = ['here', 'there'].map((id) => new Chart(app, id, { namespace: id, disableResourceNameHashes: true }));
  participant(there);
  const props: Required<ImagePullerProps> = {
    of: app, toolImage: ContainerImage.of('registry.bank.example/busybox:1.36.1-musl'), placement: Placement.spread({ nodeSelector: { pool: 'ledger' } }),
  };
  new ImagePuller(here, 'puller', props);
  expect(Testing.synth(here).filter(({ kind }: { kind: string }) => kind === 'DaemonSet')).toMatchSnapshot();
});

test('images without a shell sleep too: a static program is copied in', () => {
  const chart = testChart();
  participant(chart);
  new ImagePuller(chart, 'puller');
  const { initContainers, containers } = only(chart, 'DaemonSet', 'puller').spec.template.spec;
  expect(initContainers[0].command).toEqual(['/bin/busybox', 'cp', '/bin/busybox', '/tools/busybox']);
  expect(containers[0].command).toEqual(['/tools/busybox', 'sleep', '2147483647']);
});

test('pulls with the Secrets of the services, each once', () => {
  const chart = testChart();
  const release = CantonRelease.daml('2.10.4', { imagePullSecrets: ['registry'] });
  ['p1', 'p2'].forEach((id) => new ParticipantService(chart, id, { storage: database(id), auth: AUTH, release }));
  new ImagePuller(chart, 'puller');
  expect(only(chart, 'DaemonSet', 'puller').spec.template.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
});

test('stays on its node: it tolerates no loss of its own, as Kubernetes does that for it', () => {
  const chart = testChart();
  participant(chart);
  new ImagePuller(chart, 'puller');
  expect(only(chart, 'DaemonSet', 'puller').spec.template.spec.tolerations ?? []).toEqual([]);
});

test('two synths are equal', () => {
  const chart = testChart();
  participant(chart);
  new ImagePuller(chart, 'puller');
  expect(manifests(chart)).toEqual(manifests(chart));
});

test('refuses to keep nothing', () => {
  const chart = testChart();
  new ImagePuller(chart, 'puller');
  expect(() => manifests(chart)).toThrow(/image puller 'puller': there is no image to keep below 'chart'/);
});
