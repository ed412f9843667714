import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { PICTURES, pictureOf } from '../../scripts/pictures';
import { Manifest } from '../support/chart';
import { schemaError } from '../support/schema';

const CDK8S = path.resolve('node_modules/cdk8s-cli/bin/cdk8s');
/** What operators bring; the tier with a real API server judges it by their own definitions. */
const CUSTOM = /^((postgresql|barmancloud)\.cnpg\.io|monitoring\.coreos\.com|external-secrets\.io|cert-manager\.io|gateway\.networking\.k8s\.io)\//;
const APPS = fs.readdirSync('apps').filter((file) => file.endsWith('.ts'));

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-apps-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe.each(APPS)('apps/%s', (app) => {
  let first: Files;
  let manifests: Manifest[];
  beforeAll(() => {
    first = synth(app, 'first');
    manifests = Object.values(first).flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Manifest));
  }, 60_000);

  test('is what it was', () => {
    expect(first).toMatchSnapshot();
  });

  test('is byte-identical when it is synthesized again, elsewhere and in another environment', () => {
    expect(synth(app, 'second', { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' })).toEqual(first);
  }, 60_000);

  test('is drawn in docs/pictures as it is; npm run docs:pictures draws it anew', async () => {
    const picture = path.join(PICTURES, app.replace(/\.ts$/, '.svg'));
    expect(await pictureOf(path.join(folder, app, 'first'))).toBe(fs.existsSync(picture) ? fs.readFileSync(picture, 'utf8') : '');
  });

  test('obeys the schema of Kubernetes', () => {
    expect(manifests.filter(({ apiVersion }) => !CUSTOM.test(apiVersion)).flatMap((manifest) => schemaError(manifest) ?? [])).toEqual([]);
  });

  test('names no object twice', () => {
    const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('says a namespace for every object', () => {
    expect(manifests.filter(({ metadata }) => metadata.namespace === undefined)).toEqual([]);
  });

  test('selects the pods of one workload with each selector of a workload', () => {
    const pods = manifests.filter(({ spec }) => spec?.template).map(({ kind, metadata, spec }) => (
      { owner: `${kind} ${metadata.name}`, labels: spec.template.metadata.labels }
    ));
    for (const { kind, metadata, spec } of manifests.filter((manifest) => manifest.spec?.selector && manifest.spec.template)) {
      const owners = pods.filter(({ labels }) => matches(spec.selector.matchLabels, labels)).map(({ owner }) => owner);
      expect(owners).toEqual([`${kind} ${metadata.name}`]);
    }
  });

  test('writes no empty list: the API server drops some, and then takes every further apply for a change', () => {
    expect(manifests.flatMap(manifest => emptyLists(manifest, `${manifest.kind}/${manifest.metadata.name}`))).toEqual([]);
  });

  test('leaves no Service, budget or policy without pods', () => {
    // CloudNativePG labels the pods of a cluster as the cluster itself is labelled.
    const databases = manifests.flatMap(({ kind, metadata }) => (kind === 'Cluster' ? [metadata.labels] : []));
    // Kubernetes labels each pod of a StatefulSet with its name.
    const named = manifests.filter(({ kind }) => kind === 'StatefulSet').flatMap(({ metadata, spec }) => Array.from({ length: spec.replicas }, (_, index) => (
      { ...spec.template.metadata.labels, 'statefulset.kubernetes.io/pod-name': `${metadata.name}-${index}` }
    )));
    const pods = [...databases, ...named, ...manifests.flatMap(({ spec }) => (spec?.jobTemplate?.spec ?? spec)?.template?.metadata.labels ?? [])];
    const selectors: { [kind: string]: (spec: any) => object } = {
      Service: (spec) => spec.selector,
      PodDisruptionBudget: (spec) => spec.selector.matchLabels,
      NetworkPolicy: (spec) => spec.podSelector.matchLabels,
    };
    const dangling = manifests.filter(({ kind, spec }) => selectors[kind] && !pods.some((labels) => matches(selectors[kind](spec), labels)));
    expect(dangling.map(({ metadata }) => metadata.name)).toEqual([]);
  });

  test('holds no literal where a secret belongs', () => {
    const texts = manifests.filter(({ kind }) => kind === 'ConfigMap').flatMap(({ data }) => Object.values(data as { [file: string]: string }));
    const lines = texts.flatMap((text) => text.split('\n')).filter((line) => /(password|secret|token)\S* = /.test(line));
    expect(lines.length).toBeGreaterThan(0);
    // The cache database inside a JSON API's pod trusts whoever is in the pod; `oauth-token` is the address where tokens are got,
    // and `password_encryption` is how the server keeps them.
    const allowed = /= (\$\{[A-Z_0-9]+\}|"")$|^oauth-token = "https:|^SET password_encryption = 'scram-sha-256';$/;
    expect(lines.filter((line) => !allowed.test(line))).toEqual([]);
  });
});

type Files = { [file: string]: string };

function synth(app: string, name: string, env: { [name: string]: string } = {}): Files {
  const output = path.join(folder, app, name);
  const args = [CDK8S, 'synth', '--check-upgrade=false', '--app', `npx ts-node -T apps/${app}`, '--output', output];
  execFileSync(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'pipe' });
  return Object.fromEntries(fs.readdirSync(output).sort().map((file) => [file, fs.readFileSync(path.join(output, file), 'utf8')]));
}

function matches(selector: object, labels: { [label: string]: string }): boolean {
  return Object.entries(selector).every(([label, value]) => labels[label] === value);
}

function emptyLists(value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Array.isArray(value) && value.length === 0 ? [place] : Object.entries(value).flatMap(([key, child]) => emptyLists(child, `${place}.${key}`));
}
