import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { TOOL_IMAGE } from '../../lib/kubernetes/tool-image';
import { POSTGRES_IMAGE } from '../../lib/model/postgres-image';
import { routerOptions } from '../../lib/model/router';
import { KubeObject, readManifests } from '../../scripts/manifests';
import { requiredSecrets } from '../../scripts/secrets';
import { trialSteps } from '../../scripts/trial-steps';
import { CANTON_3_RELEASE } from '../cluster/ledger/ledger';

/** What a newcomer applies: nothing may be missing but the one Secret. */

/** API groups that every Kubernetes has. */
const BUILT_IN = /^(v1|(apps|batch|policy|networking\.k8s\.io)\/v1)$/;

let objects: KubeObject[];

beforeAll(() => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-try-'));
  try {
    process.env.CDK8S_OUTDIR = folder;
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require('../../apps/try');
    objects = readManifests(folder).flatMap((file) => file.objects);
  } finally {
    delete process.env.CDK8S_OUTDIR;
    fs.rmSync(folder, { recursive: true });
  }
}, 60_000);

/** Every text below a value, with the way to it. */
function texts(value: unknown, way = ''): { way: string; text: string }[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => texts(child, `${way}.${key}`))
    : [{ way, text: String(value) }];
}

test('it needs no operator: all of its kinds are Kubernetes\' own', () => {
  expect(objects.length).toBeGreaterThan(20);
  expect(objects.filter((object) => !BUILT_IN.test((object as unknown as { apiVersion: string }).apiVersion)).map(({ kind }) => kind)).toEqual([]);
});

test('it needs one Secret, with one key', () => {
  expect(requiredSecrets(objects)).toEqual([
    { namespace: 'canton-try', name: 'postgres-password', keys: [{ key: 'password', purpose: expect.any(String) }] },
  ]);
  const names = texts(objects).filter(({ way }) => /\.secretKeyRef\.name$|\.secret\.(secretName|name)$|\.secretRef\.name$|\.imagePullSecrets\.\d+\.name$/.test(way));
  expect(new Set(names.map(({ text }) => text))).toEqual(new Set(['postgres-password']));
});

test('everything that it names is there', () => {
  const has = (kind: string) => objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata?.name);
  const named = (field: RegExp) => texts(objects).filter(({ way }) => field.test(way)).map(({ text }) => text);
  expect(has('ConfigMap')).toEqual(expect.arrayContaining(named(/\.configMap\.name$/)));
  expect(has('ServiceAccount')).toEqual(expect.arrayContaining(named(/\.serviceAccountName$/)));
  expect(has('PersistentVolumeClaim')).toEqual(expect.arrayContaining(named(/\.claimName$/)));
  expect(named(/\.priorityClassName$|\.storageClassName$|\.nodeSelector\./)).toEqual([]);
});

test('it is reached from within the cluster only', () => {
  expect(new Set(objects.filter(({ kind }) => kind === 'Service').map(({ spec }) => (spec as { type?: string }).type ?? 'ClusterIP'))).toEqual(new Set(['ClusterIP']));
  expect(objects.filter(({ kind }) => kind === 'Ingress')).toEqual([]);
});

test('a cluster without a registry has its images', () => {
  const images = texts(objects).filter(({ way }) => way.endsWith('.image')).map(({ text }) => text);
  const made = [CANTON_3_RELEASE.cantonImage, POSTGRES_IMAGE, TOOL_IMAGE, routerOptions({}).image].map(({ reference }) => reference);
  expect([...new Set(images)].filter((image) => !made.includes(image))).toEqual([]);
});

test('one node is enough for it, and two instances are there of whatever has a standby', () => {
  expect(JSON.stringify(objects)).not.toMatch(/"requiredDuringSchedulingIgnoredDuringExecution"|"DoNotSchedule"/);
  const running = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet').map(({ kind, metadata }) => `${kind} ${metadata?.name}`).sort();
  expect(running).toEqual([
    'Deployment mediator-0', 'Deployment mediator-1', 'Deployment participant-0', 'Deployment participant-1', 'Deployment participant-router',
    'StatefulSet postgres', 'StatefulSet sequencer',
  ]);
});

test('the JSON API is where the steps look for it', () => {
  const { spec } = objects.find(({ kind, metadata }) => kind === 'Service' && metadata?.name === 'participant')!;
  expect((spec as unknown as { ports: { port: number }[] }).ports.map(({ port }) => port)).toContain(7575);
});

test('the page shows what is printed', () => {
  expect(fs.readFileSync('docs/try-it.md', 'utf8')).toContain(`\`\`\`text\n${trialSteps(objects, 'dist/try', '<random>')}\n\`\`\``);
});
