import { Check } from '../check';
import { annotationsOf } from '../kube-object';
import { distinct, listAt, textAt } from '../read';
import { Workload } from '../workload';

/** Ours and those of kustomize. */
const HASHED = /-([0-9a-f]{8,}|[2456789bcdfghkmt]{10})$/;

export const CONFIG_CHANGE_ROLLS_PODS: Check = {
  id: 'config-change-rolls-pods',
  severity: 'warning',
  sentence: 'A changed ConfigMap makes new pods.',
  why: 'Processes read their configuration when they start: pods would run on with the old one, until one of them restarts and differs from the others '
    + '(https://kubernetes.io/docs/concepts/configuration/configmap/).',
  fix: 'End the ConfigMap\'s name with a hash of its content, or put a checksum of it into an annotation of the pod template.',
  find: (deployment) => deployment.longRunning.filter((workload) => !isAnnotated(workload)).flatMap((workload) => {
    const loose = distinct(configMapsOf(workload)).filter((name) => !HASHED.test(name));
    return loose.length === 0 ? [] : [{ object: workload.id, message: `ConfigMap ${loose.join(', ')} can change without new pods` }];
  }),
};

function isAnnotated({ object, podAnnotations }: Workload): boolean {
  return Object.keys(podAnnotations).some((annotation) => /checksum|hash/i.test(annotation))
    || Object.keys({ ...annotationsOf(object), ...podAnnotations }).some((annotation) => /reloader/i.test(annotation));
}

function configMapsOf({ pod, containers }: Workload): string[] {
  const volumes = listAt(pod, 'volumes').flatMap((volume) => [volume, ...listAt(volume, 'projected', 'sources')]).map((source) => textAt(source, 'configMap', 'name'));
  const variables = containers.flatMap(({ tree }) => [
    ...listAt(tree, 'envFrom').map((source) => textAt(source, 'configMapRef', 'name')),
    ...listAt(tree, 'env').map((variable) => textAt(variable, 'valueFrom', 'configMapKeyRef', 'name')),
  ]);
  return [...volumes, ...variables].flatMap((name) => name ?? []);
}
