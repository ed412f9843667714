import { domainManagerConfig } from '../../../lib/config/daml2/domain-manager';
import { mediatorConfig } from '../../../lib/config/daml2/mediator';
import { adminApi, api, cantonFile, crypto, grpcHealthServer, replication } from '../../../lib/config/daml2/node';
import { participantConfig } from '../../../lib/config/daml2/participant';
import { sequencerConfig } from '../../../lib/config/daml2/sequencer';
import { Hocon } from '../../../lib/config/hocon/hocon';
import { DomainManagerConfig, NodeConfig, ParticipantConfig, SequencerConfig } from '../../../lib/config/node-config';
import { FailoverTiming } from '../../../lib/model/failover-timing';
import { Kms, KmsKeys } from '../../../lib/model/kms';
import { LedgerApiAuth } from '../../../lib/model/ledger-api-auth';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { ARN, AWS_KMS, DEFAULT_NODE, FULL_NODE, GCP_KMS, OTHER_NODE, TIMING } from '../support/fixtures';
import { JDBC_KEYS } from '../support/keys';
import { leaves, paths, read, textOf } from '../support/read';

/** Whatever a node needs beside what all of them have. */
const REST: Omit<ParticipantConfig & SequencerConfig & DomainManagerConfig, keyof NodeConfig> = {
  auth: LedgerApiAuth.unsafeHmac256(SecretKey.of('hmac', 'secret')),
  ledgerApiTls: Tls.mutual('node-1-tls', { clientSecretName: 'app-tls' }),
  ledgerApiHosts: ['node-1.iou.svc'],
  publicApiTls: Tls.fromSecret('node-1-tls'),
  publicApiHosts: ['node-1.iou.svc'],
  totalNodeCount: 10,
  httpHealth: true,
  failoverTiming: TIMING,
  open: false,
  protocolVersion: 7,
};

const BUILDERS: [string, string, (config: NodeConfig) => Hocon][] = [
  ['participant', 'participants', (config) => participantConfig({ ...REST, ...config })],
  ['sequencer', 'sequencers', (config) => sequencerConfig({ ...REST, ...config })],
  ['mediator', 'mediators', (config) => mediatorConfig({ ...REST, ...config })],
  ['domain manager', 'domain-managers', (config) => domainManagerConfig({ ...REST, ...config })],
];

const NODES = [DEFAULT_NODE, FULL_NODE, OTHER_NODE];

describe.each(BUILDERS)('every configuration of a %s', (_, kind, build) => {
  async function node(config: NodeConfig): Promise<any> {
    return (await read(build(config))).canton[kind]['node-1'];
  }

  test('is one node of that kind, and what its process reports', async () => {
    for (const config of NODES) {
      const { canton, ...rest } = await read(build(config));
      expect(rest).toEqual({});
      expect(Object.keys(canton).sort()).toEqual(['monitoring', kind].sort());
      expect(Object.keys(canton[kind])).toEqual(['node-1']);
      expect(canton.monitoring.metrics).toEqual({
        'report-jvm-metrics': true, 'reporters': [{ type: 'prometheus', address: '0.0.0.0', port: 8081 }],
      });
    }
  });

  test('listens at all addresses of its pod', async () => {
    for (const config of NODES) {
      const addresses = leaves(await read(build(config))).filter(([path]) => /(^|\.)(?<!exporter\.)address$/.test(path));
      expect(addresses.length).toBeGreaterThanOrEqual(3);
      expect(addresses.map(([path, address]) => `${path}: ${address}`)).toEqual(addresses.map(([path]) => `${path}: 0.0.0.0`));
    }
  });

  test('has the size of its pool in storage.parameters.max-connections and nowhere else', async () => {
    for (const config of [FULL_NODE, OTHER_NODE]) {
      const tree = await read(build(config));
      expect(tree.canton[kind]['node-1'].storage.parameters['max-connections']).toBe(17);
      expect(leaves(tree).filter(([path, value]) => value === 17 || /connections|pool-size|num-?threads/i.test(path)))
        .toEqual([[`canton.${kind}.<n>.storage.parameters.max-connections`, 17]]);
    }
  });

  test('never migrates its database in passing', () => {
    NODES.forEach((config) => expect(textOf(build(config))).not.toContain('migrate-and-start'));
  });

  test('has keys in kebab case only, but for those of JDBC', async () => {
    for (const config of NODES) {
      const keys = paths(await read(build(config))).flatMap((path) => path.split('.')).map((key) => key.replace(/(\[\])+$/, ''));
      const known = ['<n>', ...JDBC_KEYS];
      expect([...new Set(keys)].filter((key) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(key) && !known.includes(key))).toEqual([]);
    }
  });

  test('has every password and every secret as an environment variable', () => {
    for (const config of NODES) {
      const secrets = textOf(build(config)).match(/^ *\S*(password|secret|token) = .*$/gim)!.map((line) => line.trim());
      expect(secrets.length).toBeGreaterThanOrEqual(1);
      secrets.forEach((line) => expect(line).toMatch(/^\S+ = \$\{(POSTGRES_PASSWORD|ORACLE_PASSWORD|LEDGER_API_HMAC_SECRET)\}$/));
    }
  });

  test('has the id of a wrapper key as plain text, also when it is an ARN with colons in it', async () => {
    expect(textOf(build(FULL_NODE))).toContain(`wrapper-key-id = "${ARN}"\n`);
    expect((await node(FULL_NODE)).crypto['private-key-store']).toEqual({ encryption: { 'type': 'kms', 'wrapper-key-id': ARN } });
  });

  test('has an admin API whose clients are known by their certificates, where TLS is mutual', async () => {
    expect((await node(FULL_NODE))['admin-api'].tls['client-auth'].type).toBe('require');
    expect((await node(DEFAULT_NODE))['admin-api'].tls).not.toHaveProperty('client-auth');
    expect((await node(OTHER_NODE))['admin-api']).not.toHaveProperty('tls');
  });

  test('says nothing of keys where there is no key management service', async () => {
    expect(await node(DEFAULT_NODE)).not.toHaveProperty('crypto');
  });
});

