import { Loose } from './fixture-parts';

/**
 * What the official Helm charts (digital-asset/daml-helm-charts 0.6.1, Daml 2.8.1) make of their default values, as far as the rules look at it.
 * Written by hand from an inventory of their output; nothing is copied from them.
 */
export function officialCharts(replicas: { participant?: number; sequencer?: number } = {}): Loose[] {
  return [
    ...node('participant', 'participant1', { kind: 'participants', ports: { public: 4001, admin: 4002 }, health: 4003, memory: '3Gi', replicas: replicas.participant }),
    ...node('mydomain', 'manager', { kind: 'domain-managers', ports: { admin: 4801 }, health: 4803, memory: '1Gi' }),
    ...node('mydomain', 'mediator', { kind: 'mediators', ports: { admin: 4602 }, health: 4603, memory: '1Gi' }),
    ...node('mydomain', 'sequencer', { kind: 'sequencers', ports: { public: 4401, admin: 4402 }, health: 4403, memory: '3Gi', replicas: replicas.sequencer }),
    ...http('json', { image: 'http-json', port: 3000, servicePort: 7575, config: JSON_API }),
    ...http('trigger', { image: 'trigger-service', port: 8088, servicePort: 8088, config: TRIGGER }),
    ...bootstrap(),
    ...policies(),
  ];
}

const store = (name: string) => `{
  user = "${name}", password = \${?PGPASSWORD}, driver = "org.postgresql.Driver", pool-size = 10, min-idle = 4
  url = "jdbc:postgresql://postgres:5432/${name}?ssl=true&sslmode=require"
}`;

const JSON_API = `
server { address = "0.0.0.0", port = 3000 }
ledger-api { address = "participant", port = 4001 }
query-store { base-config ${store('json')}, start-mode = "create-and-start" }`;

const TRIGGER = `
address = "0.0.0.0", port = 8088
ledger-api { address = "participant", port = 4001 }
trigger-store ${store('trigger')}`;

/** What a kind of node has beside its storage, admin API and health server. */
const SPECIFIC: { readonly [kind: string]: string } = {
  'participants': 'ledger-api { address = "0.0.0.0", port = 4001, postgres-data-source.synchronous-commit = off }\nreplication.enabled = true',
  'domain-managers': 'init.domain-parameters.unique-contract-keys = false\ntopology.open = false\nreplication.enabled = true',
  'mediators': 'replication.enabled = true',
  'sequencers': 'public-api { address = "0.0.0.0", port = 4401 }\nsequencer { type = database, high-availability.enabled = true }',
};

const DATABASES: { readonly [kind: string]: string } = {
  'participants': 'participant1', 'domain-managers': 'mydomain', 'mediators': 'mymediator', 'sequencers': 'mysequencer',
};

function nodeConfig(kind: string, { admin }: { admin: number }, health: number): string {
  return `canton.${kind}.${DATABASES[kind]} {
  storage {
    type = postgres
    config {
      dataSourceClass = "org.postgresql.ds.PGSimpleDataSource"
      properties = {
        serverName = "postgres", portNumber = 5432, databaseName = "${DATABASES[kind]}", user = "canton", password = \${?PGPASSWORD}
        ssl = true, sslmode = "require"
      }
    }
    max-connections = 10
  }
  admin-api { address = "0.0.0.0", port = ${admin} }
  ${SPECIFIC[kind]}
  monitoring.grpc-health-server { address = "0.0.0.0", port = ${health} }
}`;
}

function node(release: string, component: string, { kind, ports, health, memory, replicas = 1 }: Loose): Loose[] {
  const name = kind === 'participants' ? release : `${release}-${component}`;
  const probe = (service: string, more: object) => ({ grpc: { port: health, service }, initialDelaySeconds: 10, timeoutSeconds: 3, ...more });
  const config = nodeConfig(kind, ports, health);
  return workload(name, { release, component, replicas, config: { [`${component}.conf`]: config }, strategy: kind === 'sequencers' ? undefined : 'Recreate' }, {
    ...container('canton', 'canton-enterprise', memory, false),
    args: ['daemon', '--log-profile=container', `--config=/etc/canton/${component}.conf`, `--bootstrap=/etc/canton/${component}.canton`],
    ports: Object.entries(ports).map(([port, containerPort]) => ({ name: port, containerPort })),
    livenessProbe: probe('liveness', { periodSeconds: 30, failureThreshold: 3 }),
    readinessProbe: probe('', { periodSeconds: 5, failureThreshold: 1 }),
    volumeMounts: [{ name: 'config', mountPath: '/etc/canton', readOnly: true }],
  }, Object.entries(ports).map(([port, number]) => ({ name: port, port: number, targetPort: port })));
}

