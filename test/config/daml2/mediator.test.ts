import { mediatorConfig } from '../../../lib/config/daml2/mediator';
import { MediatorConfig } from '../../../lib/config/node-config';
import { FailoverTiming } from '../../../lib/model/failover-timing';
import { DEFAULT_NODE, FULL_NODE, OTHER_NODE, TIMING } from '../support/fixtures';
import { MEDIATOR } from '../support/keys';
import { paths, read, textOf } from '../support/read';

const DEFAULT: MediatorConfig = { ...DEFAULT_NODE, failoverTiming: FailoverTiming.defaults() };
const FULL: Required<MediatorConfig> = { ...FULL_NODE, failoverTiming: TIMING };
const OTHER: MediatorConfig = { ...OTHER_NODE, failoverTiming: FailoverTiming.fast() };

async function mediator(config: MediatorConfig): Promise<any> {
  return (await read(mediatorConfig(config))).canton.mediators['node-1'];
}

test('the default configuration', () => {
  expect(textOf(mediatorConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(mediatorConfig(FULL))).toMatchSnapshot();
});

test.each([['by default', DEFAULT], ['with everything', FULL], ['with Oracle, Google\'s KMS and no TLS', OTHER]])(
  'every key is one that a mediator knows, %s', async (_, config) => {
    expect(paths(await read(mediatorConfig(config))).filter((path) => !MEDIATOR.includes(path))).toEqual([]);
  },
);

test('it is a hot standby of its other instances', async () => {
  expect((await mediator(DEFAULT)).replication).toEqual({ enabled: true });
  expect((await mediator(FULL)).replication.enabled).toBe(true);
});

test('it has an admin API and nothing else that anybody could call', async () => {
  const node = await mediator(FULL);
  expect(Object.keys(node)).toEqual(['admin-api', 'crypto', 'monitoring', 'replication', 'sequencer-client', 'storage']);
  expect([node['admin-api'].port, node.monitoring['grpc-health-server'].port]).toEqual([4602, 4603]);
  expect((await read(mediatorConfig(FULL))).canton.monitoring).not.toHaveProperty('health');
});

test('it is told its identity by the bootstrap', async () => {
  expect(await mediator(FULL)).not.toHaveProperty('init');
});

test('it gives up a sequencer that is silent when its timing says so, and as Canton does otherwise', async () => {
  expect((await mediator(FULL))['sequencer-client']).toEqual({ 'keep-alive-client': { time: '30s', timeout: '2500ms' } });
  expect(await mediator({ ...FULL, failoverTiming: FailoverTiming.defaults() })).not.toHaveProperty('sequencer-client');
});
