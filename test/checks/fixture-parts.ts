/** Plain data that a test breaks. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;

const VERSION = '2.10.4';
export const HOST = 'kubernetes.io/hostname';

/** Another instance of the service never stands on the same host. */
export function apartFrom(labels: { [label: string]: string }, index: string): object {
  const { 'cdk8s-canton/instance': _, ...matchLabels } = labels;
  const labelSelector = { matchLabels, matchExpressions: [{ key: 'cdk8s-canton/instance', operator: 'NotIn', values: [index] }] };
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: HOST }] } };
}

export function container(image: string, ports: number[], config?: string): Loose {
  return {
    name: 'main',
    image: `registry.example.com/${image}:${VERSION}`,
    args: config === undefined ? [] : [`--config=/etc/canton/${config}.conf`],
    env: [{ name: 'JDK_JAVA_OPTIONS', value: '-Xmx1500m' }],
    ports: ports.map((containerPort) => ({ name: `port-${containerPort}`, containerPort })),
    volumeMounts: config === undefined ? [] : [{ name: 'config', mountPath: '/etc/canton', config }],
    resources: { requests: { 'cpu': '500m', 'memory': '2Gi', 'ephemeral-storage': '1Gi' }, limits: { 'memory': '2Gi', 'ephemeral-storage': '1Gi' } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
}

export function cantonContainer(name: string, ports: number[], readiness: string): Loose {
  const probe = (asked: string) => ({ grpc: { port: 4003, service: asked }, periodSeconds: 5, failureThreshold: 4 });
  const main = container('canton-enterprise', ports, name);
  main.env.push({ name: 'DATABASE', value: name }, { name: 'DATABASE_USER', value: name });
  main.env.push({ name: 'DATABASE_PASSWORD', valueFrom: { secretKeyRef: { name: `${name}-db`, key: 'password' } } });
  return { ...main, startupProbe: { ...probe('liveness'), failureThreshold: 120 }, livenessProbe: probe('liveness'), readinessProbe: probe(readiness) };
}

export function httpContainer(name: string, image: string, port: number): Loose {
  const get = (path: string) => ({ httpGet: { path, port } });
  return { ...container(image, [port], name), livenessProbe: get('/livez'), readinessProbe: get('/readyz') };
}

export function routerContainer(): Loose {
  const get = { httpGet: { path: '/healthz', port: 'port-8404' } };
  return { ...container('haproxy', [4001, 4002, 8404]), livenessProbe: get, readinessProbe: get };
}
