import { Check } from '../check';
import { annotationsOf, KubeObject, nameOf, objectId } from '../kube-object';
import { numberAt, textAt } from '../read';

export const JOBS_CAN_BE_APPLIED_AGAIN: Check = {
  id: 'jobs-can-be-applied-again',
  severity: 'warning',
  sentence: 'A Job is named by its content, stays when it is done, and does not restart its pods for ever.',
  why: 'A changed template cannot be applied under the old name, and a Job that deletes itself is made and run again by the next apply '
    + '(https://kubernetes.io/docs/concepts/workloads/controllers/job/).',
  fix: 'End the name with a hash of the template, or make it a hook of Helm or Argo CD; leave ttlSecondsAfterFinished out; use restartPolicy Never.',
  find: (deployment) => deployment.ofKind('Job').filter((job) => !isHook(job)).flatMap((job) => [
    ...(/-[0-9a-f]{8,}$/.test(nameOf(job)) || textAt(job, 'metadata', 'generateName') !== undefined ? [] : ['name must end with a hash of the content']),
    ...(numberAt(job, 'spec', 'ttlSecondsAfterFinished') === undefined ? [] : ['ttlSecondsAfterFinished must be left out']),
    ...(textAt(job, 'spec', 'template', 'spec', 'restartPolicy') === 'Never' ? [] : ['restartPolicy must be Never']),
  ].map((message) => ({ object: objectId(job), message }))),
};

/** Deployment tools delete and make such a Job anew themselves. */
function isHook(job: KubeObject): boolean {
  return Object.keys(annotationsOf(job)).some((annotation) => ['helm.sh/hook', 'argocd.argoproj.io/hook'].includes(annotation));
}
