import { apartFrom, cantonContainer, container, HOST, httpContainer, Loose, routerContainer } from './fixture-parts';
import { Deployment, KubeObject, Result, runChecks } from '../../lib/checks';

export const NAMESPACE = 'bank';
const ZONE = 'topology.kubernetes.io/zone';

/** A deployment that can be changed before it is judged. */
export class Draft {
  public constructor(public readonly objects: Loose[], public readonly configs: { [file: string]: Loose }) {}

  public object(kind: string, name: string): Loose {
    const found = this.objects.find((object) => object.kind === kind && object.metadata.name === name);
    if (found === undefined) {
      throw new Error(`no ${kind} '${name}'`);
    }
    return found;
  }

  /** The pod of a workload. */
  public pod(kind: string, name: string): Loose {
    return this.object(kind, name).spec.template.spec;
  }

  /** The only container of a workload. */
  public container(kind: string, name: string): Loose {
    return this.pod(kind, name).containers[0];
  }

  /** The configuration of a service. */
  public config(name: string): Loose {
    return this.configs[`${NAMESPACE}/${configMapName(name)}/${name}.conf`];
  }

  /** The configuration of its Canton node. */
  public node(kind: string, name: string): Loose {
    return this.config(name).canton[kind][name];
  }

  public remove(kind: string, name: string): void {
    this.objects.splice(this.objects.indexOf(this.object(kind, name)), 1);
  }

  public add(kind: string, name: string, more: object): Loose {
    this.objects.push({ apiVersion: 'v1', kind, metadata: { name, namespace: NAMESPACE }, ...more });
    return this.object(kind, name);
  }

  public judge(): Result[] {
    return runChecks(Deployment.of(this.objects as KubeObject[], new Map(Object.entries(this.configs))));
  }
}

/**
 * The smallest deployment that obeys every rule and gives every rule something to judge: a participant service of two instances behind a router,
 * two sequencers, a mediator and a domain manager that are Ready when active, two JSON APIs, a trigger service and a bootstrap Job.
 */
export function goodDeployment(): Draft {
  const draft = new Draft([], {});
  const participant = { 'ledger-api': api(4001), 'admin-api': api(4002), 'replication': { enabled: true } };
  participant['ledger-api']['auth-services'] = [{ type: 'jwt-rs-256-jwks', url: 'https://idp.example.com/jwks.json' }];
  canton(draft, 'participants', 'ledger', participant);
  draft.config('ledger').canton.monitoring = { health: { server: { port: 8080 }, check: { type: 'is-active', node: 'ledger' } } };
  for (const index of ['0', '1']) {
    const labels = { ...labelsOf('participant', 'ledger'), 'cdk8s-canton/instance': index };
    workload(draft, 'Deployment', `ledger-${index}`, { labels, replicas: 1, container: cantonContainer('ledger', [4001, 4002, 4003, 8080], 'liveness') });
    draft.pod('Deployment', `ledger-${index}`).affinity = apartFrom(labels, index);
    service(draft, `ledger-${index}`, labels, [4001, 4002], { clusterIP: 'None', publishNotReadyAddresses: true });
  }
  const router = labelsOf('router', 'ledger');
  workload(draft, 'Deployment', 'ledger-router', { labels: router, replicas: 2, container: routerContainer() });
  service(draft, 'ledger', router, [4001, 4002]);

  canton(draft, 'sequencers', 'sequencer', {
    'public-api': api(4401),
    'admin-api': api(4402),
    'sequencer': { 'type': 'database', 'high-availability': { 'enabled': true, 'total-node-count': 10 } },
  });
  const sequencer = labelsOf('sequencer', 'sequencer');
  workload(draft, 'Deployment', 'sequencer', { labels: sequencer, replicas: 2, container: cantonContainer('sequencer', [4401, 4402, 4003], '') });
  service(draft, 'sequencer', sequencer, [4401]);

  canton(draft, 'mediators', 'mediator', { 'admin-api': api(4602), 'replication': { enabled: true } });
  canton(draft, 'domain-managers', 'manager', {
    'admin-api': api(4801), 'replication': { enabled: true }, 'init': { 'domain-parameters': { 'protocol-version': 7 } },
  });
  for (const [name, port] of [['mediator', 4602], ['manager', 4801]] as const) {
    const labels = labelsOf(name, name);
    workload(draft, 'Deployment', name, { labels, replicas: 1, container: cantonContainer(name, [port, 4003], '') });
    draft.object('Deployment', name).spec.strategy = { type: 'Recreate' };
    service(draft, name, labels, [port]);
  }

  configure(draft, 'json-api', {
    'server': { address: '0.0.0.0', port: 3000 },
    'ledger-api': { address: 'ledger.bank.svc', port: 4001 },
    'query-store': { 'base-config': store('json-api'), 'start-mode': 'create-if-needed-and-start' },
  });
  const jsonApi = labelsOf('json-api', 'json-api');
  workload(draft, 'Deployment', 'json-api', { labels: jsonApi, replicas: 2, container: httpContainer('json-api', 'http-json', 3000) });
  service(draft, 'json-api', jsonApi, [3000]);

  configure(draft, 'triggers', { 'address': '0.0.0.0', 'ledger-api': { address: 'ledger', port: 4001 }, 'trigger-store': store('triggers') });
  const triggers = labelsOf('trigger-service', 'triggers');
  workload(draft, 'StatefulSet', 'triggers', { labels: triggers, replicas: 1, container: httpContainer('triggers', 'trigger-service', 8088) });

  const bootstrap = labelsOf('bootstrap', 'manager');
  workload(draft, 'Job', 'bootstrap-0123456789', { labels: bootstrap, container: container('canton-enterprise', []) });
  draft.pod('Job', 'bootstrap-0123456789').restartPolicy = 'Never';

  for (const [name, labels] of Object.entries({ 'ledger': labelsOf('participant', 'ledger'), 'ledger-router': router, sequencer, 'json-api': jsonApi })) {
    draft.add('PodDisruptionBudget', name, { spec: { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: labels } } });
  }
  for (const component of ['participant', 'router', 'sequencer', 'mediator', 'manager', 'json-api', 'trigger-service', 'bootstrap']) {
    const podSelector = { matchLabels: { 'app.kubernetes.io/component': component } };
    draft.add('NetworkPolicy', component, { spec: { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] } });
  }
  draft.add('Cluster', 'db', { apiVersion: 'postgresql.cnpg.io/v1', spec: { instances: 3, postgresql: { parameters: { max_connections: '400' } } } });
  return draft;
}

