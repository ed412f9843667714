import { configMapName, Draft, Loose } from './fixtures';

/** One way to break a rule, and what the finding must say. */
export interface Mutation {
  readonly change: (draft: Draft) => void;
  readonly message: RegExp;
}

const mutation = (message: RegExp, change: (draft: Draft) => void): Mutation => ({ message, change });

/** The pods of the participant service. */
const LEDGER = { 'app.kubernetes.io/name': 'test', 'app.kubernetes.io/instance': 'ledger', 'app.kubernetes.io/component': 'participant' };

const autoscaler = (kind: string, name: string, minReplicas: number, maxReplicas: number) => ({
  apiVersion: 'autoscaling/v2', spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, minReplicas, maxReplicas },
});

const image = (draft: Draft, name: string, version: string) => {
  draft.container('Deployment', name).image = `registry.example.com/canton-enterprise:${version}`;
};

const variable = (draft: Draft, workload: string, name: string): Loose => (
  draft.container('Deployment', workload).env.find((entry: { name: string }) => entry.name === name)
);

/** By rule: ways to break exactly it. */
export const MUTATIONS: { readonly [rule: string]: { readonly [title: string]: Mutation } } = {
  'budget-allows-eviction': {
    'a budget that wants all pods': mutation(/minAvailable 2 of 2 pods wants 2 Ready ones, and 2 ever are; it may want at most 1/, (draft) => {
      draft.object('PodDisruptionBudget', 'ledger').spec.minAvailable = 2;
    }),
    'a budget in percent that wants all pods': mutation(/wants 2/, (draft) => { draft.object('PodDisruptionBudget', 'sequencer').spec.minAvailable = '51%'; }),
    'a budget of no unavailable pod': mutation(/maxUnavailable 0 of 2 pods/, (draft) => {
      const { spec } = draft.object('PodDisruptionBudget', 'sequencer');
      delete spec.minAvailable;
      spec.maxUnavailable = 0;
    }),
    'a budget for a single instance': mutation(/minAvailable 1 of 1 pods/, (draft) => {
      const { matchLabels } = draft.object('Deployment', 'mediator').spec.selector;
      draft.add('PodDisruptionBudget', 'mediator', { spec: { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels } } });
    }),
  },
  'replicas-have-budget': {
    'two pods without a budget': mutation(/service of 2 pods/, (draft) => draft.remove('PodDisruptionBudget', 'sequencer')),
    'two Deployments of one pod without a budget': mutation(/service of 2 pods/, (draft) => draft.remove('PodDisruptionBudget', 'ledger')),
  },
  'budget-evicts-unready': {
    'no policy': mutation(/got none/, (draft) => { delete draft.object('PodDisruptionBudget', 'ledger').spec.unhealthyPodEvictionPolicy; }),
  },
  'becomes-available': {
    'two replicas that are Ready when active': mutation(/only one of its 2 instances ever is/, (draft) => { draft.object('Deployment', 'mediator').spec.replicas = 2; }),
    'two Deployments whose pods are Ready when active': mutation(/participant 'ledger' asks whether it is active/, (draft) => {
      draft.remove('PodDisruptionBudget', 'ledger'); // it would block as well
      for (const index of [0, 1]) {
        draft.container('Deployment', `ledger-${index}`).readinessProbe.grpc = { port: 4003 };
      }
    }),
    'two replicas that answer HTTP when active': mutation(/asks whether it is active/, (draft) => {
      draft.remove('PodDisruptionBudget', 'ledger');
      for (const index of [0, 1]) {
        draft.container('Deployment', `ledger-${index}`).readinessProbe = { httpGet: { path: '/health', port: 'port-8080' } };
      }
    }),
  },
  'rollout-can-finish': {
    'a surge pod that waits for the lock': mutation(/got RollingUpdate/, (draft) => { draft.object('Deployment', 'mediator').spec.strategy = { type: 'RollingUpdate' }; }),
    'the strategy that Kubernetes takes by itself': mutation(/got RollingUpdate/, (draft) => { delete draft.object('Deployment', 'manager').spec.strategy; }),
  },
  'rollout-keeps-serving': {
    'Recreate for two': mutation(/got Recreate/, (draft) => { draft.object('Deployment', 'sequencer').spec.strategy = { type: 'Recreate' }; }),
    'Recreate for one of two instances': mutation(/service of 2 instances, got Recreate/, (draft) => {
      draft.object('Deployment', 'ledger-0').spec.strategy = { type: 'Recreate' };
    }),
    'all unavailable': mutation(/ends them all/, (draft) => {
      draft.object('Deployment', 'json-api').spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } };
    }),
  },
  'clients-reach-the-active': {
    'a Service that selects both participants': mutation(/leads to 2 instances of participant 'ledger', of which one is active, on port 4001 and 4002/, (draft) => {
      draft.object('Service', 'ledger').spec.selector = LEDGER;
    }),
    'a Service beside the router': mutation(/leads to 2 instances/, (draft) => {
      draft.add('Service', 'ledger-all', { spec: { selector: LEDGER, ports: [{ port: 443, targetPort: 'port-4001' }] } });
    }),
    'a Service of two mediators that are Ready when they live': mutation(/leads to 2 instances of mediator/, (draft) => {
      const { spec } = draft.object('Deployment', 'mediator');
      Object.assign(spec, { replicas: 2, strategy: { type: 'RollingUpdate' } });
      spec.template.spec.containers[0].readinessProbe.grpc.service = 'liveness';
      draft.add('PodDisruptionBudget', 'mediator', { spec: { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: spec.selector } });
    }),
  },
  'ledger-clients-use-the-service': {
    'a JSON API on one instance': mutation(/is Service bank\/ledger-0, which leads to 1 of 2 instances/, (draft) => {
      draft.config('json-api')['ledger-api'].address = 'ledger-0.bank.svc.cluster.local';
    }),
    'a JSON API on a list of all instances': mutation(/which leads to 2 of 2 instances/, (draft) => {
      draft.add('Service', 'ledger-all', { spec: { clusterIP: 'None', selector: LEDGER, ports: [{ port: 4001 }] } });
      draft.config('json-api')['ledger-api'].address = 'ledger-all';
    }),
    'a trigger service on one instance': mutation(/ledger-1/, (draft) => { draft.config('triggers')['ledger-api'].address = 'ledger-1'; }),
  },
  'liveness-asks-for-life': {
    'the empty gRPC service': mutation(/livenessProbe of participant 'ledger' must ask gRPC service 'liveness', got gRPC service ''/, (draft) => {
      draft.container('Deployment', 'ledger-0').livenessProbe.grpc = { port: 4003 };
    }),
    'the node\'s own gRPC service when starting': mutation(/startupProbe of .* got gRPC service 'participant'/, (draft) => {
      draft.container('Deployment', 'ledger-1').startupProbe.grpc.service = 'participant';
    }),
    'a sequencer\'s database': mutation(/sequencer/, (draft) => { draft.container('Deployment', 'sequencer').livenessProbe.grpc.service = ''; }),
    'HTTP /health': mutation(/got \/health/, (draft) => { draft.container('Deployment', 'ledger-0').livenessProbe = { httpGet: { path: '/health', port: 8080 } }; }),
    'a command': mutation(/got gRPC service ''/, (draft) => {
      draft.container('Deployment', 'mediator').livenessProbe = { exec: { command: ['/usr/local/bin/grpc_health_probe', '-addr=:4003'] } };
    }),
    'a port that a standby keeps closed': mutation(/got TCP port 4001/, (draft) => {
      draft.container('Deployment', 'ledger-0').livenessProbe = { tcpSocket: { port: 4001 } };
    }),
    'readiness of a JSON API': mutation(/must ask \/livez/, (draft) => { draft.container('Deployment', 'json-api').livenessProbe.httpGet.path = '/readyz'; }),
  },
  'startup-budget': {
    'no startup probe': mutation(/at least 300 s, got none/, (draft) => { delete draft.container('Deployment', 'manager').startupProbe; }),
    'a short one': mutation(/got 295 s/, (draft) => { draft.container('Deployment', 'ledger-0').startupProbe.failureThreshold = 59; }),
  },
  'probes-present': {
    'no readiness': mutation(/no readinessProbe/, (draft) => { delete draft.container('Deployment', 'ledger-router').readinessProbe; }),
    'no liveness': mutation(/no livenessProbe/, (draft) => { delete draft.container('StatefulSet', 'triggers').livenessProbe; }),
  },
  'probe-ports-declared': {
    'a health port that is not declared': mutation(/startupProbe 4003, livenessProbe 4003, readinessProbe 4003/, (draft) => {
      const { ports } = draft.container('Deployment', 'mediator');
      ports.splice(ports.findIndex(({ containerPort }: { containerPort: number }) => containerPort === 4003), 1);
    }),
  },
  'named-ports-exist': {
    'a probe': mutation(/asks port 'health'/, (draft) => { draft.container('Deployment', 'ledger-router').livenessProbe = { httpGet: { port: 'health' } }; }),
    'a Service': mutation(/targetPort 'http'/, (draft) => { draft.object('Service', 'json-api').spec.ports[0].targetPort = 'http'; }),
  },
  'grace-period': {
    'what Kubernetes gives by itself': mutation(/more than 70 .*got 30/, (draft) => { delete draft.pod('Deployment', 'ledger-0').terminationGracePeriodSeconds; }),
    'too little beside preStop': mutation(/more than 90 \(preStop 20 s and shutdown 70 s/, (draft) => {
      draft.container('Deployment', 'sequencer').lifecycle = { preStop: { exec: { command: ['/bin/sleep', '20'] } } };
    }),
    'a preStop that never ends in time': mutation(/more than 90/, (draft) => {
      draft.container('Deployment', 'ledger-router').lifecycle = { preStop: { sleep: { seconds: 90 } } };
    }),
  },
  'instances-on-distinct-hosts': {
    'nothing asked for': mutation(/nothing requires/, (draft) => {
      draft.pod('Deployment', 'json-api').topologySpreadConstraints.shift();
    }),
    'a preference': mutation(/nothing requires/, (draft) => { draft.pod('Deployment', 'sequencer').topologySpreadConstraints[0].whenUnsatisfiable = 'ScheduleAnyway'; }),
    'a spread over one\'s own template only': mutation(/of 2 instances/, (draft) => {
      const pod = draft.pod('Deployment', 'ledger-0');
      delete pod.affinity;
      pod.topologySpreadConstraints[0].labelSelector.matchLabels = LEDGER;
      pod.topologySpreadConstraints[0].matchLabelKeys = ['pod-template-hash'];
    }),
    'a term that misses the other instance': mutation(/of 2 instances/, (draft) => {
      draft.pod('Deployment', 'ledger-0').affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions[0].values = ['1'];
    }),
    'a host by its name': mutation(/pinned to host 'a'/, (draft) => { draft.pod('Deployment', 'ledger-1').nodeSelector = { 'kubernetes.io/hostname': 'a' }; }),
  },
  'instances-in-distinct-zones': {
    'nothing asked for': mutation(/over zones/, (draft) => { draft.pod('Deployment', 'ledger-1').topologySpreadConstraints.pop(); }),
  },
  'replicas-share-database': {
    'another user': mutation(/as in Deployment bank\/ledger-0, got database 'ledger' on 'db-rw.bank.svc:5432' as user 'other'/, (draft) => {
      variable(draft, 'ledger-1', 'DATABASE_USER').value = 'other';
    }),
    'another database': mutation(/got database 'other'/, (draft) => {
      variable(draft, 'ledger-1', 'DATABASE').value = 'other';
      variable(draft, 'ledger-1', 'DATABASE_USER').value = 'other';
    }),
  },
  'database-has-one-owner': {
    'two nodes': mutation(/shares database 'manager' on 'db-rw.bank.svc:5432' with/, (draft) => { variable(draft, 'mediator', 'DATABASE').value = 'manager'; }),
    'a node and a trigger service': mutation(/'triggers'/, (draft) => { variable(draft, 'mediator', 'DATABASE').value = 'triggers'; }),
    'two trigger services': mutation(/trigger service 'triggers-2'/, (draft) => {
      const second = JSON.parse(JSON.stringify(draft.object('StatefulSet', 'triggers')));
      second.metadata.name = 'triggers-2';
      second.spec.selector.matchLabels['app.kubernetes.io/instance'] = 'triggers-2';
      second.spec.template.metadata.labels['app.kubernetes.io/instance'] = 'triggers-2';
      draft.objects.push(second);
    }),
  },
  'database-user': {
    'one user for two databases': mutation(/mediator 'mediator' uses user 'manager', who also owns 'manager'/, (draft) => { variable(draft, 'mediator', 'DATABASE_USER').value = 'manager'; }),
  },
  'storage-can-be-shared': {
    memory: mutation(/must be postgres or oracle, got memory/, (draft) => { draft.node('domain-managers', 'manager').storage = { type: 'memory' }; }),
    nothing: mutation(/got memory/, (draft) => { delete draft.node('mediators', 'mediator').storage; }),
  },
  'replication-on': {
    off: mutation(/must be true for 2 instances/, (draft) => { draft.node('participants', 'ledger').replication.enabled = 'no'; }),
  },
  'sequencer-high-availability': {
    off: mutation(/must be true for 2 instances/, (draft) => { draft.node('sequencers', 'sequencer').sequencer['high-availability'].enabled = false; }),
  },
  'sequencer-node-count': {
    'too few for a rollout': mutation(/from 4 \(2 x 2 instances\) to 32, got 3/, (draft) => {
      draft.node('sequencers', 'sequencer').sequencer['high-availability']['total-node-count'] = 3;
    }),
    'too many': mutation(/got 33/, (draft) => { draft.node('sequencers', 'sequencer').sequencer['high-availability']['total-node-count'] = 33; }),
  },
  'synchronous-commit': {
    off: mutation(/got off/, (draft) => { draft.node('participants', 'ledger')['ledger-api']['postgres-data-source'] = { 'synchronous-commit': 'off' }; }),
  },
  'no-connection-pooler': {
    'the port of PgBouncer': mutation(/got 'db-rw.bank.svc:6432'/, (draft) => {
      draft.node('mediators', 'mediator').storage.config.properties.portNumber = 6432;
    }),
    'RDS Proxy': mutation(/looks like a connection pooler/, (draft) => {
      draft.node('participants', 'ledger').storage.config.properties.serverName = 'ledger.proxy-abc123.eu-central-1.rds.amazonaws.com';
    }),
    'a host that says so': mutation(/db-pooler/, (draft) => { draft.node('sequencers', 'sequencer').storage.config.properties.serverName = 'db-pooler-rw'; }),
  },
  'connection-limit': {
    'too few connections': mutation(/must be at least 273 .*got 200/, (draft) => {
      draft.object('Cluster', 'db').spec.postgresql.parameters.max_connections = '200';
    }),
    'what PostgreSQL has by itself': mutation(/got 100/, (draft) => { delete draft.object('Cluster', 'db').spec.postgresql; }),
  },
  'database-tls': {
    'no TLS': mutation(/got disable/, (draft) => { draft.node('mediators', 'mediator').storage.config.properties.ssl = 'off'; }),
    'no verification': mutation(/got require/, (draft) => { draft.node('mediators', 'mediator').storage.config.properties.sslmode = 'require'; }),
    'a query store without TLS': mutation(/got disable/, (draft) => {
      draft.config('json-api')['query-store']['base-config'].url = 'jdbc:postgresql://db-rw.bank.svc:5432/json-api';
    }),
  },
  'no-migration-at-start': {
    on: mutation(/must be false for 2 instances/, (draft) => { draft.node('participants', 'ledger').storage.parameters['migrate-and-start'] = true; }),
  },
  'migration-runs-alone': {
    'beside running instances': mutation(/while Deployment bank\/ledger-0 and Deployment bank\/ledger-1 run/, (draft) => {
      const job = draft.pod('Job', 'bootstrap-0123456789');
      job.volumes = [{ name: 'config', projected: { sources: [{ configMap: { name: configMapName('ledger') } }] } }];
      Object.assign(job.containers[0], { args: ['run', '-c', '/etc/canton/ledger.conf'], volumeMounts: [{ name: 'config', mountPath: '/etc/canton/' }] });
      job.containers[0].env.push({ name: 'DATABASE', value: 'ledger' });
    }),
  },
  'one-node-per-process': {
    'an embedded domain': mutation(/embedded domain 'd'/, (draft) => { draft.config('manager').canton.domains = { d: {} }; }),
  },
  'protocol-version': {
    'none': mutation(/must be 5 or 7, got none/, (draft) => { delete draft.node('domain-managers', 'manager').init; }),
    'one that was removed': mutation(/got 6/, (draft) => { draft.node('domain-managers', 'manager').init['domain-parameters']['protocol-version'] = 6; }),
  },
  'one-live-trigger-service': {
    'a rollout that overlaps': mutation(/must be Recreate, got RollingUpdate/, (draft) => { draft.object('StatefulSet', 'triggers').kind = 'Deployment'; }),
    'an autoscaler': mutation(/at most 1, got 3/, (draft) => {
      delete draft.object('StatefulSet', 'triggers').spec.replicas;
      draft.add('HorizontalPodAutoscaler', 'triggers', autoscaler('StatefulSet', 'triggers', 1, 3));
    }),
  },
  'json-api-start-mode': {
    'drops a shared store': mutation(/got create-and-start/, (draft) => { draft.config('json-api')['query-store']['start-mode'] = 'create-and-start'; }),
    'only drops': mutation(/got create-only/, (draft) => { draft.config('json-api')['query-store']['start-mode'] = 'create-only'; }),
  },
  'known-bad-release': {
    '23-033': mutation(/mediator .* 2.7.5.*23-033, fixed in 2.7.6/, (draft) => image(draft, 'mediator', '2.7.5')),
    '24-021': mutation(/24-021, fixed in 2.9.5/, (draft) => { image(draft, 'ledger-0', '2.9.4'); image(draft, 'ledger-1', '2.9.4'); }),
    '24-007': mutation(/24-007, fixed in 2.8.4/, (draft) => image(draft, 'ledger-0', '2.8.3')),
    '24-004': mutation(/24-004, fixed in 2.8.2/, (draft) => {
      image(draft, 'manager', '2.8.1');
      draft.node('domain-managers', 'manager').storage.config.properties.serverName = 'db.abc123.eu-central-1.rds.amazonaws.com';
    }),
  },
  'slow-failover-release': {
    'no keep-alive': mutation(/keep-alive, fixed in 2.10.4/, (draft) => image(draft, 'sequencer', '2.10.3')),
  },
  'heap-fits-memory': {
    'no room beside the heap': mutation(/at most 1536 MiB \(limit 2048 MiB less 512 MiB\), got 1600 MiB/, (draft) => {
      variable(draft, 'json-api', 'JDK_JAVA_OPTIONS').value = '-XX:+ExitOnOutOfMemoryError -Xmx1600m';
    }),
    'too large a part': mutation(/at most 80, got 90/, (draft) => { variable(draft, 'json-api', 'JDK_JAVA_OPTIONS').value = '-XX:MaxRAMPercentage=90'; }),
  },
  'memory-is-reserved': {
    'a lower request': mutation(/memory limit of 1Gi, as it requests, got 2Gi/, (draft) => { draft.container('Deployment', 'ledger-0').resources.requests.memory = '1Gi'; }),
    'no limit': mutation(/got none/, (draft) => { delete draft.container('Deployment', 'ledger-0').resources.limits.memory; }),
  },
  'resources-requested': {
    'no storage': mutation(/requests no ephemeral-storage/, (draft) => {
      const { resources } = draft.container('Job', 'bootstrap-0123456789');
      delete resources.requests['ephemeral-storage'];
      delete resources.limits['ephemeral-storage'];
    }),
  },
  'autoscaler-owns-replicas': {
    'a number beside an autoscaler': mutation(/as HorizontalPodAutoscaler bank\/json-api sets it, got 2/, (draft) => {
      draft.add('HorizontalPodAutoscaler', 'json-api', autoscaler('Deployment', 'json-api', 2, 3));
    }),
  },
  'admin-api-internal': {
    'a load balancer over a router': mutation(/type LoadBalancer exposes port 4002 of Service bank\/ledger/, (draft) => {
      draft.object('Service', 'ledger').spec.type = 'LoadBalancer';
    }),
    'a node port': mutation(/type NodePort exposes port 4801/, (draft) => { draft.object('Service', 'manager').spec.type = 'NodePort'; }),
    'an Ingress': mutation(/kind Ingress exposes port 4602/, (draft) => {
      const backend = { service: { name: 'mediator', port: { number: 4602 } } };
      draft.add('Ingress', 'mediator', { apiVersion: 'networking.k8s.io/v1', spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] } });
    }),
    'a route': mutation(/kind GRPCRoute exposes port 4002/, (draft) => {
      draft.add('GRPCRoute', 'ledger', { apiVersion: 'gateway.networking.k8s.io/v1', spec: { rules: [{ backendRefs: [{ name: 'ledger', port: 4002 }] }] } });
    }),
  },
  'api-tls': {
    'a plain admin API': mutation(/admin-api of mediator 'mediator' must have tls/, (draft) => { delete draft.node('mediators', 'mediator')['admin-api'].tls; }),
  },
  'ledger-api-authentication': {
    'a wildcard': mutation(/got wildcard/, (draft) => { draft.node('participants', 'ledger')['ledger-api']['auth-services'].push({ type: 'wildcard' }); }),
    'nothing': mutation(/got none/, (draft) => { delete draft.node('participants', 'ledger')['ledger-api']['auth-services']; }),
  },
  'no-secret-text': {
    'a variable': mutation(/variable PGPASSWORD of container 'main'/, (draft) => {
      draft.container('Deployment', 'json-api').env.push({ name: 'PGPASSWORD', value: 'hunter2' });
    }),
    'an option of the Java virtual machine': mutation(/variable JDK_JAVA_OPTIONS/, (draft) => {
      variable(draft, 'ledger-0', 'JDK_JAVA_OPTIONS').value += ' -Djavax.net.ssl.keyStorePassword=hunter2';
    }),
    'an argument': mutation(/argument --db-password/, (draft) => { draft.container('Deployment', 'json-api').args.push('--db-password=hunter2'); }),
    'a ConfigMap': mutation(/ACCESS_TOKEN must come from a Secret/, (draft) => { draft.add('ConfigMap', 'env', { data: { ACCESS_TOKEN: 'abc' } }); }),
    'a configuration': mutation(/canton.mediators.mediator.storage.config.properties.password in mediator.conf/, (draft) => {
      draft.node('mediators', 'mediator').storage.config.properties.password = 'hunter2';
    }),
    'the URL of an Oracle database': mutation(/ledger-api-jdbc-url/, (draft) => {
      draft.node('participants', 'ledger').storage.parameters['ledger-api-jdbc-url'] = 'jdbc:oracle:thin:LEDGER/hunter2@oracle.example.com:1521/LEDGER';
    }),
    'a URL': mutation(/base-config.url/, (draft) => { draft.config('json-api')['query-store']['base-config'].url += '&password=hunter2'; }),
  },
  'ingress-denied-by-default': {
    'no policy': mutation(/no network policy/, (draft) => draft.remove('NetworkPolicy', 'mediator')),
    'a policy that admits everybody': mutation(/admits everybody/, (draft) => { draft.object('NetworkPolicy', 'router').spec.ingress = [{}]; }),
    'a policy of the other direction': mutation(/no network policy/, (draft) => { draft.object('NetworkPolicy', 'bootstrap').spec.policyTypes = ['Egress']; }),
  },
  'restricted-pods': {
    'no seccomp profile': mutation(/seccompProfile RuntimeDefault/, (draft) => { delete draft.pod('Deployment', 'ledger-0').securityContext.seccompProfile; }),
    'privilege escalation': mutation(/allowPrivilegeEscalation/, (draft) => {
      delete draft.container('Deployment', 'ledger-0').securityContext.allowPrivilegeEscalation;
    }),
    'what a process may do besides': mutation(/no added capability SYS_ADMIN, no privileged container/, (draft) => {
      Object.assign(draft.container('Deployment', 'ledger-0').securityContext, { privileged: true, capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } });
    }),
    'root': mutation(/must have runAsNonRoot$/, (draft) => { draft.container('Deployment', 'ledger-0').securityContext.runAsUser = 0; }),
    'a folder of the host': mutation(/no hostPath volume/, (draft) => { draft.pod('Deployment', 'ledger-0').volumes.push({ name: 'h', hostPath: { path: '/' } }); }),
    'an init container': mutation(/capabilities.drop/, (draft) => {
      const init = JSON.parse(JSON.stringify(draft.container('Deployment', 'ledger-0')));
      delete init.securityContext.capabilities;
      draft.pod('Deployment', 'ledger-0').initContainers = [init];
    }),
    'the host\'s network': mutation(/no hostNetwork/, (draft) => { draft.pod('Deployment', 'ledger-router').hostNetwork = true; }),
  },
  'read-only-root': {
    writable: mutation(/readOnlyRootFilesystem/, (draft) => { draft.container('StatefulSet', 'triggers').securityContext.readOnlyRootFilesystem = false; }),
  },
  'no-service-account-token': {
    'the default': mutation(/must be false/, (draft) => { delete draft.pod('Deployment', 'ledger-0').automountServiceAccountToken; }),
  },
  'no-empty-roles': {
    'a role for nothing': mutation(/grants nothing/, (draft) => { draft.add('Role', 'ledger', { rules: [] }); }),
  },
  'images-pinned': {
    'latest': mutation(/got 'haproxy:latest'/, (draft) => { draft.container('Deployment', 'ledger-router').image = 'haproxy:latest'; }),
    'no tag': mutation(/got 'registry:5000\/haproxy'/, (draft) => { draft.container('Deployment', 'ledger-router').image = 'registry:5000/haproxy'; }),
  },
  'stable-selectors': {
    'a version': mutation(/app.kubernetes.io\/version/, (draft) => {
      const { spec } = draft.object('Deployment', 'sequencer');
      spec.selector = { matchLabels: { ...spec.selector.matchLabels, 'app.kubernetes.io/version': '2.10.4' } };
      spec.template.metadata.labels = spec.selector.matchLabels;
    }),
  },
  'disjoint-selectors': {
    'a selector of several workloads': mutation(/also selects pods of .*Deployment bank\/ledger-1/, (draft) => {
      draft.object('Deployment', 'ledger-0').spec.selector.matchLabels = LEDGER;
    }),
  },
  'no-dangling-selectors': {
    'a Service': mutation(/selects no pod/, (draft) => { draft.add('Service', 'lost', { spec: { selector: { app: 'lost' }, ports: [{ port: 80 }] } }); }),
    'a policy': mutation(/selects no pod/, (draft) => { draft.add('NetworkPolicy', 'lost', { spec: { podSelector: { matchLabels: { app: 'lost' } } } }); }),
  },
  'jobs-can-be-applied-again': {
    'a plain name': mutation(/hash of the content/, (draft) => { draft.object('Job', 'bootstrap-0123456789').metadata.name = 'bootstrap'; }),
    'a time to live': mutation(/ttlSecondsAfterFinished/, (draft) => { draft.object('Job', 'bootstrap-0123456789').spec.ttlSecondsAfterFinished = 60; }),
    'pods that restart': mutation(/restartPolicy must be Never/, (draft) => { draft.pod('Job', 'bootstrap-0123456789').restartPolicy = 'OnFailure'; }),
  },
  'config-change-rolls-pods': {
    'a ConfigMap that can change': mutation(/ConfigMap router can change/, (draft) => {
      draft.pod('Deployment', 'ledger-router').volumes = [{ name: 'config', configMap: { name: 'router' } }];
    }),
  },
};
