import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { apply, differences, rejections } from './apply';
import { definitionFolders } from './custom-resources';
import { podsOf } from './pods';
import { readManifests } from '../../scripts/manifests';
import { appNames, synthesize } from '../../scripts/policy/apps';
import { ControlPlane, startControlPlane } from '../control-plane/control-plane';
import { Kubectl } from '../control-plane/kubectl';

// Every app on a real API server: accepted as a whole, with strict field validation and without a warning, and unchanged by a second apply.

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-api-'));
let controlPlane: ControlPlane | undefined;
let kubectl: Kubectl;

beforeAll(async () => {
  controlPlane = await startControlPlane({ folder, address: '127.0.0.1', controllers: false });
  kubectl = new Kubectl(controlPlane.kubeconfig);
  for (const definitions of definitionFolders()) {
    // Kubectl takes other files of such a folder, a kustomization for one, for objects: only what is named so is a definition.
    kubectl.run(['apply', '--server-side', ...definitionFiles(definitions).flatMap(file => ['-f', file])]);
  }
  kubectl.run(['wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all']);
}, 1_800_000);

afterAll(async () => {
  await controlPlane?.stop();
  fs.rmSync(folder, { recursive: true });
});

describe.each(appNames())('apps/%s', app => {
  let manifests: string;
  let namespaces: string[];

  beforeAll(() => {
    manifests = synthesize(app, path.join(folder, 'manifests')).folder;
    const objects = readManifests(manifests).flatMap(file => file.objects);
    namespaces = [...new Set(objects.flatMap(({ metadata }) => metadata?.namespace ?? []))];
    namespaces.forEach(createRestrictedNamespace);
  });

  afterAll(() => {
    kubectl.run(['delete', '--wait=false', '-f', manifests]);
  });

  test('is accepted, without a warning', () => {
    expect(apply(kubectl, manifests)).toEqual([]);
  });

  test('does not drift', () => {
    const before = versions();
    expect(apply(kubectl, manifests)).toEqual([]);
    expect(differences(kubectl, manifests)).toBe('');
    expect(versions()).toEqual(before);
  });

  test('has pods that a restricted namespace admits', () => {
    const pods = readManifests(manifests).flatMap(file => file.objects).flatMap(podsOf);
    expect(pods.length).toBeGreaterThan(0);
    for (const pod of pods) {
      expect(kubectl.try(['create', '--dry-run=server', '--validate=strict', '-f', '-'], JSON.stringify(pod))).toMatchObject({ status: 0, stderr: '' });
    }
  });

  /** What a write would change. Claims of disks are told by their content: the server gives them another version at every apply, though nothing in them changes. */
  function versions(): string[] {
    const items = kubectl.json<{ items: { kind: string; metadata: { name: string; resourceVersion?: string } }[] }>(['get', '-f', manifests]).items;
    return items.map(({ metadata: { resourceVersion, ...metadata }, ...object }) => (
      `${object.kind}/${metadata.name} ${object.kind === 'PersistentVolumeClaim' ? JSON.stringify({ ...object, metadata }) : resourceVersion}`
    ));
  }
});

describe('what the server refuses', () => {
  const namespace = 'refused';
  const pod = (name: string, spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec });
  const container = { name: 'main', image: 'registry.example.com/app:1' };
  const restricted = {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{ ...container, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
  };

  beforeAll(() => {
    createRestrictedNamespace(namespace);
    kubectl.run(['-n', namespace, 'create', 'serviceaccount', 'default']);
  });

  test.each([
    ['an unknown field', pod('misspelt', { containers: [{ ...container, imagePullPolicies: 'Always' }] }), 'Pod/misspelt', 'imagePullPolicies: field not declared in schema'],
    ['a value that is not allowed', pod('sometimes', { ...restricted, restartPolicy: 'Sometimes' }), 'Pod/sometimes', 'Unsupported value'],
    ['a pod that is not restricted', pod('root', { containers: [container] }), 'Pod/root', 'violates PodSecurity "restricted:latest"'],
  ])('%s is named with its object and the server\'s words', (_, object, name, words) => {
    const manifests = path.join(folder, 'refused');
    fs.mkdirSync(manifests, { recursive: true });
    fs.writeFileSync(path.join(manifests, 'refused.yaml'), JSON.stringify(object));
    const refused = apply(kubectl, manifests);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain(`${name}: `);
    expect(refused[0]).toContain(words);
    expect(rejections(kubectl, manifests)).toEqual(refused);
  });
});

function createRestrictedNamespace(name: string): void {
  const labels = Object.fromEntries(['enforce', 'warn', 'audit'].map(mode => [`pod-security.kubernetes.io/${mode}`, 'restricted']));
  kubectl.run(['apply', '--server-side', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
}

function definitionFiles(definitions: string): string[] {
  return fs.readdirSync(definitions).filter(file => file.includes('_') && file.endsWith('.yaml')).map(file => path.join(definitions, file));
}
