import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { GROUP, SELECTOR } from './fixtures';
import { expose, ExposedApi } from '../../lib/kubernetes/exposure';
import { AccessPolicy } from '../../lib/kubernetes/network-policy';
import { Exposure } from '../../lib/model/exposure';
import { Manifest, manifests, testChart } from '../support/chart';
import { vanished } from '../support/vanished';

const INGRESS = { host: 'ledger.bank.example', tlsSecretName: 'ledger-web', controllerNamespace: 'ingress-nginx' };
const PLAIN_GATEWAY = { host: 'ledger.bank.example', gatewayName: 'public', gatewayNamespace: 'gateways' };
const GATEWAY = { ...PLAIN_GATEWAY, backendCaConfigMapName: 'p1-ca' };

function exposed(exposure: Exposure, api: Partial<ExposedApi> = {}, chart = testChart(), service = 'p1'): Chart {
  const scope = new Construct(chart, service);
  const group = { ...GROUP, instance: service };
  const policy = new AccessPolicy(scope, group, service);
  expose(scope, exposure, { service, group, policy, protocol: 'grpc', tls: true, port: 7575, targetPort: 3000, ...api });
  return chart;
}

function made(exposure: Exposure, api: Partial<ExposedApi> = {}): Manifest {
  return manifests(exposed(exposure, api)).find(({ kind }) => kind !== 'NetworkPolicy')!;
}

function admitted(exposure: Exposure): unknown {
  return manifests(exposed(exposure)).find(({ kind }) => kind === 'NetworkPolicy')!.spec.ingress;
}

function from(namespace: string): unknown {
  return [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }], ports: [{ port: 3000, protocol: 'TCP' }] }];
}

test('inside the cluster only, nothing is made and nobody is let in', () => {
  expect(made(Exposure.clusterInternal())).toBeUndefined();
  expect(admitted(Exposure.clusterInternal())).toBeUndefined();
});

test('a load balancer keeps the addresses of clients, by which they are let in', () => {
  const exposure = Exposure.loadBalancer({ clientCidrs: ['203.0.113.0/24', '198.51.100.0/24'], annotations: { scheme: 'internal' } });
  const { kind, metadata, spec } = made(exposure);
  expect(kind).toBe('Service');
  expect(metadata).toMatchObject({ name: 'p1-external', annotations: { scheme: 'internal' } });
  expect(spec).toEqual({
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    loadBalancerSourceRanges: ['203.0.113.0/24', '198.51.100.0/24'],
    selector: SELECTOR,
    ports: [{ name: 'grpc', port: 7575, targetPort: 3000, protocol: 'TCP' }],
  });
  expect(admitted(exposure)).toEqual([{
    from: [{ ipBlock: { cidr: '198.51.100.0/24' } }, { ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 3000, protocol: 'TCP' }],
  }]);
});

test('a load balancer leads to one pod, where it is told which', () => {
  const exposure = Exposure.loadBalancer({ clientCidrs: ['0.0.0.0/0'] });
  expect(made(exposure, { pod: 's-1' }).spec.selector).toEqual({ ...SELECTOR, 'statefulset.kubernetes.io/pod-name': 's-1' });
});

test('a load balancer has a port of its own, where it is given one', () => {
  expect(made(Exposure.loadBalancer({ clientCidrs: ['0.0.0.0/0'], port: 443 })).spec.ports[0]).toMatchObject({ port: 443, targetPort: 3000 });
});

test('an Ingress ends TLS for one host and leads to the Service', () => {
  const { kind, metadata, spec } = made(Exposure.ingress(INGRESS));
  expect(kind).toBe('Ingress');
  expect(metadata.name).toBe('p1');
  expect(spec).toEqual({
    ingressClassName: 'nginx',
    tls: [{ hosts: ['ledger.bank.example'], secretName: 'ledger-web' }],
    rules: [{
      host: 'ledger.bank.example',
      http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'p1', port: { number: 7575 } } } }] },
    }],
  });
  expect(admitted(Exposure.ingress(INGRESS))).toEqual(from('ingress-nginx'));
});

