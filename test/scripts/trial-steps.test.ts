import { SECRETS_ANNOTATION } from '../../lib/model/annotations';
import { KubeObject } from '../../scripts/manifests';
import { requestsOf } from '../../scripts/pod-requests';
import { trialSteps } from '../../scripts/trial-steps';

const container = (memory: string, cpu: string) => ({ resources: { requests: { memory, cpu } } });

interface WorkloadProps {
  readonly replicas?: number;
  readonly containers: object[];
  readonly initContainers?: object[];
  readonly secrets?: string[];
}

function workload(kind: string, { replicas, containers, initContainers, secrets = [] }: WorkloadProps): KubeObject {
  const annotation = JSON.stringify(secrets.map((secret) => ({ name: secret.split('/')[0], key: secret.split('/')[1], purpose: 'password' })));
  return {
    kind,
    metadata: { name: 'x', namespace: 'trial', annotations: { [SECRETS_ANNOTATION]: annotation } },
    spec: { replicas, template: { spec: { containers, initContainers } } },
  } as KubeObject;
}

const DATABASE = workload('StatefulSet', { containers: [container('1Gi', '250m')], secrets: ['db/password'] });
const SERVER = workload('Deployment', { replicas: 2, containers: [container('2Gi', '1'), container('512Mi', '500m')], initContainers: [container('1Gi', '1')] });
const JOB = workload('Job', { containers: [container('1Gi', '100m')], initContainers: [container('3Gi', '50m')], secrets: ['db/password'] });

describe('requests', () => {
  test('are those of all pods, whose containers run side by side', () => {
    expect(requestsOf([DATABASE, SERVER, JOB], 'Deployment', 'StatefulSet')).toEqual({ memory: 6 * 2 ** 30, cpu: 3.25 });
  });

  test('are those of the largest init container where it is larger', () => {
    expect(requestsOf([SERVER, JOB], 'Job')).toEqual({ memory: 3 * 2 ** 30, cpu: 0.1 });
  });

  test('are nothing where there is nothing', () => {
    expect(requestsOf([{ kind: 'Job' }], 'Job')).toEqual({ memory: 0, cpu: 0 });
  });
});

describe('steps', () => {
  test('are to be typed as they stand', () => {
    expect(trialSteps([DATABASE, SERVER, JOB], 'dist/try', 's3cret').split('\n')).toEqual([
      'It asks for 6.0 GiB of memory and 3.3 cores, and for 3.0 GiB of memory and 0.1 cores more until its Jobs are done.',
      '',
      'Make its namespace and its one Secret. The password is random, and another one each time this is printed:',
      '  kubectl create namespace trial',
      '  kubectl -n trial create secret generic db --from-literal=password=s3cret',
      'Then make the rest, and wait for the ledger:',
      '  kubectl apply -f dist/try',
      '  kubectl -n trial wait job --all --for=condition=Complete --timeout=30m',
      'Let the JSON API be at http://localhost:7575 while this runs, and ask it something:',
      '  kubectl -n trial port-forward service/participant 7575',
      '  curl http://localhost:7575/v2/state/connected-synchronizers',
      'And remove everything, data and all:',
      '  kubectl delete namespace trial',
      '',
      'docs/try-it.md goes on from here: a party, a lost instance, a database that is highly available too.',
    ]);
  });

  test.each([[['a/x', 'b/y'], 'a/x, b/y'], [['a/x', 'a/y'], 'a/x, a/y'], [[], 'none']])('with %j there is no one Secret to make', (secrets, words) => {
    expect(() => trialSteps([workload('Job', { containers: [], secrets })], 'dist/try', 's3cret'))
      .toThrow(new Error(`a trial needs one Secret with one key, got ${words}`));
  });
});
