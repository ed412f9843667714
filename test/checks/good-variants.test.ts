import { Loose } from './fixture-parts';
import { configMapName, Draft, goodDeployment } from './fixtures';

/** What is as good as the good deployment: no rule may have anything against it. */
const VARIANTS: { readonly [title: string]: (draft: Draft) => void } = {
  'a trigger service that is recreated': (draft) => {
    Object.assign(draft.object('StatefulSet', 'triggers'), { kind: 'Deployment' });
    draft.object('Deployment', 'triggers').spec.strategy = { type: 'Recreate' };
  },
  'a trigger service whose old pod goes first': (draft) => {
    Object.assign(draft.object('StatefulSet', 'triggers'), { kind: 'Deployment' });
    draft.object('Deployment', 'triggers').spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
  },
  'an active instance whose old pod goes first': (draft) => {
    draft.object('Deployment', 'mediator').spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } };
  },
  'a query store inside the pod that is made anew at every start': (draft) => {
    const store = draft.config('json-api')['query-store'];
    Object.assign(store['base-config'], { url: 'jdbc:postgresql://127.0.0.1:5432/cache', password: '' });
    store['start-mode'] = 'create-and-start';
  },
  'two JSON APIs of one participant on one store': (draft) => {
    for (const kind of ['Deployment', 'PodDisruptionBudget']) {
      const { spec } = draft.object(kind, 'json-api');
      draft.add(kind, 'second', JSON.parse(JSON.stringify({ spec }).replace(/"app.kubernetes.io\/instance":"json-api"/g, '"app.kubernetes.io/instance":"second"')));
    }
  },
  'a liveness probe by command': (draft) => {
    const command = ['sh', '-c', '/usr/local/bin/grpc_health_probe -addr=:4003 -service=liveness'];
    draft.container('Deployment', 'ledger-0').livenessProbe = { exec: { command } };
  },
  'liveness by an HTTP server that is always healthy': (draft) => {
    draft.config('ledger').canton.monitoring.health.check = { type: 'always-healthy' };
    draft.container('Deployment', 'ledger-0').livenessProbe = { httpGet: { path: '/health', port: 8080 } };
  },
  'sequencers that are scaled automatically': (draft) => {
    delete draft.object('Deployment', 'sequencer').spec.replicas;
    const scaleTargetRef = { kind: 'Deployment', name: 'sequencer' };
    draft.add('HorizontalPodAutoscaler', 'sequencer', { spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 4 } });
  },
  'a Job that Helm makes anew': (draft) => {
    draft.object('Job', 'bootstrap-0123456789').metadata = { name: 'bootstrap', namespace: 'bank', annotations: { 'helm.sh/hook': 'post-install' } };
  },
  'a headless Service that lists all instances': (draft) => {
    const { 'cdk8s-canton/instance': _, ...selector } = draft.object('Service', 'ledger-0').spec.selector;
    draft.add('Service', 'ledger-all', { spec: { clusterIP: 'None', selector, ports: [{ port: 4001 }] } });
  },
  'maintenance: all instances stopped': (draft) => {
    for (const name of ['ledger-0', 'ledger-1', 'sequencer', 'mediator', 'manager']) {
      draft.object('Deployment', name).spec.replicas = 0;
    }
  },
  'a migration while all instances are stopped': (draft) => {
    draft.object('Deployment', 'mediator').spec.replicas = 0;
    const pod = draft.pod('Job', 'bootstrap-0123456789');
    pod.volumes = [{ name: 'config', configMap: { name: configMapName('mediator') } }];
    Object.assign(pod.containers[0], { args: ['--config=/c/mediator.conf'], volumeMounts: [{ name: 'config', mountPath: '/c' }] });
    pod.containers[0].env.push({ name: 'DATABASE', value: 'mediator' });
  },
  'a node that migrates and is the only one': (draft) => { draft.node('mediators', 'mediator').storage.parameters['migrate-and-start'] = true; },
  'blockchain sequencers with a database each': (draft) => {
    draft.remove('Deployment', 'sequencer');
    for (const index of ['0', '1']) {
      const text = JSON.stringify(draft.object('Deployment', 'ledger-0')).replace(/ledger|participant/g, 'sequencer').replace(/"0"/g, `"${index}"`);
      const sequencer: Loose = { ...JSON.parse(text), metadata: { name: `sequencer-${index}`, namespace: 'bank' } };
      const environment = sequencer.spec.template.spec.containers[0].env;
      environment.filter(({ name }: Loose) => name.startsWith('DATABASE')).forEach((variable: Loose) => Object.assign(variable, variable.value && { value: `chain-${index}` }));
      draft.objects.push(sequencer);
    }
    Object.assign(draft.object('Service', 'sequencer').spec, { ports: [{ port: 4401 }] });
    draft.node('sequencers', 'sequencer').sequencer = { type: 'ethereum', config: {} };
  },
  'sequencers of Canton 3 with a database each, beside one that they share': (draft) => {
    VARIANTS['blockchain sequencers with a database each'](draft);
    for (const name of ['sequencer-0', 'sequencer-1']) {
      draft.container('Deployment', name).image = 'registry.example.com/canton-base:3.5.9';
      draft.object('Deployment', name).kind = 'StatefulSet';
    }
    const storage = JSON.parse(JSON.stringify(draft.node('sequencers', 'sequencer').storage));
    Object.assign(storage.config.properties, { databaseName: 'driver', user: 'driver' });
    draft.node('sequencers', 'sequencer').sequencer = { type: 'reference', config: { storage } };
  },
  'sequencers of Canton 3 that are pods of one StatefulSet': (draft) => {
    const folder = `bank/${configMapName('sequencer')}`;
    const { storage, ...node } = draft.node('sequencers', 'sequencer');
    delete draft.configs[`${folder}/sequencer.conf`];
    for (const name of ['sequencer-0', 'sequencer-1']) {
      const own = JSON.parse(JSON.stringify(storage));
      Object.assign(own.config.properties, { databaseName: name, user: name });
      draft.configs[`${folder}/${name}.conf`] = { canton: { sequencers: { [name]: { ...node, storage: own, sequencer: { type: 'reference', config: {} } } } } };
      draft.add('Service', name, { spec: { selector: { 'statefulset.kubernetes.io/pod-name': name }, publishNotReadyAddresses: true, ports: [{ port: 4401 }] } });
    }
    const container = draft.container('Deployment', 'sequencer');
    Object.assign(container, { image: 'registry.example.com/canton-base:3.5.9', args: ['--config=/etc/canton/$(POD_NAME).conf'] });
    container.env.push({ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } });
    draft.object('Deployment', 'sequencer').kind = 'StatefulSet';
  },
  'the same, stopped': (draft) => {
    VARIANTS['sequencers of Canton 3 that are pods of one StatefulSet'](draft);
    draft.object('StatefulSet', 'sequencer').spec.replicas = 0;
  },
  'a participant of Canton 3, whose liveness is asked by gRPC and whose activeness by HTTP': (draft) => {
    for (const name of ['ledger-0', 'ledger-1']) {
      draft.container('Deployment', name).image = 'registry.example.com/canton-base:3.5.9';
    }
    delete draft.config('ledger').canton.monitoring;
    Object.assign(draft.node('participants', 'ledger'), { 'monitoring': { 'http-health-server': { port: 8080 } }, 'http-ledger-api': { port: 7575 } });
    delete draft.node('participants', 'ledger').replication;
    draft.node('participants', 'ledger')['ledger-api']['auth-services'] = [{ type: 'jwt-jwks', url: 'https://idp.example.com/jwks.json' }];
  },
  'distinct hosts by anti-affinity of like pods': (draft) => {
    const pod = draft.pod('Deployment', 'sequencer');
    const [{ labelSelector }] = pod.topologySpreadConstraints.splice(0, 1);
    const term = { labelSelector, topologyKey: 'kubernetes.io/hostname' };
    pod.affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  },
  'a spread over pods of one template': (draft) => { draft.pod('Deployment', 'sequencer').topologySpreadConstraints[0].matchLabelKeys = ['pod-template-hash']; },
  'instances that are put into zones by hand': (draft) => {
    draft.pod('Deployment', 'ledger-0').topologySpreadConstraints.pop();
    draft.pod('Deployment', 'ledger-0').nodeSelector = { 'topology.kubernetes.io/zone': 'a' };
  },
  'a configuration named by kustomize': (draft) => { draft.pod('Deployment', 'ledger-router').volumes = [{ name: 'c', configMap: { name: 'router-7dbmh4k2ct' } }]; },
  'a configuration whose checksum is in the pod': (draft) => {
    draft.pod('Deployment', 'ledger-router').volumes = [{ name: 'c', configMap: { name: 'router' } }];
    draft.object('Deployment', 'ledger-router').spec.template.metadata.annotations = { 'checksum/config': 'abc' };
  },
  'a configuration that a reloader watches': (draft) => {
    draft.container('Deployment', 'ledger-router').env.push({ name: 'MODE', valueFrom: { configMapKeyRef: { name: 'router', key: 'mode' } } });
    draft.object('Deployment', 'ledger-router').metadata.annotations = { 'reloader.stakater.com/auto': 'true' };
  },
  'an account without a token': (draft) => {
    delete draft.pod('Deployment', 'ledger-0').automountServiceAccountToken;
    draft.add('ServiceAccount', 'default', { automountServiceAccountToken: false });
  },
  'limits, which count as requests': (draft) => {
    draft.container('Deployment', 'ledger-0').resources = { limits: { 'cpu': '2', 'memory': '2048Mi', 'ephemeral-storage': '1G' } };
  },
  'a part of the memory': (draft) => { draft.container('Deployment', 'ledger-0').env[0].value = '-XX:InitialRAMPercentage=70 -XX:MaxRAMPercentage=70'; },
  'names of files and addresses that hold secrets': (draft) => {
    const { env } = draft.container('Deployment', 'json-api');
    env.push({ name: 'DB_PASSWORD_FILE', value: '/secrets/password' }, { name: 'OAUTH_TOKEN', value: 'https://idp.example.com/token' });
    env.push({ name: 'PGPASSWORD', value: '$(FROM_SECRET)' }, { name: 'EMPTY_PASSWORD', value: '' });
    draft.config('json-api')['oauth-token'] = 'https://idp.example.com/token';
  },
  'a public API behind a load balancer': (draft) => { draft.object('Service', 'sequencer').spec.type = 'LoadBalancer'; },
  'a ledger API behind an Ingress': (draft) => {
    draft.add('Ingress', 'ledger', { spec: { defaultBackend: { service: { name: 'ledger', port: { name: 'port-4001' } } } } });
  },
  'a role that is put together from others': (draft) => { draft.add('ClusterRole', 'viewer', { rules: [], aggregationRule: {} }); },
  'a workload of a kind that the rules do not know': (draft) => {
    Object.assign(draft.object('Deployment', 'json-api'), { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' });
  },
};

test.each(Object.entries(VARIANTS))('%s is as good', (_, change) => {
  const draft = goodDeployment();
  change(draft);
  expect(draft.judge()).toEqual([]);
});
