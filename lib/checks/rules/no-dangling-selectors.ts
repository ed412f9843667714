import { Check } from '../check';
import { objectId } from '../kube-object';
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
    ...deployment.ofKind('PodDisruptionBudget', 'NetworkPolicy').filter((object) => deployment.selectedBy(object).length === 0),
  ].map((object) => ({ object: objectId(object), message: 'selector selects no pod' })),
};
