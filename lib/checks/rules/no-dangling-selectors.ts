import { Check } from '../check';
import { Deployment } from '../deployment';
import { KubeObject, nameOf, namespaceOf, objectId, selects } from '../kube-object';
import { at } from '../read';
import { serviceSelector } from '../service-ports';

export const NO_DANGLING_SELECTORS: Check = {
  id: 'no-dangling-selectors',
  severity: 'error',
  sentence: 'Every Service, disruption budget and network policy selects pods of the deployment.',
  why: 'One that selects nothing does not do what it is there for: its clients get no answer, its pods have no protection '
    + '(https://kubernetes.io/docs/concepts/services-networking/service/).',
  fix: 'Make the selector the labels of the pods that are meant, or remove the object.',
  find: (deployment) => [
    ...deployment.ofKind('Service').filter((service) => Object.keys(serviceSelector(service)).length > 0 && deployment.behind(service).length === 0),
    ...deployment.ofKind('PodDisruptionBudget', 'NetworkPolicy').filter((object) => (
      deployment.selectedBy(object).length === 0 && !selectsDatabase(deployment, object)
    )),
  ].map((object) => ({ object: objectId(object), message: 'selector selects no pod' })),
};

/**
 * Whether a policy selects the pods that CloudNativePG makes for a cluster: no manifest has them
 * (https://cloudnative-pg.io/documentation/current/labels_annotations/).
 */
function selectsDatabase(deployment: Deployment, policy: KubeObject): boolean {
  return deployment.ofKind('Cluster').some((cluster) => namespaceOf(cluster) === namespaceOf(policy) && selects(at(policy, 'spec', 'podSelector'), {
    'cnpg.io/cluster': nameOf(cluster),
    'cnpg.io/podRole': 'instance',
    'app.kubernetes.io/name': 'postgresql',
    'app.kubernetes.io/instance': nameOf(cluster),
    'app.kubernetes.io/component': 'database',
  }));
}
