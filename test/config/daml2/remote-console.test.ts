import { hoconFile } from '../../../lib/config/config-file';
import { RemoteConsoleConfig, remoteConsoleConfig } from '../../../lib/config/daml2/remote-console';
import { Endpoint } from '../../../lib/model/endpoint';
import { SecretKey } from '../../../lib/model/secret-key';
import { Tls } from '../../../lib/model/tls';
import { REMOTE_CONSOLE } from '../support/keys';
import { paths, read, textOf } from '../support/read';

const api = (host: string, port: number, tls: Tls) => ({ endpoint: Endpoint.of(host, port), tls });
const MUTUAL = Tls.mutual('p1-tls', { clientSecretName: 'console-tls' });
const ONE_SIDED = Tls.fromSecret('p1-tls');

const DEFAULT: RemoteConsoleConfig = {
  participants: { 'participant-0': { ledgerApi: api('p1.iou.svc', 4001, ONE_SIDED), adminApi: api('p1.iou.svc', 4002, ONE_SIDED) } },
};

const FULL: Required<RemoteConsoleConfig> = {
  participants: { 'participant-0': { ledgerApi: api('p1.iou.svc', 4001, Tls.disabled()), adminApi: api('p1.iou.svc', 4002, MUTUAL) } },
  sequencers: {
    sequencer: {
      publicApi: api('sequencer.iou.svc', 4401, Tls.trusting(SecretKey.of('ca', 'ca.crt'))),
      adminApi: api('sequencer-admin.iou.svc', 4402, MUTUAL),
    },
  },
  mediators: { 'mediator-0-0': { adminApi: api('mediator-0.iou.svc', 4602, Tls.trustingPublicAuthorities()) } },
  domainManagers: {
    'manager-0': { adminApi: api('manager-0.iou.svc', 4801, Tls.disabled()) },
    'manager-1': { adminApi: api('manager-1.iou.svc', 4801, MUTUAL) },
  },
};

test('the default configuration', () => {
  expect(textOf(remoteConsoleConfig(DEFAULT))).toMatchSnapshot();
});

test('the configuration with everything', () => {
  expect(textOf(remoteConsoleConfig(FULL))).toMatchSnapshot();
});

test.each([['by default', DEFAULT], ['with everything', FULL]])('every key is one that a console knows, %s', async (_, config) => {
  expect(paths(await read(remoteConsoleConfig(config))).filter((path) => !REMOTE_CONSOLE.includes(path))).toEqual([]);
});

test('every node is called at its own address', async () => {
  const { canton } = await read(remoteConsoleConfig(FULL));
  expect(canton['remote-sequencers'].sequencer['public-api']).toEqual({
    address: 'sequencer.iou.svc', port: 4401, tls: { 'enabled': true, 'trust-collection-file': '/secrets/ca/ca.crt' },
  });
  expect(canton['remote-sequencers'].sequencer['admin-api']).toMatchObject({ address: 'sequencer-admin.iou.svc', port: 4402 });
  expect(canton['remote-domain-managers']['manager-0']).toEqual({ 'admin-api': { address: 'manager-0.iou.svc', port: 4801 } });
  expect(canton['remote-mediators']['mediator-0-0']['admin-api'].tls).toEqual({ enabled: true });
});

test('kinds of nodes that are not there are not named', async () => {
  expect(Object.keys((await read(remoteConsoleConfig(DEFAULT))).canton)).toEqual(['remote-participants']);
});

test('the console shows a certificate where one is demanded, and needs the files for it', () => {
  expect(hoconFile('remote.conf', remoteConsoleConfig({ mediators: { m: { adminApi: api('m.iou.svc', 4602, MUTUAL) } } })).files).toEqual([
    { secret: SecretKey.of('console-tls', 'tls.crt'), purpose: 'client certificate for m.iou.svc (PEM)' },
    { secret: SecretKey.of('console-tls', 'tls.key'), purpose: 'private key of that certificate (PEM, unencrypted PKCS8)' },
    { secret: SecretKey.of('p1-tls', 'ca.crt'), purpose: 'root certificates that m.iou.svc is checked against (PEM)' },
  ]);
});

test('the console shows a token where one is demanded, from a variable of that node', async () => {
  const token = SecretKey.of('admin', 'jwt');
  const tree = remoteConsoleConfig({ mediators: { 'mediator-0-1': { adminApi: { ...api('m.iou.svc', 4602, Tls.disabled()), token } } } });
  expect((await read(tree)).canton['remote-mediators']['mediator-0-1'].token).toBe('<ADMIN_API_TOKEN_MEDIATOR_0_1>');
  expect(hoconFile('remote.conf', tree).env).toEqual([
    { env: 'ADMIN_API_TOKEN_MEDIATOR_0_1', secret: token, purpose: 'token for the admin API at m.iou.svc' },
  ]);
});

test('it holds no secret: neither token nor password', () => {
  expect(textOf(remoteConsoleConfig(FULL))).not.toMatch(/token|password|secret =/);
});
