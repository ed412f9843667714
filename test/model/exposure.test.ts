import { Exposure, GatewayExposureOptions, IngressExposureOptions, LoadBalancerExposureOptions } from '../../lib/model/exposure';

const BALANCER: Required<LoadBalancerExposureOptions> = { clientCidrs: ['203.0.113.0/24'], annotations: { scheme: 'internal' }, port: 443 };
const INGRESS: Required<IngressExposureOptions> = {
  host: 'ledger.bank.example', tlsSecretName: 'ledger-web', controllerNamespace: 'ingress-nginx', className: 'nginx', annotations: { note: 'x' },
};
const GATEWAY: Required<GatewayExposureOptions> = {
  host: 'ledger.bank.example',
  gatewayName: 'public',
  gatewayNamespace: 'gateways',
  dataPlaneNamespace: 'envoy',
  listener: 'https',
  backendCaConfigMapName: 'ledger-ca',
};
const LABEL = "must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end)";
const SUBDOMAIN = "must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters)";

test.each<[string, Exposure, [unknown, unknown, unknown]]>([
  ['not at all', Exposure.clusterInternal(), [undefined, undefined, undefined]],
  ['by a load balancer', Exposure.loadBalancer(BALANCER), [BALANCER, undefined, undefined]],
  ['by an Ingress', Exposure.ingress(INGRESS), [undefined, INGRESS, undefined]],
  ['by a Gateway', Exposure.gateway(GATEWAY), [undefined, undefined, GATEWAY]],
])('is %s, and in no other way', (_, { _loadBalancer, _ingress, _gateway }, expected) => {
  expect([_loadBalancer, _ingress, _gateway]).toEqual(expected);
});

test.each<[string, () => Exposure, string]>([
  [
    'a load balancer for nobody', () => Exposure.loadBalancer({ clientCidrs: [] }),
    'Exposure.loadBalancer: clientCidrs must name who may connect, got none; everybody is 0.0.0.0/0, written out',
  ],
  [
    'a load balancer for what is no CIDR', () => Exposure.loadBalancer({ clientCidrs: ['203.0.113.0/24', '203.0.113.7'] }),
    "Exposure.loadBalancer: clientCidrs must look like 10.20.0.0/16, got '203.0.113.7'",
  ],
  ['port 0', () => Exposure.loadBalancer({ ...BALANCER, port: 0 }), 'Exposure.loadBalancer: port must be a whole number from 1 to 65535, got 0'],
  ['an Ingress for a URL', () => Exposure.ingress({ ...INGRESS, host: 'https://x' }), `Exposure.ingress: host ${SUBDOMAIN}, got 'https://x'`],
  [
    'an Ingress with a Secret that cannot be', () => Exposure.ingress({ ...INGRESS, tlsSecretName: 'A' }),
    `Exposure.ingress: tlsSecretName ${SUBDOMAIN}, got 'A'`,
  ],
  [
    'an Ingress from a namespace that cannot be', () => Exposure.ingress({ ...INGRESS, controllerNamespace: 'a.b' }),
    `Exposure.ingress: controllerNamespace ${LABEL}, got 'a.b'`,
  ],
  ['a Gateway for every host', () => Exposure.gateway({ ...GATEWAY, host: '*' }), `Exposure.gateway: host ${SUBDOMAIN}, got '*'`],
  ['a Gateway that cannot be', () => Exposure.gateway({ ...GATEWAY, gatewayName: 'A' }), `Exposure.gateway: gatewayName ${SUBDOMAIN}, got 'A'`],
  [
    'a Gateway from a namespace that cannot be', () => Exposure.gateway({ ...GATEWAY, gatewayNamespace: '' }),
    `Exposure.gateway: gatewayNamespace ${LABEL}, got ''`,
  ],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('refuses a data plane in a namespace that cannot be', () => {
  expect(() => Exposure.gateway({ ...GATEWAY, dataPlaneNamespace: 'A' }))
    .toThrow(new Error(`Exposure.gateway: dataPlaneNamespace ${LABEL}, got 'A'`));
});
