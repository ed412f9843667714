/** What the rules and the dashboards of this room know of the series that they ask for. */

/** Labels by which a service's series belong together: the PodMonitor takes the last two from the pods. */
export const SERVICE = 'namespace, canton_service, canton_component';

/** Services of which one instance is active and the others stand by. */
export const ACTIVE_PASSIVE = 'participant|mediator|domain-manager';

/** All services of Canton nodes. In sequencers, every instance is active. */
export const CANTON_NODES = `${ACTIVE_PASSIVE}|sequencer`;

/** How many instances of a service there are meant to be, are up, and are active. */
export const WANTED = 'canton:instances:wanted';
export const UP = 'canton:instances:up';
export const ACTIVE = 'canton:instances:active';

/** Pods of StatefulSets: Kubernetes starts no second one while the first may still run. */
export const SINGLETONS = 'canton:singletons:wanted';

/** Certificates that cert-manager is meant to keep. */
export const CERTIFICATES = 'canton:certificates:wanted';

/** 1 on nodes that are active, of some kinds. Since Canton 3 a participant's process has a JSON API beside the node, with a series of its own. */
export function nodeHealth(components: string): string {
  return `daml_health_status{canton_component=~"${components}", component!="json_api"}`;
}

/** A metric of cert-manager by namespace and name of the certificate, whether or not Prometheus renamed the labels that it brings. */
export function byCertificate(expression: string): string {
  return `max by (namespace, name) (label_replace(${expression}, "namespace", "$1", "exported_namespace", "(.+)"))`;
}