test.each<['grpc' | 'http', boolean, string]>([
  ['grpc', true, 'GRPCS'], ['grpc', false, 'GRPC'], ['http', true, 'HTTPS'], ['http', false, 'HTTP'],
])('NGINX speaks %s (TLS: %s) as %s, and does not cut quiet streams', (protocol, tls, backend) => {
  expect(made(Exposure.ingress(INGRESS), { protocol, tls }).metadata.annotations).toEqual({
    'nginx.ingress.kubernetes.io/backend-protocol': backend,
    'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
    'nginx.ingress.kubernetes.io/proxy-send-timeout': '3600',
    'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
  });
});

test('an Ingress of another class has its own annotations', () => {
  const { metadata, spec } = made(Exposure.ingress({ ...INGRESS, className: 'haproxy', annotations: { note: 'x' } }));
  expect(spec.ingressClassName).toBe('haproxy');
  expect(metadata.annotations).toMatchObject({ note: 'x' });
});

test('a Gateway takes a route for gRPC, without filters that it does not know', () => {
  const { apiVersion, kind, metadata, spec } = made(Exposure.gateway(GATEWAY));
  expect([apiVersion, kind, metadata.name]).toEqual(['gateway.networking.k8s.io/v1', 'GRPCRoute', 'p1']);
  expect(spec).toEqual({
    parentRefs: [{ name: 'public', namespace: 'gateways' }],
    hostnames: ['ledger.bank.example'],
    rules: [{ backendRefs: [{ name: 'p1', port: 7575 }] }],
  });
  expect(admitted(Exposure.gateway(GATEWAY))).toEqual(from('gateways'));
});

test('a Gateway takes a route for HTTP, which says that clients came by HTTPS and has no time limit', () => {
  const { kind, spec } = made(Exposure.gateway({ ...PLAIN_GATEWAY, listener: 'https' }), { protocol: 'http', tls: false });
  expect(kind).toBe('HTTPRoute');
  expect(spec.parentRefs).toEqual([{ name: 'public', namespace: 'gateways', sectionName: 'https' }]);
  expect(spec.rules).toEqual([{
    backendRefs: [{ name: 'p1', port: 7575 }],
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-Forwarded-Proto', value: 'https' }] } }],
    timeouts: { request: '0s' },
  }]);
});

test('the pods that carry the traffic of a Gateway may be elsewhere', () => {
  expect(admitted(Exposure.gateway({ ...GATEWAY, dataPlaneNamespace: 'envoy' }))).toEqual(from('envoy'));
});

test.each([
  ['an Ingress', Exposure.ingress(INGRESS)],
  ['a Gateway', Exposure.gateway(GATEWAY)],
])('a host belongs to one exposure, whatever comes second: %s', (_, exposure) => {
  const chart = exposed(Exposure.ingress(INGRESS));
  expect(() => exposed(exposure, {}, chart, 'p2')).toThrow(new Error(
    "service 'p2' in namespace 'test': host 'ledger.bank.example' of an exposure belongs to service 'p1' in namespace 'test' already; "
    + 'give each exposure a host of its own',
  ));
});

test('nothing vanishes', () => {
  expect(vanished(exposed(Exposure.loadBalancer({ clientCidrs: ['0.0.0.0/0'] })))).toEqual([]);
  expect(vanished(exposed(Exposure.ingress(INGRESS)))).toEqual([]);
  expect(vanished(exposed(Exposure.gateway(GATEWAY)))).toEqual([]);
});

test('a Gateway checks the certificate of an API under TLS, and is not told to where there is none', () => {
  const policy = manifests(exposed(Exposure.gateway(GATEWAY))).find(({ kind }) => kind === 'BackendTLSPolicy')!;
  expect(policy).toMatchObject({ apiVersion: 'gateway.networking.k8s.io/v1', metadata: { name: 'p1' } });
  expect(policy.spec).toEqual({
    targetRefs: [{ group: '', kind: 'Service', name: 'p1' }],
    validation: { hostname: 'p1.test.svc.cluster.local', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'p1-ca' }] },
  });
  expect(() => exposed(Exposure.gateway(PLAIN_GATEWAY))).toThrow(new Error(
    'service \'p1\': Exposure.gateway needs backendCaConfigMapName, as the API is under TLS',
  ));
  expect(() => exposed(Exposure.gateway(GATEWAY), { tls: false })).toThrow(new Error(
    'service \'p1\': Exposure.gateway must not have backendCaConfigMapName, as the API is plaintext',
  ));
});
