import { Balancer } from './model';
import { Parts } from './parts';
import { Deployment } from '../../lib/checks';
import { namespaceOf, nameOf, objectId } from '../../lib/checks/kube-object';
import { textsAt } from '../../lib/checks/read';
import { isHeadless, serviceSelector } from '../../lib/checks/service-ports';
import { INSTANCE_LABEL } from '../../lib/model/annotations';

/** What stands between a service's clients and its instances: its router, or a Service that leads to all of several. */
export function balancerOf(deployment: Deployment, parts: Parts, instances: number): Balancer | undefined {
  const { name, namespace, workloads, router } = parts;
  if (router !== undefined) {
    return { name: 'HAProxy', object: router.id, replicas: router.replicas };
  }
  const [service] = deployment.ofKind('Service').filter((candidate) => (
    nameOf(candidate) === name && namespaceOf(candidate) === namespace && !isHeadless(candidate)
    && serviceSelector(candidate)[INSTANCE_LABEL] === undefined
  ));
  return service === undefined || instances === 1 || workloads.length === 0 || isPassedBy(deployment, name, namespace)
    ? undefined
    : { name: 'Service', object: objectId(service) };
}

/** Clients that are told the instances' own addresses, and nowhere that of all together, balance by themselves. */
function isPassedBy(deployment: Deployment, name: string, namespace: string): boolean {
  const told = urlHosts(deployment);
  const isTold = (host: RegExp) => [...told].some((candidate) => host.test(candidate));
  return isTold(new RegExp(`^${name}-\\d+\\.${namespace}\\.`)) && !isTold(new RegExp(`^${name}\\.${namespace}\\.`));
}

const HOSTS = new WeakMap<Deployment, Set<string>>();

/** The hosts of all URLs in the deployment's ConfigMaps. */
function urlHosts(deployment: Deployment): Set<string> {
  const known = HOSTS.get(deployment) ?? new Set(deployment.ofKind('ConfigMap').flatMap((object) => Object.values(textsAt(object, 'data')))
    .flatMap((text) => [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host)));
  HOSTS.set(deployment, known);
  return known;
}
