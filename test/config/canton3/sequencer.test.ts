import { bftDriver } from '../../../lib/config/canton3/bft-driver';
import { referenceDriver } from '../../../lib/config/canton3/reference-driver';
import { sequencerConfig } from '../../../lib/config/canton3/sequencer';
import { hoconFile } from '../../../lib/config/config-file';
import { SequencerConfig } from '../../../lib/config/node-config';
import { Endpoint } from '../../../lib/model/endpoint';
import { Tls } from '../../../lib/model/tls';
import { DEFAULT_3, FULL_3, OTHER_3 } from '../support/canton3-fixtures';
import { SEQUENCER } from '../support/canton3-keys';
import { AURORA } from '../support/fixtures';
import { paths, read, textOf } from '../support/read';

const PEERS = [0, 1, 2, 3].map((index) => Endpoint.of(`sequencer-${index}.iou.svc`, 4404));
const orderer = (tls: Tls) => bftDriver({ self: PEERS[0], peers: PEERS.slice(1), port: 4404, tls });

const REFERENCE: SequencerConfig = {
  ...DEFAULT_3, publicApiTls: Tls.fromSecret('node-1-tls'), publicApiHosts: ['node-1.iou.svc'], httpHealth: false, driver: referenceDriver(AURORA),
};
const BFT: SequencerConfig = { ...REFERENCE, ...FULL_3, driver: orderer(Tls.fromSecret('node-1-tls')) };
const PLAIN: SequencerConfig = { ...REFERENCE, ...OTHER_3, publicApiTls: Tls.disabled(), driver: orderer(Tls.disabled()) };

async function sequencer(config: SequencerConfig): Promise<any> {
  return (await read(sequencerConfig(config))).canton.sequencers['node-1'];
}

test('one of those that share a database', () => {
  expect(textOf(sequencerConfig(REFERENCE))).toMatchSnapshot();
});

test('one of those that agree among themselves', () => {
  expect(textOf(sequencerConfig(BFT))).toMatchSnapshot();
});

test.each([['on a shared database', REFERENCE], ['among its peers', BFT], ['without TLS', PLAIN]])(
  'every key is one that a sequencer knows, %s', async (_, config) => {
    expect(paths(await read(sequencerConfig(config))).filter((path) => !SEQUENCER.includes(path))).toEqual([]);
  },
);

test('the shared database has variables of its own, beside those of its own database', () => {
  const { env } = hoconFile('sequencer.conf', sequencerConfig({ ...REFERENCE, ...FULL_3 }));
  expect(env.map(({ env: name }) => name)).toEqual([
    'DRIVER_POSTGRES_HOST', 'DRIVER_POSTGRES_PASSWORD', 'DRIVER_POSTGRES_PORT', 'DRIVER_POSTGRES_USER',
    'POSTGRES_HOST', 'POSTGRES_PASSWORD', 'POSTGRES_PORT', 'POSTGRES_USER',
  ]);
});

test('a driver is called what Canton calls it, in its letters', async () => {
  expect([(await sequencer(REFERENCE)).sequencer.type, (await sequencer(BFT)).sequencer.type]).toEqual(['reference', 'BFT']);
});

test('peers are said with address, port and TLS, which together tell them apart, and TLS is on unless it is off', async () => {
  const network = async (config: SequencerConfig) => (await sequencer(config)).sequencer.config['initial-network'];
  expect((await network(BFT))['server-endpoint']).toMatchObject({
    'address': '0.0.0.0',
    'port': 4404,
    'external-address': 'sequencer-0.iou.svc',
    'external-port': 4404,
    'external-tls-config': { 'enabled': true, 'trust-collection-file': '/secrets/node-1-tls/ca.crt' },
  });
  expect((await network(BFT))['peer-endpoints'].map(({ address }: { address: string }) => address)).toEqual(PEERS.slice(1).map(({ host }) => host));
  expect((await network(PLAIN))['server-endpoint']).toEqual({
    'address': '0.0.0.0', 'port': 4404, 'external-address': 'sequencer-0.iou.svc', 'external-port': 4404, 'external-tls-config': { enabled: false },
  });
  expect((await network(PLAIN))['peer-endpoints'][0]).toEqual({ 'address': 'sequencer-1.iou.svc', 'port': 4404, 'tls-config': { enabled: false } });
});

test('nothing is said of replication and of instances: each is one process', () => {
  expect(textOf(sequencerConfig(BFT))).not.toMatch(/replication|high-availability|total-node-count/);
});

test('it permits its members to ask whether it is there as often as gRPC lets them', async () => {
  expect((await sequencer(REFERENCE))['public-api']['keep-alive-server']).toEqual({ 'permit-keep-alive-time': '5s' });
});

test('its APIs have ports, and its public API asks for no client certificates', async () => {
  const { 'public-api': publicApi, 'admin-api': adminApi, monitoring } = await sequencer(REFERENCE);
  expect([publicApi.port, adminApi.port, monitoring]).toEqual([4401, 4402, { 'grpc-health-server': { address: '0.0.0.0', port: 4403 } }]);
  expect(Object.keys(publicApi.tls)).toEqual(['cert-chain-file', 'minimum-server-protocol-version', 'private-key-file']);
});
