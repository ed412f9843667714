import { sequencerConfig } from '../../../lib/config/daml2/sequencer';
import { Hocon } from '../../../lib/config/hocon/hocon';
import { SequencerConfig } from '../../../lib/config/node-config';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { DEFAULT_NODE, FULL_NODE, OTHER_NODE } from '../support/fixtures';
import { SEQUENCER } from '../support/keys';
import { paths, read, textOf } from '../support/read';

const DEFAULT: SequencerConfig = {
  ...DEFAULT_NODE, publicApiTls: Tls.fromSecret('node-1-tls'), publicApiHosts: ['node-1.iou.svc'], totalNodeCount: 10, httpHealth: false,
};

const FULL: Required<Omit<SequencerConfig, 'driver'>> = { ...DEFAULT, ...FULL_NODE, totalNodeCount: 32, httpHealth: true };

const ON_A_CHAIN: SequencerConfig = {
  ...DEFAULT,
  totalNodeCount: undefined,
  driver: { type: 'fabric', config: Hocon.of({ channel: { name: 'iou' }, user: { key: Hocon.secretFile(SecretKey.of('fabric', 'user.key'), 'key of the Fabric user') } }) },
};

const OTHER: SequencerConfig = { ...DEFAULT, ...OTHER_NODE, publicApiTls: Tls.disabled() };

/** Its public API, to members that may ask whether it is there as often as gRPC lets them. */
const OPEN = { 'address': '0.0.0.0', 'port': 4401, 'keep-alive-server': { 'permit-keep-alive-time': '5s' } };

async function sequencer(config: SequencerConfig): Promise<any> {
  return (await read(sequencerConfig(config))).canton.sequencers['node-1'];
}

test('the default configuration', () => {
  expect(textOf(sequencerConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(sequencerConfig(FULL))).toMatchSnapshot();
});

test.each([['by default', DEFAULT], ['with everything', FULL], ['with Oracle, Google\'s KMS and no TLS', OTHER]])(
  'every key is one that a sequencer knows, %s', async (_, config) => {
    expect(paths(await read(sequencerConfig(config))).filter((path) => !SEQUENCER.includes(path))).toEqual([]);
  },
);

test('all its instances serve at once, and count how many there may ever be', async () => {
  expect((await sequencer(DEFAULT)).sequencer).toEqual({ 'type': 'database', 'high-availability': { 'enabled': true, 'total-node-count': 10 } });
  expect((await sequencer(FULL)).sequencer['high-availability']['total-node-count']).toBe(32);
});

test('on a blockchain the driver has its name and its own keys as they were given, and there is nothing to agree on in a database', async () => {
  expect((await sequencer(ON_A_CHAIN)).sequencer).toEqual({ type: 'fabric', config: { channel: { name: 'iou' }, user: { key: '/secrets/fabric/user.key' } } });
  expect(textOf(sequencerConfig(ON_A_CHAIN))).not.toMatch(/high-availability|total-node-count|replication/);
  expect((await sequencer(ON_A_CHAIN)).storage.type).toBe('postgres');
});

test('it knows no hot standby', async () => {
  expect(await sequencer(FULL)).not.toHaveProperty('replication');
  expect(textOf(sequencerConfig(FULL))).not.toContain('replication');
});

test('its public API has TLS of its own, without client certificates', async () => {
  expect((await sequencer(FULL))['public-api']).toEqual({
    ...OPEN,
    tls: {
      'cert-chain-file': '/secrets/node-1-tls/tls.crt',
      'private-key-file': '/secrets/node-1-tls/tls.key',
      'minimum-server-protocol-version': 'TLSv1.3',
      'ciphers': null,
    },
  });
  expect((await sequencer(OTHER))['public-api']).toEqual(OPEN);
});

test('its APIs have Canton\'s own ports', async () => {
  const { 'admin-api': adminApi, monitoring } = await sequencer(DEFAULT);
  expect([adminApi.port, monitoring['grpc-health-server'].port]).toEqual([4402, 4403]);
});

test('by HTTP it says no more than that it lives, and only where somebody asks: is-active fails on a process without participants', async () => {
  expect((await read(sequencerConfig(DEFAULT))).canton.monitoring).not.toHaveProperty('health');
  expect((await read(sequencerConfig(FULL))).canton.monitoring.health).toEqual({
    server: { address: '0.0.0.0', port: 8080 }, check: { type: 'always-healthy' },
  });
});
