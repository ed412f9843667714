import { Chart, Duration } from 'cdk8s';
import { ExternalSecrets, ExternalSecretsProps, SecretStore } from '../../lib/database/external-secrets';
import { manifests, names, only, testChart } from '../support/chart';

const USER = { name: 'ledger-sequencer', remoteName: 'iou/ledger/sequencer', keys: ['username', 'password'] };
const ENDPOINT = { name: 'ledger-endpoint', remoteName: 'iou/ledger/endpoint', keys: ['host'] };

function synth(props: Partial<ExternalSecretsProps> = {}): Chart {
  const chart = testChart();
  new ExternalSecrets(chart, 'ledger', { store: SecretStore.cluster('aws'), secrets: [USER], ...props });
  return chart;
}

test('a Secret of two keys', () => {
  expect(manifests(synth())).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "external-secrets.io/v1",
    "kind": "ExternalSecret",
    "metadata": {
      "labels": {
        "app.kubernetes.io/component": "secrets",
        "app.kubernetes.io/instance": "ledger",
        "app.kubernetes.io/managed-by": "cdk8s-canton",
        "app.kubernetes.io/name": "external-secrets",
      },
      "name": "ledger-sequencer",
      "namespace": "test",
    },
    "spec": {
      "data": [
        {
          "remoteRef": {
            "conversionStrategy": "Default",
            "decodingStrategy": "None",
            "key": "iou/ledger/sequencer",
            "metadataPolicy": "None",
            "property": "username",
          },
          "secretKey": "username",
        },
        {
          "remoteRef": {
            "conversionStrategy": "Default",
            "decodingStrategy": "None",
            "key": "iou/ledger/sequencer",
            "metadataPolicy": "None",
            "property": "password",
          },
          "secretKey": "password",
        },
      ],
      "refreshInterval": "1h0m0s",
      "secretStoreRef": {
        "kind": "ClusterSecretStore",
        "name": "aws",
      },
      "target": {
        "creationPolicy": "Owner",
        "deletionPolicy": "Retain",
        "name": "ledger-sequencer",
      },
    },
  },
]
`);
});

test('all the props', () => {
  const props: Required<ExternalSecretsProps> = { store: SecretStore.namespaced('aws'), secrets: [USER, ENDPOINT], refreshInterval: Duration.minutes(90) };
  const chart = synth(props);
  expect(names(chart)).toEqual(['ExternalSecret ledger-endpoint', 'ExternalSecret ledger-sequencer']);
  const { spec } = only(chart, 'ExternalSecret', 'ledger-endpoint');
  expect(spec.secretStoreRef).toEqual({ kind: 'SecretStore', name: 'aws' });
  expect(spec.refreshInterval).toBe('1h30m0s');
  expect(spec.data.map(({ secretKey, remoteRef }: any) => [secretKey, remoteRef.key, remoteRef.property])).toEqual([['host', 'iou/ledger/endpoint', 'host']]);
});

test.each([
  [Duration.seconds(90), '1m30s'],
  [Duration.hours(24), '24h0m0s'],
])('a duration is written as Go gives it back: %s', (refreshInterval, text) => {
  expect(only(synth({ refreshInterval }), 'ExternalSecret', USER.name).spec.refreshInterval).toBe(text);
});

test.each<[string, Partial<ExternalSecretsProps>, string]>([
  ['no store', { store: 'aws' as any },
    "external secrets 'ledger': store must be SecretStore.namespaced('<name>') or SecretStore.cluster('<name>'), got 'aws'"],
  ['no secret', { secrets: [] }, "external secrets 'ledger': secrets must name at least one secret, got none"],
  ['no key', { secrets: [{ ...USER, keys: [] }] }, "external secrets 'ledger': keys of secret 'ledger-sequencer' must name at least one key, got none"],
  ['a key that is none', { secrets: [{ ...USER, keys: ['user name'] }] },
    "external secrets 'ledger': key of secret 'ledger-sequencer' must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.', not '.' alone, no '..' first, at most 253), got 'user name'"],
  ['a name that is none', { secrets: [{ ...USER, name: 'Ledger' }] },
    "external secrets 'ledger': name of a Secret must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'Ledger'"],
  ['no name outside', { secrets: [{ ...USER, remoteName: ' ' }] }, "external secrets 'ledger': name of secret 'ledger-sequencer' outside the cluster must not be empty"],
  ['a token', { secrets: [{ ...USER, remoteName: '${Token[TOKEN.7]}' }] },
    "external secrets 'ledger': name of secret 'ledger-sequencer' outside the cluster is an unresolved token, got '${Token[TOKEN.7]}'; synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)"],
  ['a Secret twice', { secrets: [USER, USER] },
    "secrets 'ledger': ExternalSecret 'ledger-sequencer' in namespace 'test' belongs to secrets 'ledger' already; give one of the two another id"],
  ['a refresh every second', { refreshInterval: Duration.seconds(1) },
    "external secrets 'ledger': refreshInterval must be at least 60 seconds, got 1; every reading of a cloud's store is paid for"],
])('refuses %s', (_, props, message) => {
  expect(() => synth(props)).toThrow(new Error(message));
});

test('refuses stores and ids that are no names', () => {
  expect(() => SecretStore.cluster('AWS')).toThrow(new Error("ClusterSecretStore must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'AWS'"));
  expect(() => SecretStore.namespaced('')).toThrow(new Error("SecretStore must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got ''"));
  expect(() => new ExternalSecrets(testChart(), 'Ledger', { store: SecretStore.cluster('aws'), secrets: [USER] })).toThrow(
    new Error("id of external secrets must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got 'Ledger'"),
  );
});
