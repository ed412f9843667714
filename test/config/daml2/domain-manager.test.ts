import { domainManagerConfig } from '../../../lib/config/daml2/domain-manager';
import { DomainManagerConfig } from '../../../lib/config/node-config';
import { FailoverTiming } from '../../../lib/model/failover-timing';
import { DEFAULT_NODE, FULL_NODE, OTHER_NODE, TIMING } from '../support/fixtures';
import { DOMAIN_MANAGER } from '../support/keys';
import { paths, read, textOf } from '../support/read';

const DEFAULT: DomainManagerConfig = { ...DEFAULT_NODE, failoverTiming: FailoverTiming.defaults(), open: false, protocolVersion: 7 };
const FULL: Required<DomainManagerConfig> = { ...FULL_NODE, failoverTiming: TIMING, open: true, protocolVersion: 5 };
const OTHER: DomainManagerConfig = { ...DEFAULT, ...OTHER_NODE };

async function manager(config: DomainManagerConfig): Promise<any> {
  return (await read(domainManagerConfig(config))).canton['domain-managers']['node-1'];
}

test('the default configuration', () => {
  expect(textOf(domainManagerConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(domainManagerConfig(FULL))).toMatchSnapshot();
});

test.each([['by default', DEFAULT], ['with everything', FULL], ['with Oracle, Google\'s KMS and no TLS', OTHER]])(
  'every key is one that a domain manager knows, %s', async (_, config) => {
    expect(paths(await read(domainManagerConfig(config))).filter((path) => !DOMAIN_MANAGER.includes(path))).toEqual([]);
  },
);

test('it names the protocol version of its domain, as a number, in init.domain-parameters', async () => {
  expect((await manager(DEFAULT)).init).toEqual({ 'domain-parameters': { 'protocol-version': 7 } });
  expect((await manager(FULL)).init).toEqual({ 'domain-parameters': { 'protocol-version': 5 } });
  expect(textOf(domainManagerConfig(DEFAULT)).match(/\bprotocol-version = \d.*$/gm)).toEqual(['protocol-version = 7']);
});

test('it always says whether its domain is open, which Canton would take it for', async () => {
  expect((await manager(DEFAULT)).topology).toEqual({ open: false });
  expect((await manager(FULL)).topology).toEqual({ open: true });
});

test('it is a hot standby of its other instances', async () => {
  expect((await manager(DEFAULT)).replication).toEqual({ enabled: true });
  expect((await manager(FULL)).replication.enabled).toBe(true);
});

test('it has an admin API and nothing else that anybody could call', async () => {
  const node = await manager(FULL);
  expect(Object.keys(node)).toEqual(['admin-api', 'crypto', 'init', 'monitoring', 'replication', 'storage', 'topology']);
  expect([node['admin-api'].port, node.monitoring['grpc-health-server'].port]).toEqual([4801, 4803]);
  expect((await read(domainManagerConfig(FULL))).canton.monitoring).not.toHaveProperty('health');
});
