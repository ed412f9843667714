import { Container } from './container';
import { KubeObject } from './kube-object';
import { listAt, numberAt, textAt, textsAt } from './read';
import type { Workload } from './workload';

/** A port of a Service. */
export interface ServicePort {
  readonly name?: string;
  readonly port?: number;
  /** The container port as it is written: a number, or a name. */
  readonly target: string;
  /** The container port's number; nothing where no container behind the Service declares the name. */
  readonly number?: number;
}

/** The ports of a Service and the container ports behind them. */
export function servicePorts(service: KubeObject, behind: readonly Workload[]): ServicePort[] {
  const containers = behind.flatMap(({ containers: all }) => all);
  return listAt(service, 'spec', 'ports').map((tree) => {
    const port = numberAt(tree, 'port');
    const target = textAt(tree, 'targetPort') ?? String(port);
    return { name: textAt(tree, 'name'), port, target, number: numberAt(target) ?? declaredPort(containers, target) };
  });
}

/** Where objects are found by their names. */
interface Objects {
  object(kind: string, namespace: string, name: string): KubeObject | undefined;
}

/** The Service of this host name, from a namespace: `name`, `name.namespace` or `name.namespace.svc...`. */
export function serviceOfHost(objects: Objects, host: string, from: string): KubeObject | undefined {
  const [name, namespace = from, svc = 'svc'] = host.split('.');
  return svc !== 'svc' ? undefined : objects.object('Service', namespace, name);
}

/** Whether a Service is a list of addresses instead of one that balances. */
export function isHeadless(service: KubeObject): boolean {
  return textAt(service, 'spec', 'clusterIP') === 'None';
}

/** Labels that a Service selects by. */
export function serviceSelector(service: KubeObject): { readonly [label: string]: string } {
  return textsAt(service, 'spec', 'selector');
}

function declaredPort(containers: readonly Container[], name: string): number | undefined {
  const found = containers.flatMap(({ ports }) => ports).find((port) => textAt(port, 'name') === name);
  return numberAt(found, 'containerPort');
}
