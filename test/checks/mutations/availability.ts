import { LEDGER, Mutations, mutation } from './mutation';

export const AVAILABILITY: Mutations = {
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
    'a Service of the JSON API that participants of Canton 3 serve': mutation(/on port 7575/, (draft) => {
      draft.node('participants', 'ledger')['http-ledger-api'] = { port: 7575 };
      draft.add('Service', 'ledger-http', { spec: { selector: LEDGER, ports: [{ port: 7575 }] } });
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
    'HTTP /health of a node of Canton 3': mutation(/got \/health/, (draft) => {
      delete draft.config('ledger').canton.monitoring;
      draft.node('participants', 'ledger').monitoring = { 'http-health-server': { port: 8080 } };
      draft.container('Deployment', 'ledger-0').livenessProbe = { httpGet: { path: '/health', port: 8080 } };
    }),
    'a command': mutation(/got gRPC service ''/, (draft) => {
      draft.container('Deployment', 'mediator').livenessProbe = { exec: { command: ['/usr/local/bin/grpc_health_probe', '-addr=:4003'] } };
    }),
    'a port that a standby keeps closed': mutation(/got TCP port 4001/, (draft) => {
      draft.container('Deployment', 'ledger-0').livenessProbe = { tcpSocket: { port: 4001 } };
    }),
    'readiness of a JSON API, without patience': mutation(/must ask \/livez, got \/readyz for 50 s/, (draft) => {
      const { livenessProbe } = draft.container('Deployment', 'json-api');
      livenessProbe.httpGet.path = '/readyz';
      Object.assign(livenessProbe, { periodSeconds: 10, failureThreshold: 5 });
    }),
    'readiness of a JSON API when starting': mutation(/startupProbe of .* must ask \/livez, got \/readyz for/, (draft) => {
      const container = draft.container('Deployment', 'json-api');
      container.startupProbe = { httpGet: { ...container.livenessProbe.httpGet, path: '/readyz' }, failureThreshold: 120 };
    }),
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
};
