import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { instanceLabels, metadata, namedPodLabels, PodGroup, selectorLabels } from './identity';
import { INSTANCE_LABEL } from '../model/annotations';

/** A port of a Service: its own number and the container's port that it leads to. */
export interface ServicePort {
  readonly port: number;
  /** @default - the same number */
  readonly targetPort?: number;
}

/** What a Service is named, leads to and offers. */
export interface ServiceDescription {
  readonly name: string;
  readonly group: PodGroup;
  readonly ports: { [name: string]: ServicePort };
}

/** A Service that leads to the Ready pods of a group. */
export function service(scope: Construct, id: string, { name, group, ports }: ServiceDescription): void {
  new k8s.KubeService(scope, id, {
    metadata: metadata(scope, { kind: 'Service', name, group }),
    spec: {
      type: 'ClusterIP',
      selector: selectorLabels(group),
      ports: servicePorts(ports),
    },
  });
}

/**
 * The stable name of one instance. It names the pod as soon as it has an address: an instance may be active before it is Ready.
 *
 * @param allServe whether each of its pods serves, also while one replaces the other: then the instance keeps one address, and who calls it does not wait
 * for name servers that still know the last pod's (30 s). Where one of two stands by, callers must be able to tell them apart.
 */
export function instanceService(scope: Construct, id: string, index: number, description: ServiceDescription, allServe = false): void {
  ownService(scope, id, index, description, instanceLabels(description.group, index), allServe);
}

/** The same for an instance that is a pod of a StatefulSet: it bears the pod's name, and keeps one address while the pod is replaced. */
export function namedPodService(scope: Construct, id: string, index: number, description: ServiceDescription): void {
  ownService(scope, id, index, description, namedPodLabels(description.group, description.name), true);
}

function ownService(
  scope: Construct, id: string, index: number, { name, group, ports }: ServiceDescription, selector: { [label: string]: string }, hasAddress: boolean,
): void {
  new k8s.KubeService(scope, id, {
    metadata: metadata(scope, { kind: 'Service', name, group, labels: { [INSTANCE_LABEL]: String(index) } }),
    spec: {
      clusterIp: hasAddress ? undefined : 'None',
      publishNotReadyAddresses: true,
      selector,
      ports: servicePorts(ports),
    },
  });
}

/**
 * A name for all pods of a group, without an address of its own: for a StatefulSet, a router, or clients that try each address in turn.
 *
 * @param unready whether pods are named before they are Ready
 */
export function headlessService(scope: Construct, id: string, { name, group, ports }: ServiceDescription, unready = false): void {
  new k8s.KubeService(scope, id, {
    metadata: metadata(scope, { kind: 'Service', name, group }),
    spec: {
      clusterIp: 'None',
      publishNotReadyAddresses: unready ? true : undefined,
      selector: selectorLabels(group),
      ports: servicePorts(ports),
    },
  });
}

function servicePorts(ports: { [name: string]: ServicePort }): k8s.ServicePort[] {
  return Object.entries(ports).map(([name, { port, targetPort }]) => ({
    name, port, targetPort: k8s.IntOrString.fromNumber(targetPort ?? port), protocol: 'TCP',
  }));
}
