import { Lazy } from 'aws-cdk-lib';
import { Size } from 'cdk8s';
import { GROUP, main, pod, renderedPod, SELECTOR } from './fixtures';
import { darVolume, PodDescription, podTemplate, scratchVolume } from '../../lib/kubernetes/pod';
import { ContainerImage } from '../../lib/model/container-image';
import { DarSource } from '../../lib/model/dar-source';
import { EnvVar } from '../../lib/model/env-var';
import { ExtraVolume } from '../../lib/model/extra-volume';
import { SecretKey } from '../../lib/model/secret-key';
import { Manifest } from '../support/chart';

const FULL: PodDescription = pod({
  labels: { team: 'ledger' },
  annotations: { note: 'hello' },
  imagePullSecrets: ['jfrog', 'mirror'],
  priorityClass: 'ledger-critical',
  config: { configMap: 'p1-config-0123456789', path: '/etc/canton' },
  secretFiles: ['tls/tls.key', 'pg-ca/ca.crt', 'tls/tls.crt', 'tls/tls.key'].map((secret) => {
    const [name, key] = secret.split('/');
    return { secret: SecretKey.of(name, key), purpose: 'x' };
  }),
  extraVolumes: [
    ExtraVolume.secret('license', '/opt/license'),
    ExtraVolume.configMap('truststore', '/opt/truststore'),
    ExtraVolume.persistentVolumeClaim('drivers', '/opt/drivers'),
  ],
  initContainers: [main({ name: 'tools' })],
  containers: [
    main({ mounts: [{ name: 'cache', mountPath: '/cache' }] }),
    main({ name: 'sidecar', user: 70, mounts: [{ name: 'cache', mountPath: '/data' }] }),
  ],
  volumes: [scratchVolume('cache', Size.gibibytes(8))],
});

type Volume = { name: string; [kind: string]: unknown };

function volume(template: Manifest['spec'], name: string): Volume | undefined {
  return template.spec.volumes.find((candidate: Volume) => candidate.name === name);
}

test('has labels of its group and of its user, whose labels never replace the others', () => {
  const { labels } = renderedPod({ labels: { 'team': 'ledger', 'app.kubernetes.io/name': 'other', 'cdk8s-canton/instance': '7' } }).metadata;
  expect(labels).toEqual({ ...SELECTOR, 'cdk8s-canton/instance': '0', 'team': 'ledger' });
});

test('says which container is the one to look at, beside the annotations of its user', () => {
  expect(renderedPod(FULL).metadata.annotations).toEqual({ 'kubectl.kubernetes.io/default-container': 'participant', 'note': 'hello' });
});

test('never changes with the version alone', () => {
  expect(podTemplate(pod({ group: { ...GROUP, version: '2.10.5' } }))).toEqual(podTemplate(pod()));
});

test('has no token of its service account, and no variables of the Services around it', () => {
  const { spec } = renderedPod();
  expect(spec.serviceAccountName).toBe('p1');
  expect(spec.automountServiceAccountToken).toBe(false);
  expect(spec.enableServiceLinks).toBe(false);
});

test('keeps to the security profile "restricted", in every container', () => {
  const { spec } = renderedPod(FULL);
  expect(spec.securityContext).toEqual({
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    fsGroup: 65532,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect([spec.hostNetwork, spec.hostPID, spec.hostIPC]).toEqual([undefined, undefined, undefined]);
  const containers = [...spec.initContainers, ...spec.containers];
  expect(containers.map(({ name }) => name)).toEqual(['tools', 'participant', 'sidecar']);
  for (const { securityContext, ports = [] } of containers) {
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, runAsNonRoot: true,
    });
    expect(securityContext.runAsUser).not.toBe(0);
    expect(ports).toEqual([]);
  }
  const kinds = spec.volumes.map(({ name, ...kind }: Volume) => Object.keys(kind).join());
  expect(new Set(kinds)).toEqual(new Set(['configMap', 'emptyDir', 'persistentVolumeClaim', 'projected', 'secret']));
});

test('is pulled, ranked, restarted and stopped as described', () => {
  const { spec } = renderedPod(FULL);
  expect(spec.imagePullSecrets).toEqual([{ name: 'jfrog' }, { name: 'mirror' }]);
  expect(spec.priorityClassName).toBe('ledger-critical');
  expect(spec.restartPolicy).toBe('Always');
  expect(spec.terminationGracePeriodSeconds).toBe(90);
  expect(podTemplate(pod({ restartPolicy: 'Never' })).spec?.restartPolicy).toBe('Never');
});

test('has a folder for temporary files, of a limited size, and nothing else unless told', () => {
  const { spec } = renderedPod();
  expect(spec.volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '512Mi' } }]);
  expect(spec.containers[0].volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  expect(spec.initContainers).toBeUndefined();
});

test('mounts its configuration for reading', () => {
  const template = renderedPod(FULL);
  expect(volume(template, 'config')).toEqual({ name: 'config', configMap: { name: 'p1-config-0123456789', defaultMode: 0o444 } });
  expect(template.spec.containers[0].volumeMounts).toContainEqual({ name: 'config', mountPath: '/etc/canton', readOnly: true });
});

test('mounts exactly the keys of Secrets that are read, each once, one folder a Secret', () => {
  const template = renderedPod(FULL);
  expect(volume(template, 'secrets')).toEqual({
    name: 'secrets',
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: 'pg-ca', items: [{ key: 'ca.crt', path: 'pg-ca/ca.crt' }] } },
        { secret: { name: 'tls', items: [{ key: 'tls.crt', path: 'tls/tls.crt' }, { key: 'tls.key', path: 'tls/tls.key' }] } },
      ],
    },
  });
  expect(template.spec.containers[0].volumeMounts).toContainEqual({ name: 'secrets', mountPath: '/secrets', readOnly: true });
});

