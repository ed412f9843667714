import { mediatorConfig } from '../../../lib/config/canton3/mediator';
import { MediatorConfig } from '../../../lib/config/node-config';
import { FailoverTiming } from '../../../lib/model/failover-timing';
import { DEFAULT_3, FULL_3, OTHER_3 } from '../support/canton3-fixtures';
import { MEDIATOR } from '../support/canton3-keys';
import { TIMING } from '../support/fixtures';
import { paths, read, textOf } from '../support/read';

const DEFAULT: MediatorConfig = { ...DEFAULT_3, failoverTiming: FailoverTiming.defaults() };
const FULL: Required<MediatorConfig> = { ...FULL_3, failoverTiming: TIMING };

async function mediator(config: MediatorConfig): Promise<any> {
  return (await read(mediatorConfig(config))).canton.mediators['node-1'];
}

test('the default configuration', () => {
  expect(textOf(mediatorConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(mediatorConfig(FULL))).toMatchSnapshot();
});

test.each([['by default', DEFAULT], ['with everything', FULL], ['with Google\'s KMS and no TLS', OTHER_3]])(
  'every key is one that a mediator knows, %s', async (_, config) => {
    expect(paths(await read(mediatorConfig(config))).filter((path) => !MEDIATOR.includes(path))).toEqual([]);
  },
);

test('it is a hot standby of its other instances, where the release knows that', async () => {
  expect((await mediator(DEFAULT)).replication).toEqual({ enabled: true });
  expect(await mediator(OTHER_3)).not.toHaveProperty('replication');
});

test('it has an admin API and nothing else that anybody could call', async () => {
  const node = await mediator(FULL);
  expect(Object.keys(node)).toEqual(['admin-api', 'crypto', 'monitoring', 'replication', 'sequencer-client', 'storage']);
  expect([node['admin-api'].port, node.monitoring]).toEqual([4602, { 'grpc-health-server': { address: '0.0.0.0', port: 4603 } }]);
});

test('it gives up a sequencer that is silent when its timing says so, and as Canton does otherwise', async () => {
  expect((await mediator(FULL))['sequencer-client']).toEqual({ 'keep-alive-client': { time: '30s', timeout: '2500ms' } });
  expect(await mediator({ ...FULL, failoverTiming: FailoverTiming.defaults() })).not.toHaveProperty('sequencer-client');
});