describe('keys', () => {
  const EXTERNAL = Kms.aws({ region: 'eu-central-1', keys: KmsKeys.external() });

  test.each<[string, Kms, object]>([
    ['wrapped by AWS', AWS_KMS, {
      'private-key-store': { encryption: { 'type': 'kms', 'wrapper-key-id': ARN } },
      'kms': {
        'type': 'aws',
        'region': 'eu-central-1',
        'multi-region-key': true,
        'audit-logging': true,
        'endpoint-override': 'https://vpce-1.kms.eu-central-1.vpce.amazonaws.com',
      },
    }],
    ['in AWS', EXTERNAL, { provider: 'kms', kms: { type: 'aws', region: 'eu-central-1' } }],
    ['in Google Cloud', GCP_KMS, {
      provider: 'kms', kms: { 'type': 'gcp', 'location-id': 'europe-west3', 'project-id': 'bank', 'key-ring-id': 'ledger' },
    }],
    ['wrapped by Google Cloud', Kms.gcp({ locationId: 'l', projectId: 'p', keyRingId: 'r', keys: KmsKeys.wrapped('k'), auditLogging: false }), {
      'private-key-store': { encryption: { 'type': 'kms', 'wrapper-key-id': 'k' } },
      'kms': { 'type': 'gcp', 'location-id': 'l', 'project-id': 'p', 'key-ring-id': 'r', 'audit-logging': false },
    }],
  ])('%s', async (_, kms, expected) => {
    expect(await read(Hocon.of(crypto(kms)))).toEqual(expected);
  });

  test('readable in the database are nothing to write', () => {
    expect(crypto(undefined)).toBeUndefined();
  });
});

test('a fast hot standby looks every second or so', () => {
  expect(replication(FailoverTiming.fast())).toEqual({
    'enabled': true,
    'connection-pool': { 'health-check-period': '500ms', 'connection': { 'passive-check-period': '1s', 'health-check-period': '500ms' } },
  });
});

test('an API is an address, a port, TLS, and what else it has', () => {
  expect(textOf(Hocon.of(api(1, undefined)))).toBe('address = "0.0.0.0"\nport = 1\n');
  expect(textOf(Hocon.of(api(1, Hocon.of({ a: 1 }), { b: 2 })))).toBe('address = "0.0.0.0"\nb = 2\nport = 1\ntls {\n  a = 1\n}\n');
});

test('an admin API has the certificate for the names that it is called by', () => {
  expect(textOf(Hocon.of(adminApi(4002, DEFAULT_NODE)))).toContain('cert-chain-file = "/secrets/node-1-admin-tls/tls.crt"');
});

test('health is asked by gRPC at a port of its own', () => {
  expect(grpcHealthServer(4003)).toEqual({ 'grpc-health-server': { address: '0.0.0.0', port: 4003 } });
});

test('a node whose name needs quotes has them', () => {
  expect(textOf(cantonFile('participants', { ...DEFAULT_NODE, name: '1-a' }, {}))).toContain('  participants {\n    "1-a" {}\n  }\n');
});
