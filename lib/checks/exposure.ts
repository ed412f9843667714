import { Deployment } from './deployment';
import { KubeObject, namespaceOf, objectId } from './kube-object';
import { isTree, listAt, textAt } from './read';
import { ServicePort, servicePorts } from './service-ports';

/** A port of a Service that can be reached from outside of the cluster. */
export interface Exposure {
  /** What lets clients in: the Service itself, an Ingress or a route. */
  readonly object: string;
  readonly how: string;
  readonly service: KubeObject;
  readonly port: ServicePort;
}

/** Ports of Services that Services, Ingresses and routes open to the outside. */
export function exposuresOf(deployment: Deployment): Exposure[] {
  const services = deployment.ofKind('Service');
  const open = services.filter((service) => ['LoadBalancer', 'NodePort'].includes(textAt(service, 'spec', 'type') ?? '')).flatMap((service) => (
    portsOf(deployment, service).map((port) => ({ object: objectId(service), how: `type ${textAt(service, 'spec', 'type')}`, service, port }))
  ));
  const routes = deployment.objects.filter(({ kind }) => /^Ingress|Route$/.test(kind)).flatMap((route) => backends(route.spec).flatMap((backend) => {
    const service = deployment.object('Service', namespaceOf(route), textAt(backend, 'name') ?? '');
    const wanted = textAt(backend, 'port', 'number') ?? textAt(backend, 'port', 'name') ?? textAt(backend, 'port');
    return service === undefined ? [] : portsOf(deployment, service)
      .filter(({ name, port }) => wanted === undefined || name === wanted || String(port) === wanted)
      .map((port) => ({ object: objectId(route), how: `kind ${route.kind}`, service, port }));
  }));
  return [...open, ...routes];
}

function portsOf(deployment: Deployment, service: KubeObject): ServicePort[] {
  return servicePorts(service, deployment.behind(service));
}

/** The Services that an Ingress (`backend.service`, `defaultBackend`), a Gateway route (`backendRefs`) or a Traefik route (`services`) leads to. */
function backends(spec: unknown): unknown[] {
  if (Array.isArray(spec)) {
    return spec.flatMap(backends);
  }
  if (!isTree(spec)) {
    return [];
  }
  const here = [...(isTree(spec.service) ? [spec.service] : []), ...listAt(spec, 'backendRefs'), ...listAt(spec, 'services')];
  return [...here, ...Object.values(spec).flatMap(backends)];
}
