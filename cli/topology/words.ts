import { Balancer, Database, Instance, Service } from './model';

const NAMES: { readonly [component: string]: string } = {
  'json-api': 'HTTP JSON API',
  'oauth2-middleware': 'OAuth 2.0 middleware',
  'database': 'PostgreSQL cluster',
};

/** What a service is, without its name: `participant`. */
export function componentName({ component }: Pick<Service, 'component'>): string {
  return NAMES[component] ?? component.replace(/-/g, ' ');
}

/** `participant, active-passive`. */
export function kindOf(service: Service): string {
  return `${componentName(service)}, ${service.mode}`;
}

/** Everything about a service, a line a fact. */
export function serviceWords(service: Service): string {
  const { id, instances, atMost, databases, zone } = service;
  const objects = [...new Set(instances.map(({ object }) => object))];
  return lines(
    `${componentName(service)} ${id}: ${service.mode}`,
    `${instances.length} ${instances.length === 1 ? 'replica' : 'replicas'}${atMost === undefined ? '' : `, up to ${atMost} under load`}: ${objects.join(', ')}`,
    ...databases.map(databaseWords),
    zone && `in zone ${zone} only`,
  );
}

export function instanceWords({ object, stopped, databases }: Instance): string {
  return lines(object, stopped && 'stopped: no pods', ...databases.map(databaseWords));
}

export function databaseWords({ name, server, replication, cache }: Database): string {
  return cache ? `database ${name}: a cache inside the pod` : lines(`database ${name} on ${server}`, `replication: ${replication ?? 'not stated'}`);
}

export function balancerWords({ object, replicas }: Balancer): string {
  return lines(`load balancer: ${object}`, replicas !== undefined && `${replicas} replicas`);
}

function lines(...all: (string | false | undefined)[]): string {
  return all.filter((entry) => entry !== undefined && entry !== false).join('\n');
}