export function configMapName(owner: string): string {
  return `${owner}-config-00c0ffee00`;
}

function labelsOf(component: string, instance: string): { [label: string]: string } {
  return { 'app.kubernetes.io/name': 'test', 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/component': component };
}

function api(port: number): Loose {
  return { port, tls: { 'cert-chain-file': '/secrets/tls.crt', 'private-key-file': '/secrets/tls.key' } };
}

/** The configuration of a Canton node, whose user has the name of its database unless the pod's variable says otherwise. */
function canton(draft: Draft, kind: string, name: string, node: object): void {
  const properties = {
    serverName: 'db-rw.bank.svc',
    portNumber: 5432,
    databaseName: '${DATABASE}',
    user: '${DATABASE_USER}',
    password: '${DATABASE_PASSWORD}',
    ssl: true,
    sslmode: 'verify-full',
  };
  const storage = { type: 'postgres', config: { properties }, parameters: { 'max-connections': 10 } };
  configure(draft, name, { canton: { [kind]: { [name]: { ...node, storage } } } });
}

function configure(draft: Draft, name: string, tree: object): void {
  draft.configs[`${NAMESPACE}/${configMapName(name)}/${name}.conf`] = tree;
}

function store(name: string): object {
  return { 'url': `jdbc:postgresql://db-rw.bank.svc:5432/${name}?ssl=true&sslmode=verify-full`, 'user': name, 'password': '${PASSWORD}', 'pool-size': 10 };
}

function workload(draft: Draft, kind: string, name: string, { labels, replicas, container: runs }: Loose): void {
  const labelSelector = { matchLabels: labels };
  const spread = (topologyKey: string, whenUnsatisfiable: string) => ({ maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector });
  const file = runs.volumeMounts[0]?.config;
  const pod = {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 90,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    topologySpreadConstraints: [spread(HOST, 'DoNotSchedule'), spread(ZONE, 'ScheduleAnyway')],
    containers: [runs],
    volumes: file === undefined ? [] : [{ name: 'config', configMap: { name: configMapName(file) } }],
  };
  const selector = kind === 'Job' ? undefined : { matchLabels: labels };
  draft.add(kind, name, { spec: { replicas, selector, template: { metadata: { labels }, spec: pod } } });
}

function service(draft: Draft, name: string, selector: object, ports: number[], more: object = {}): void {
  draft.add('Service', name, { spec: { ...more, selector, ports: ports.map((port) => ({ name: `port-${port}`, port, targetPort: port })) } });
}
