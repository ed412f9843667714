import { KubeObject } from './manifests';
import { PodRequests, requestsOf } from './pod-requests';
import { createCommand, requiredSecrets } from './secrets';

/** What to type, after the manifests of a trial are written. The password is for its one Secret, and is nowhere but here. */
export function trialSteps(objects: KubeObject[], folder: string, password: string): string {
  const [secret, ...others] = requiredSecrets(objects);
  if (secret === undefined || others.length > 0 || secret.keys.length !== 1) {
    throw new Error(`a trial needs one Secret with one key, got ${[secret, ...others].flatMap((one) => one?.keys.map(({ key }) => `${one.name}/${key}`) ?? []).join(', ') || 'none'}`);
  }
  const { namespace, keys: [{ key }] } = secret;
  return [
    `It asks for ${words(requestsOf(objects, 'Deployment', 'StatefulSet'))}, and for ${words(requestsOf(objects, 'Job'))} more until its Jobs are done.`,
    '',
    'Make its namespace and its one Secret. The password is random, and another one each time this is printed:',
    `  kubectl create namespace ${namespace}`,
    `  ${createCommand(secret, { [key]: password })}`,
    'Then make the rest, and wait for the ledger:',
    `  kubectl apply -f ${folder}`,
    `  kubectl -n ${namespace} wait job --all --for=condition=Complete --timeout=30m`,
    'Let the JSON API be at http://localhost:7575 while this runs, and ask it something:',
    `  kubectl -n ${namespace} port-forward service/participant 7575`,
    '  curl http://localhost:7575/v2/state/connected-synchronizers',
    'And remove everything, data and all:',
    `  kubectl delete namespace ${namespace}`,
    '',
    'docs/try-it.md goes on from here: a party, a lost instance, a database that is highly available too.',
  ].join('\n');
}

function words({ memory, cpu }: PodRequests): string {
  return `${(memory / 2 ** 30).toFixed(1)} GiB of memory and ${cpu.toFixed(1)} cores`;
}
