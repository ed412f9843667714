import { SECRETS_ANNOTATION } from '../../lib/model/annotations';
import { KubeObject } from '../../scripts/manifests';
import { createCommand, createPullCommand, pullSecrets, requiredSecrets } from '../../scripts/secrets';
import { summarize } from '../../scripts/summary';

interface WorkloadProps {
  readonly kind?: string;
  readonly namespace?: string;
  readonly secrets?: { name: string; key: string; purpose: string }[];
  readonly image?: string;
  readonly pullSecrets?: string[];
}

function workload(props: WorkloadProps): KubeObject {
  return {
    kind: props.kind ?? 'Deployment',
    metadata: {
      name: 'participant',
      namespace: props.namespace,
      annotations: props.secrets && { [SECRETS_ANNOTATION]: JSON.stringify(props.secrets) },
    },
    spec: {
      template: {
        spec: {
          containers: [{ image: props.image ?? 'registry.example/canton:1' }],
          imagePullSecrets: props.pullSecrets?.map(name => ({ name })),
        },
      },
    },
  };
}

const PASSWORD = { name: 'database', key: 'password', purpose: 'password of the database user' };
const CERTIFICATE = { name: 'ledger-tls', key: 'tls.crt', purpose: 'certificate of the ledger API' };
const KEY = { name: 'ledger-tls', key: 'tls.key', purpose: 'private key of the ledger API' };

describe('required secrets', () => {
  test('of several workloads are merged and sorted', () => {
    const secrets = requiredSecrets([
      workload({ namespace: 'b', secrets: [KEY, PASSWORD] }),
      workload({ namespace: 'b', kind: 'StatefulSet', secrets: [CERTIFICATE, KEY] }),
      workload({ namespace: 'c', kind: 'CronJob', secrets: [PASSWORD] }),
      workload({ namespace: 'a', kind: 'Job', secrets: [PASSWORD] }),
    ]);
    expect(secrets).toEqual([
      { namespace: 'a', name: 'database', keys: [{ key: 'password', purpose: PASSWORD.purpose }] },
      { namespace: 'b', name: 'database', keys: [{ key: 'password', purpose: PASSWORD.purpose }] },
      { namespace: 'b', name: 'ledger-tls', keys: [{ key: 'tls.crt', purpose: CERTIFICATE.purpose }, { key: 'tls.key', purpose: KEY.purpose }] },
      { namespace: 'c', name: 'database', keys: [{ key: 'password', purpose: PASSWORD.purpose }] },
    ]);
  });

  test('keep the first purpose of a key', () => {
    const secrets = requiredSecrets([
      workload({ secrets: [PASSWORD] }),
      workload({ secrets: [{ ...PASSWORD, purpose: 'something else' }] }),
    ]);
    expect(secrets).toEqual([{ namespace: 'default', name: 'database', keys: [{ key: 'password', purpose: PASSWORD.purpose }] }]);
  });

  test('are read from workloads only', () => {
    expect(requiredSecrets([workload({ kind: 'ConfigMap', secrets: [PASSWORD] })])).toEqual([]);
  });

  test.each(['{}', 'not json', '[null]', '[{"name":"database"}]'])('annotation %s is refused', text => {
    const object = { kind: 'Deployment', metadata: { name: 'p1', namespace: 'canton', annotations: { [SECRETS_ANNOTATION]: text } } };
    expect(() => requiredSecrets([object])).toThrow(
      `Deployment 'canton/p1': annotation cdk8s-canton/secrets must be a JSON array of {name, key, purpose}, got ${text}`,
    );
  });
});

describe('create command', () => {
  test.each(['tls.crt', 'tls.key', 'ca.crt', 'server.pem', 'rules.jsonnet'])('takes %s from a file', key => {
    expect(createCommand({ namespace: 'canton', name: 's', keys: [{ key, purpose: '' }] }))
      .toBe(`kubectl -n canton create secret generic s --from-file=${key}=${key}`);
  });

  test('holds the values that are known', () => {
    const keys = [{ key: 'user', purpose: '' }, { key: 'password', purpose: '' }];
    expect(createCommand({ namespace: 'canton', name: 's', keys }, { user: 'x' }))
      .toBe('kubectl -n canton create secret generic s --from-literal=user=x --from-literal=password=<password>');
  });

  test('takes other keys as text', () => {
    expect(createCommand({ namespace: 'canton', name: 's', keys: [{ key: 'user', purpose: '' }, { key: 'password', purpose: '' }] }))
      .toBe('kubectl -n canton create secret generic s --from-literal=user=<user> --from-literal=password=<password>');
  });
});

describe('image pull secrets', () => {
  test('are listed once, with the registry of the image', () => {
    const secrets = pullSecrets([
      workload({ namespace: 'canton', image: 'registry.example/daml/canton:3', pullSecrets: ['pull'] }),
      workload({ namespace: 'canton', image: 'other.example/canton:3', pullSecrets: ['pull', 'extra'] }),
    ]);
    expect(secrets).toEqual([
      { namespace: 'canton', name: 'extra', registry: 'other.example' },
      { namespace: 'canton', name: 'pull', registry: 'registry.example' },
    ]);
    expect(createPullCommand(secrets[1])).toBe('kubectl -n canton create secret docker-registry pull'
      + ' --docker-server=registry.example --docker-username=<USERNAME> --docker-password=<PASSWORD>');
  });

  test('of an image without a registry leave it open', () => {
    expect(pullSecrets([workload({ image: 'canton:3', pullSecrets: ['pull'] })])).toEqual([
      { namespace: 'default', name: 'pull', registry: '<REGISTRY>' },
    ]);
  });
});

describe('summary', () => {
  test('tells kinds, files and secrets', () => {
    const files = [
      { path: 'dist/a.k8s.yaml', objects: [workload({ namespace: 'canton', secrets: [CERTIFICATE, PASSWORD], pullSecrets: ['pull'] })] },
      { path: 'dist/shared.k8s.yaml', objects: [{ kind: 'Service' }, { kind: 'ConfigMap' }, { kind: 'Service' }] },
    ];
    expect(summarize(files).split('\n')).toEqual([
      '4 objects in 2 files',
      '',
      'Objects by kind',
      '  ConfigMap   1',
      '  Deployment  1',
      '  Service     2',
      '',
      'Files',
      '  dist/a.k8s.yaml       1 object',
      '  dist/shared.k8s.yaml  3 objects',
      '',
      'Secrets to create before you apply the manifests',
      '  canton/database',
      '    password  password of the database user',
      '    kubectl -n canton create secret generic database --from-literal=password=<password>',
      '  canton/ledger-tls',
      '    tls.crt  certificate of the ledger API',
      '    kubectl -n canton create secret generic ledger-tls --from-file=tls.crt=tls.crt',
      '  canton/pull',
      '    credentials with which the cluster pulls images from registry.example',
      '    kubectl -n canton create secret docker-registry pull --docker-server=registry.example'
        + ' --docker-username=<USERNAME> --docker-password=<PASSWORD>',
    ]);
  });

  test('has no secrets section where none is needed', () => {
    expect(summarize([{ path: 'dist/a.k8s.yaml', objects: [workload({})] }])).not.toContain('Secrets');
  });
});
