import { Size } from 'cdk8s';
import { main, renderedContainer, renderedPod } from './fixtures';
import { POD_NAME } from '../../lib/kubernetes/container';
import { grpcProbes } from '../../lib/kubernetes/probes';
import { EnvVar } from '../../lib/model/env-var';
import { Cpu, Resources } from '../../lib/model/resources';
import { SecretKey } from '../../lib/model/secret-key';

const BINDING = { env: 'POSTGRES_PASSWORD', secret: SecretKey.of('p1-db', 'password'), purpose: 'password' };

test('is confined, and cannot write to its own image', () => {
  expect(renderedContainer().securityContext).toEqual({
    allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true,
  });
});

test('runs as a user of its own, where its image needs it', () => {
  expect(renderedContainer({ user: 70 }).securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 70, runAsGroup: 70 });
});

test('has memory and disk as request and limit, and CPU without a limit', () => {
  expect(renderedContainer().resources).toEqual({
    requests: { 'cpu': '1500m', 'memory': '4096Mi', 'ephemeral-storage': '100Mi' },
    limits: { 'memory': '4096Mi', 'ephemeral-storage': '100Mi' },
  });
});

test('counts half a GiB in whole MiB', () => {
  const resources = Resources.of({ memory: Size.gibibytes(1.5), cpu: Cpu.cores(2) });
  expect(renderedContainer({ resources }).resources.requests).toEqual({ 'cpu': '2000m', 'memory': '1536Mi', 'ephemeral-storage': '1024Mi' });
});

test('its image is pinned, so a node that has it need not ask for it', () => {
  expect(renderedContainer()).toMatchObject({ name: 'participant', image: 'registry/canton:2.10.4', imagePullPolicy: 'IfNotPresent' });
});

test('is the entry point of its image, unless told otherwise', () => {
  expect(Object.keys(renderedContainer()).sort()).toEqual(['image', 'imagePullPolicy', 'name', 'resources', 'securityContext', 'volumeMounts']);
  expect(renderedContainer({ command: ['canton'], args: ['daemon', '--x=1'] })).toMatchObject({ command: ['canton'], args: ['daemon', '--x=1'] });
});

test('names its ports', () => {
  expect(renderedContainer({ ports: { 'ledger-api': 4001, 'metrics': 8081 } }).ports).toEqual([
    { name: 'ledger-api', containerPort: 4001, protocol: 'TCP' },
    { name: 'metrics', containerPort: 8081, protocol: 'TCP' },
  ]);
});

test('has its probes', () => {
  const { startupProbe, livenessProbe, readinessProbe } = renderedContainer({ probes: grpcProbes(4003, 'liveness', 600) });
  expect(startupProbe.failureThreshold).toBe(120);
  expect(livenessProbe.failureThreshold).toBe(4);
  expect(readinessProbe.failureThreshold).toBe(2);
});

test('waits before it stops', () => {
  const preStop = { exec: { command: ['/bin/sleep', '5'] } };
  expect(renderedContainer({ preStop }).lifecycle).toEqual({ preStop });
});

test("has the library's variables, then those of its configuration, then the user's, each in order", () => {
  const { env } = renderedContainer({
    env: { JDK_JAVA_OPTIONS: '-Xmx1g', HOME: '/tmp' },
    bindings: [BINDING],
    extraEnv: [EnvVar.value('TZ', 'UTC'), EnvVar.fromSecret('API_TOKEN', SecretKey.of('api', 'token')), EnvVar.value('A', '')],
  });
  expect(env).toEqual([
    { name: 'JDK_JAVA_OPTIONS', value: '-Xmx1g' },
    { name: 'HOME', value: '/tmp' },
    { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'p1-db', key: 'password' } } },
    { name: 'TZ', value: 'UTC' },
    { name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } },
    { name: 'A', value: '' },
  ]);
});

test('knows its pod by name, where its arguments say so', () => {
  expect(renderedContainer({ namesItself: true, args: [POD_NAME] })).toMatchObject({
    env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }], args: ['$(POD_NAME)'],
  });
});

test.each<[string, Parameters<typeof main>[0]]>([
  ["a variable of the library's own", { env: { X: '1' }, extraEnv: [EnvVar.value('X', '2')] }],
  ['a variable of the configuration', { bindings: [{ ...BINDING, env: 'X' }], extraEnv: [EnvVar.value('X', '2')] }],
  ["the user's own variable", { extraEnv: [EnvVar.value('X', '1'), EnvVar.fromSecret('X', SecretKey.of('s', 'k'))] }],
])('refuses %s a second time', (_, description) => {
  expect(() => renderedContainer(description)).toThrow(new Error("container 'participant': environment variable X is set twice; drop it from env"));
});

test('two containers may have the same variable', () => {
  const { containers } = renderedPod({ containers: [main({ env: { X: '1' } }), main({ name: 'sidecar', env: { X: '2' } })] }).spec;
  expect(containers.map(({ env }: { env: { value: string }[] }) => env[0].value)).toEqual(['1', '2']);
});