test('is the same whatever the order of its Secrets', () => {
  expect(podTemplate({ ...FULL, secretFiles: [...FULL.secretFiles!].reverse() })).toEqual(podTemplate(FULL));
});

test('mounts the volumes of its user for reading', () => {
  const template = renderedPod(FULL);
  expect(volume(template, 'extra-0')).toEqual({ name: 'extra-0', secret: { secretName: 'license', defaultMode: 0o440 } });
  expect(volume(template, 'extra-1')).toEqual({ name: 'extra-1', configMap: { name: 'truststore' } });
  expect(volume(template, 'extra-2')).toEqual({ name: 'extra-2', persistentVolumeClaim: { claimName: 'drivers', readOnly: true } });
  expect(template.spec.containers[0].volumeMounts).toEqual(expect.arrayContaining([
    { name: 'extra-0', mountPath: '/opt/license', readOnly: true },
    { name: 'extra-1', mountPath: '/opt/truststore', readOnly: true },
    { name: 'extra-2', mountPath: '/opt/drivers', readOnly: true },
  ]));
});

test('gives secrets and configuration to the first container only', () => {
  const { containers, initContainers } = renderedPod(FULL).spec;
  expect(containers[0].volumeMounts.map(({ name }: Volume) => name)).toEqual(['tmp', 'config', 'secrets', 'extra-0', 'extra-1', 'extra-2', 'cache']);
  expect(containers[1].volumeMounts).toEqual([{ name: 'cache', mountPath: '/data' }]);
  expect(initContainers[0].volumeMounts).toBeUndefined();
});

test('has every volume that is mounted, and mounts nothing twice', () => {
  const { spec } = renderedPod(FULL);
  const volumes = spec.volumes.map(({ name }: Volume) => name);
  expect(new Set(volumes).size).toBe(volumes.length);
  for (const { volumeMounts = [] } of [...spec.initContainers, ...spec.containers]) {
    const paths = volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    expect(new Set(paths).size).toBe(paths.length);
    expect(volumes).toEqual(expect.arrayContaining(volumeMounts.map(({ name }: Volume) => name)));
  }
});

test('refuses two volumes in one place', () => {
  const extraVolumes = [ExtraVolume.secret('a', '/opt/x'), ExtraVolume.configMap('b', '/opt/x')];
  expect(() => podTemplate(pod({ extraVolumes }))).toThrow(/mounted twice/);
});

test.each([
  [DarSource.configMap('dars', ['a.dar']), { configMap: { name: 'dars' } }],
  [DarSource.persistentVolumeClaim('dars', ['a.dar']), { persistentVolumeClaim: { claimName: 'dars', readOnly: true } }],
  [DarSource.image(ContainerImage.of('dars:1'), ['/a.dar']), { emptyDir: { sizeLimit: '1024Mi' } }],
])('has a volume for each source of DAR files', (source, kind) => {
  expect(volume(renderedPod({ volumes: [darVolume('dars-0', source)] }), 'dars-0')).toEqual({ name: 'dars-0', ...kind });
});

test.each<[string, Partial<PodDescription>, string]>([
  ['a label', { labels: { team: 7 as unknown as string } }, 'participant \'p1\': label team must be text, got 7'],
  ['an annotation', { annotations: { note: null as unknown as string } }, 'participant \'p1\': annotation note must be text, got null'],
])('refuses %s that is no text', (_, description, message) => {
  expect(() => podTemplate(pod(description))).toThrow(new Error(message));
});

const TOKEN = Lazy.string({ produce: () => 'x' });

test('refuses an annotation that another framework would fill in later', () => {
  expect(() => podTemplate(pod({ annotations: { note: TOKEN } }))).toThrow(new Error(
    `participant 'p1': annotation note is an unresolved token, got '${TOKEN}'; `
    + 'synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)',
  ));
});

test.each<[string, Partial<PodDescription>]>([
  ['a node selector', { scheduling: { nodeSelector: { pool: TOKEN } } }],
  ['a toleration', { scheduling: { tolerations: [{ key: 'dedicated', value: TOKEN }] } }],
  ['an argument', { containers: [main({ args: [`--x=${TOKEN}`] })] }],
  ['a priority class', { priorityClass: TOKEN }],
])('refuses %s that another framework would fill in later', (_, description) => {
  expect(() => podTemplate(pod(description)))
    .toThrow(/^participant 'p1': pod\.spec\.\S+ is an unresolved token, got '[^{]*\$\{Token\[TOKEN\.\d+\]\}'; synthesis knows no value for it/);
});

test('names the token, not the whole pod', () => {
  expect(() => podTemplate(pod({ priorityClass: TOKEN }))).toThrow(/^.{1,300}$/);
});

test('keeps text that only looks like a variable', () => {
  const { containers } = renderedPod({ containers: [main({ extraEnv: [EnvVar.value('X', '${HOME} $(HOSTNAME)')] })] }).spec;
  expect(containers[0].env).toEqual([{ name: 'X', value: '${HOME} $(HOSTNAME)' }]);
});

test('a name server that is lost with its node costs a pod two seconds, not ten', () => {
  expect(podTemplate(pod()).spec!.dnsConfig).toEqual({ options: [{ name: 'ndots', value: '3' }, { name: 'timeout', value: '1' }, { name: 'attempts', value: '1' }] });
});
