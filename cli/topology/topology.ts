import { balancerOf } from './balancer';
import { connectionsOf } from './connections';
import { databasesOfService } from './databases';
import { domainsOf } from './domains';
import { Domain, Instance, Mode, Service, Topology } from './model';
import { Parts, partsOf } from './parts';
import { recoveryOf, ZONE } from './recovery';
import { Deployment, objectId } from '../../lib/checks';
import { listAt, numberAt, sum, textAt, textsAt } from '../../lib/checks/read';
import { Workload } from '../../lib/checks/workload';
import { SHARD_LABEL } from '../../lib/model/annotations';

/** Components of which a database lock lets one instance serve. */
const LOCKED = ['participant', 'mediator', 'domain-manager'];

/** Reads what manifests describe: labels say what is what, network policies who talks to whom, configuration where state is kept. */
export function topologyOf(deployment: Deployment): Topology {
  const parts = partsOf(deployment);
  const domains = domainsOf(deployment, parts);
  const services = parts.filter(runs).map((part) => serviceOf(deployment, part, domains.get(part.id)));
  return { services, ...connectionsOf(deployment, parts) };
}

function runs({ workloads, cluster }: Parts): boolean {
  return workloads.length > 0 || cluster !== undefined;
}

function serviceOf(deployment: Deployment, parts: Parts, domain: Domain | undefined): Service {
  const { id, name, namespace, component, workloads } = parts;
  const { shared, own } = databasesOfService(parts);
  const instances = instancesOf(parts).map((instance, index) => ({ ...instance, databases: own[Math.min(index, own.length - 1)] ?? [] }));
  const [first] = workloads;
  return {
    id,
    name,
    namespace,
    component,
    instances,
    domain,
    isCanton3: first?.nodes.some((node) => node.isCanton3) ?? false,
    mode: instances.length === 1 ? Mode.SINGLE : LOCKED.includes(component) || parts.cluster ? Mode.ACTIVE_PASSIVE : Mode.ACTIVE_ACTIVE,
    atMost: first?.autoscaler && sum(workloads.map(({ maxReplicas }) => maxReplicas)),
    databases: shared,
    balancer: balancerOf(deployment, parts, instances.length),
    shard: first && textsAt(first.object, 'metadata', 'labels')[SHARD_LABEL],
    zone: first && zoneOf(first),
    recovery: first && recoveryOf(first, LOCKED.includes(component)),
  };
}

function instancesOf({ workloads, cluster }: Parts): Instance[] {
  if (cluster !== undefined) {
    const name = textAt(cluster, 'metadata', 'name');
    return numbered(numberAt(cluster, 'spec', 'instances') ?? 1).map((number) => (
      { name: `${name}-${number}`, object: objectId(cluster), stopped: false, databases: [] }
    ));
  }
  return workloads.flatMap(({ id: object, name, replicas }) => numbered(Math.max(1, replicas)).map((number) => (
    { name: replicas > 1 ? `${name} #${number}` : name, object, stopped: replicas === 0, databases: [] }
  )));
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** The zone that a workload's pods must be in. */
function zoneOf({ pod }: Workload): string | undefined {
  const terms = listAt(pod, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  const expressions = terms.length === 1 ? listAt(terms[0], 'matchExpressions') : [];
  const demands = expressions.filter((expression) => textAt(expression, 'key') === ZONE && textAt(expression, 'operator') === 'In');
  const zones = demands.flatMap((expression) => listAt(expression, 'values'));
  return textsAt(pod, 'nodeSelector')[ZONE] ?? (zones.length === 1 ? String(zones[0]) : undefined);
}
