import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { claim } from './claims';
import { metadata, namedPodLabels, namespaceOf, PodGroup, selectorLabels, serviceHost } from './identity';
import { AccessPolicy } from './network-policy';
import { Exposure, GatewayExposureOptions, IngressExposureOptions, LoadBalancerExposureOptions } from '../model/exposure';
import { NetworkPeer } from '../model/network-peer';
import { refuse } from '../model/validation';

/** Streams may be silent for as long as nothing happens. */
const IDLE_SECONDS = 3600;
const NGINX = 'nginx.ingress.kubernetes.io';

/** One API of a service, as it is inside the cluster. */
export interface ExposedApi {
  /** Id of the service, which is the name of its Service. */
  readonly service: string;
  /** What is spoken there. */
  readonly protocol: 'grpc' | 'http';
  /** Whether it is spoken under TLS. */
  readonly tls: boolean;
  /** Port of the Service. */
  readonly port: number;
  /** Port of the pods. */
  readonly targetPort: number;
  /** The pods behind the Service. */
  readonly group: PodGroup;
  /** Name of the only pod behind the Service, one of a StatefulSet. @default - all of the group */
  readonly pod?: string;
  /** Name of the exposing objects, where the service exposes a second API. @default - the Service's */
  readonly name?: string;
  /** Name of the Service's port, where it has others that are exposed otherwise. @default - any */
  readonly portName?: string;
  /** Who may connect to them. */
  readonly policy: AccessPolicy;
}

/** Opens an API to the outside, and lets in those that carry its traffic. */
export function expose(scope: Construct, exposure: Exposure, api: ExposedApi): void {
  const { _loadBalancer: loadBalancer, _ingress: ingress, _gateway: gateway } = exposure;
  if (loadBalancer !== undefined) {
    byLoadBalancer(scope, loadBalancer, api);
  } else if (ingress !== undefined) {
    byIngress(scope, ingress, api);
  } else if (gateway !== undefined) {
    byGateway(scope, gateway, api);
  }
}

function byLoadBalancer(scope: Construct, { annotations, clientCidrs, port }: LoadBalancerExposureOptions, api: ExposedApi): void {
  const { group, pod, policy, protocol, service, targetPort, name = service } = api;
  new k8s.KubeService(scope, 'ExternalService', {
    metadata: metadata(scope, { kind: 'Service', name: `${name}-external`, group, annotations }),
    spec: {
      type: 'LoadBalancer',
      // Keeps the client's address, by which the policy admits it.
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: clientCidrs,
      selector: pod === undefined ? selectorLabels(group) : namedPodLabels(group, pod),
      ports: [{ name: protocol, port: port ?? api.port, targetPort: k8s.IntOrString.fromNumber(targetPort), protocol: 'TCP' }],
    },
  });
  clientCidrs.forEach((cidr) => policy.admit(NetworkPeer.cidr(cidr), targetPort));
}

function byIngress(scope: Construct, options: IngressExposureOptions, api: ExposedApi): void {
  const { host, tlsSecretName, controllerNamespace, className, annotations } = options;
  const { group, policy, port, service, targetPort, name = service } = api;
  claimHost(scope, host, api);
  const backend = { service: { name: service, port: { number: port } } };
  new k8s.KubeIngress(scope, 'Ingress', {
    metadata: metadata(scope, { kind: 'Ingress', name, group, annotations: { ...nginx(api), ...annotations } }),
    spec: {
      ingressClassName: className ?? 'nginx',
      tls: [{ hosts: [host], secretName: tlsSecretName }],
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  });
  policy.admit(NetworkPeer.namespace(controllerNamespace), targetPort);
}

/** NGINX must be told gRPC, and not to cut quiet streams; it sets `X-Forwarded-Proto` by itself. */
function nginx({ protocol, tls }: ExposedApi): { [annotation: string]: string } {
  const backend = { grpc: tls ? 'GRPCS' : 'GRPC', http: tls ? 'HTTPS' : 'HTTP' }[protocol];
  return {
    [`${NGINX}/backend-protocol`]: backend,
    [`${NGINX}/proxy-read-timeout`]: String(IDLE_SECONDS),
    [`${NGINX}/proxy-send-timeout`]: String(IDLE_SECONDS),
    [`${NGINX}/ssl-redirect`]: 'true',
  };
}

function byGateway(scope: Construct, options: GatewayExposureOptions, api: ExposedApi): void {
  const { host, gatewayName, gatewayNamespace, dataPlaneNamespace, listener } = options;
  const { group, policy, port, protocol, service, targetPort, name = service } = api;
  const kind = protocol === 'grpc' ? 'GRPCRoute' : 'HTTPRoute';
  claimHost(scope, host, api);
  // The JSON API warns about tokens that did not come by HTTPS; streams have no time limit.
  const https = { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-Forwarded-Proto', value: 'https' }] } };
  const rule = { backendRefs: [{ name: service, port }], ...(protocol === 'http' ? { filters: [https], timeouts: { request: '0s' } } : {}) };
  new ApiObject(scope, 'Route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: metadata(scope, { kind, name, group }),
    spec: {
      parentRefs: [{ name: gatewayName, namespace: gatewayNamespace, sectionName: listener }],
      hostnames: [host],
      rules: [rule],
    },
  });
  backendTls(scope, options, api);
  policy.admit(NetworkPeer.namespace(dataPlaneNamespace ?? gatewayNamespace), targetPort);
}

/** A Gateway speaks plaintext to a service unless it is told how to check its certificate. */
function backendTls(scope: Construct, { backendCaConfigMapName }: GatewayExposureOptions, api: ExposedApi): void {
  const { service, group, tls, name = service, portName } = api;
  if (tls !== (backendCaConfigMapName !== undefined)) {
    refuse(`service '${service}': Exposure.gateway ${tls
      ? 'needs backendCaConfigMapName, as the API is under TLS'
      : 'must not have backendCaConfigMapName, as the API is plaintext'}`);
  }
  if (!tls) {
    return;
  }
  new ApiObject(scope, 'BackendTls', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'BackendTLSPolicy',
    metadata: metadata(scope, { kind: 'BackendTLSPolicy', name, group }),
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: service, sectionName: portName }],
      validation: {
        hostname: serviceHost(scope, service),
        caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: backendCaConfigMapName }],
      },
    },
  });
}

function claimHost(scope: Construct, host: string, { service }: ExposedApi): void {
  claim(scope, `host '${host}' of an exposure`, `service '${service}' in namespace '${namespaceOf(scope)}'`, 'give each exposure a host of its own');
}
