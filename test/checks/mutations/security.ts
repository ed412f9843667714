import { Mutations, mutation, variable } from './mutation';

export const SECURITY: Mutations = {
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
};
