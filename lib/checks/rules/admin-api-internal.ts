import { Check } from '../check';
import { Deployment } from '../deployment';
import { exposuresOf } from '../exposure';
import { KubeObject, namespaceOf, objectId } from '../kube-object';
import { ServicePort } from '../service-ports';

export const ADMIN_API_INTERNAL: Check = {
  id: 'admin-api-internal',
  severity: 'error',
  sentence: 'No admin API can be reached from outside of the cluster.',
  why: 'Whoever reaches an admin API owns the node, and mediators and managers have no client-facing way in at all (rule R50; Manual canton/usermanual/installation.rst).',
  fix: 'Expose the ledger API or public API on a Service of its own, and reach admin APIs from a pod in the cluster.',
  find: (deployment) => exposuresOf(deployment).filter(({ service, port }) => isAdminApi(deployment, service, port))
    .map(({ object, how, service, port }) => ({
      object,
      message: `${how} exposes port ${port.port} of ${objectId(service)}, an admin API; admin APIs must stay inside of the cluster`,
    })),
};

/** By its name, or by its number: a router in front of a node has the node's port numbers. */
function isAdminApi(deployment: Deployment, service: KubeObject, { name, number }: ServicePort): boolean {
  const behind = deployment.behind(service).flatMap(({ nodes }) => nodes);
  const around = () => deployment.nodes.filter(({ workload }) => workload.namespace === namespaceOf(service)).map(({ node }) => node);
  const nodes = behind.length > 0 ? behind : around();
  return name === 'admin-api' || nodes.some((node) => number !== undefined && node.apiPort('admin-api') === number);
}