function http(name: string, { image, port, servicePort, config }: Loose): Loose[] {
  const probe = (path: string) => ({ httpGet: { path, port: 'http' }, initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 3 });
  const file = `${image === 'http-json' ? 'http-json' : 'trigger'}.conf`;
  return workload(name, { release: name, replicas: 1, config: { [file]: config } }, {
    ...container(name, image, '1Gi', true),
    args: ['--log-encoder=plain', `--config=/etc/app/${file}`],
    ports: [{ name: 'http', containerPort: port }],
    livenessProbe: probe('/livez'),
    readinessProbe: probe('/readyz'),
    volumeMounts: [{ name: 'config', mountPath: '/etc/app', readOnly: true }],
  }, [{ name: 'http', port: servicePort, targetPort: 'http' }]);
}

function workload(name: string, { release, component, replicas, config, strategy }: Loose, main: Loose, servicePorts: Loose[]): Loose[] {
  const labels = labelsOf(release, component);
  const annotations = { 'checksum/config': 'a', 'checksum/env': 'b' };
  const template = { metadata: { labels: { ...labels, 'app.kubernetes.io/version': '2.8.1' }, annotations }, spec: podOf(name, main) };
  const spec = { replicas, ...(strategy === undefined ? {} : { strategy: { type: strategy } }), selector: { matchLabels: labels }, template };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${name}-config` }, data: config },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { type: 'ClusterIP', selector: labels, ports: servicePorts } },
    ...access(name),
  ];
}

function bootstrap(): Loose[] {
  const name = 'mydomain-bootstrap';
  const template = { metadata: { labels: labelsOf('mydomain', 'bootstrap') }, spec: { ...podOf(name, container('canton', 'canton-enterprise', '1Gi', false)), restartPolicy: 'Never' } };
  const annotations = { 'helm.sh/hook': 'post-install,post-upgrade', 'helm.sh/hook-delete-policy': 'before-hook-creation' };
  return [{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name, annotations }, spec: { backoffLimit: 2, activeDeadlineSeconds: 600, template } }, ...access(name)];
}

/** An account without a token, a role without rules, and the variables of the Java virtual machine. */
function access(name: string): Loose[] {
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${name}-envmap` }, data: { JDK_JAVA_OPTIONS: '-XX:InitialRAMPercentage=70 -XX:MaxRAMPercentage=70' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name }, automountServiceAccountToken: false },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name, namespace: 'default' }, rules: [] },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name, namespace: 'default' }, roleRef: { kind: 'Role', name } },
  ];
}

function policies(): Loose[] {
  const policy = (name: string, spec: object) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec: { policyTypes: ['Ingress'], ...spec } });
  const same = { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } } }] }] };
  const open = (labels: object, port: number) => ({ podSelector: { matchLabels: labels }, ingress: [{ ports: [{ port, protocol: 'TCP' }] }] });
  return [
    policy('participant-allow-same-namespace', same),
    policy('participant-allow-ledger-api-metrics', open(labelsOf('participant', 'participant1'), 4001)),
    policy('mydomain-allow-same-namespace', same),
    policy('mydomain-allow-sequencer-api-metrics', open(labelsOf('mydomain', 'sequencer'), 4401)),
  ];
}

function labelsOf(release: string, component: string | undefined): { [label: string]: string } {
  const labels = { 'app.kubernetes.io/instance': release, 'app.kubernetes.io/name': release };
  return component === undefined ? labels : { ...labels, 'app.kubernetes.io/component': component };
}

function podOf(name: string, main: Loose): Loose {
  return {
    serviceAccountName: name,
    securityContext: { fsGroup: 65532 },
    containers: [{ ...main, envFrom: [{ configMapRef: { name: `${name}-envmap` } }] }],
    volumes: [{ name: 'config', configMap: { name: `${name}-config` } }],
  };
}

function container(name: string, image: string, memory: string, readOnlyRootFilesystem: boolean): Loose {
  return {
    name,
    image: `digitalasset-docker.jfrog.io/${image}:2.8.1`,
    resources: { requests: { cpu: '200m' }, limits: { cpu: '1', memory } },
    securityContext: { runAsUser: 65532, runAsGroup: 65532, runAsNonRoot: true, readOnlyRootFilesystem },
  };
}
