import * as fs from 'fs';
import * as path from 'path';
import { Duration } from 'cdk8s';
import { RouterConfig, routerConfig } from '../../../lib/config/haproxy/router';
import { routerOptions } from '../../../lib/model/router';
import { RouterTls } from '../../../lib/model/router-tls';
import { Tls } from '../../../lib/model/tls';
import { inTempFolder, installed, run, testWith } from '../../support/tools';

const INSTANCES = Tls.mutual('p-tls', { clientSecretName: 'p-client-tls' });

const reencrypting = (front: Tls, clientSecretName?: string) => routerOptions({ tls: RouterTls.reencrypt({ front, clientSecretName }) });

/** A router in front of a participant of two instances. */
function config(over: Partial<RouterConfig> = {}): RouterConfig {
  return {
    router: routerOptions({}),
    hosts: ['p-0', 'p-1'].map((name) => ({ name: `${name}.test.svc.cluster.local`, addresses: 2 })),
    apis: { 'ledger-api': { port: 4001, tls: INSTANCES }, 'admin-api': { port: 4002, tls: INSTANCES } },
    healthPort: 8080,
    statusPort: 8404,
    certificateName: 'p.test.svc',
    ...over,
  };
}

const KINDS: [string, RouterConfig][] = [
  ['TLS that passes through', config()],
  ['mutual TLS in front and behind', config({ router: reencrypting(Tls.mutual('proxy-tls', { clientSecretName: 'app-tls' }), 'proxy-client-tls') })],
  ['TLS in front and behind, without client certificates', config({
    router: reencrypting(Tls.fromSecret('proxy-tls')), apis: { 'public-api': { port: 4401, tls: Tls.fromSecret('s-tls') } },
  })],
  ['the JSON API, which is HTTP/1.1 on its way in and on', config({
    router: reencrypting(Tls.fromSecret('proxy-tls')), apis: { 'http-ledger-api': { port: 7575, tls: Tls.fromSecret('p-tls'), http1: true } },
  })],
  ['TLS that ends in the router', config({ router: reencrypting(Tls.fromSecret('proxy-tls')), apis: { 'public-api': { port: 4401, tls: Tls.disabled() } } })],
];

test.each(KINDS)('the text for %s', (_, kind) => {
  expect(routerConfig(kind).text).toMatchSnapshot();
});

testWith(installed('haproxy', '-v'), 'haproxy').each(KINDS)('HAProxy itself accepts the text for %s', (_, kind) => {
  inTempFolder((folder) => {
    const { text, files } = routerConfig(kind);
    selfSigned(folder, files.map(({ secret }) => `${secret.secretName}/${secret.key}`));
    const file = path.join(folder, 'haproxy.cfg');
    fs.writeFileSync(file, text.replace(/\/secrets\//g, `${folder}/`));
    expect(run('haproxy', '-c', '-f', file)).toContain('Configuration file is valid');
  });
}, 30_000);

test('health is asked by plain HTTP/1.1 on its own port, as often and as patiently as the options say', () => {
  const { text } = routerConfig(config({ router: routerOptions({ interval: Duration.millis(1500), rise: 3, fall: 4 }) }));
  expect(text).toContain('http-check connect port 8080 proto h1');
  expect(text).toContain('check port 8080 inter 1500ms fastinter 500ms downinter 500ms rise 3 fall 4');
  expect(text).toContain('timeout check 1500ms');
});

test('connections to an instance that is no longer active are cut', () => {
  expect(routerConfig(config()).text.match(/on-marked-down shutdown-sessions/g)).toHaveLength(2);
});

test('no time-out of a connection is below an hour', () => {
  const { text } = routerConfig(config());
  expect(text).toMatch(/^ {2}timeout client 1h$/m);
  expect(text).toMatch(/^ {2}timeout server 1h$/m);
  expect(routerConfig(config({ router: routerOptions({ idleTimeout: Duration.hours(3) }) })).text).toMatch(/^ {2}timeout client 3h$/m);
});

test('TLS that passes through is not looked into: no file is needed', () => {
  const { text, files } = routerConfig(config());
  expect(files).toEqual([]);
  expect(text).not.toMatch(/bind .* ssl/);
  expect(text).toMatch(/^ {2}mode tcp$/m);
});

test('a router between two TLS connections demands certificates of clients and shows its own behind', () => {
  const { text, files } = routerConfig(KINDS[1][1]);
  expect(text).toContain('bind :4001 ssl crt /secrets/proxy-tls/tls.crt alpn h2 verify required ca-file /secrets/proxy-tls/ca.crt');
  expect(text).toContain('ssl verify required ca-file /secrets/p-tls/ca.crt verifyhost p.test.svc sni str(p.test.svc) alpn h2 proto h2 crt /secrets/proxy-client-tls/tls.crt');
  expect([...new Set(files.map(({ secret }) => String(secret)))].sort()).toEqual([
    'p-tls/ca.crt', 'proxy-client-tls/tls.crt', 'proxy-client-tls/tls.key', 'proxy-tls/ca.crt', 'proxy-tls/tls.crt', 'proxy-tls/tls.key',
  ]);
});

test('a JSON API without TLS is spoken to as it is', () => {
  const { text } = routerConfig(config({ router: reencrypting(Tls.fromSecret('proxy-tls')), apis: { 'http-ledger-api': { port: 7575, tls: Tls.disabled(), http1: true } } }));
  expect(text).toContain('alpn h2,http/1.1');
  expect(text).not.toContain('proto h2');
});

test('front certificates must be called as HAProxy pairs them', () => {
  const front = Tls.fromSecret('proxy-tls', { certificateKey: 'chain.pem', privateKeyKey: 'key.pem' });
  expect(() => RouterTls.reencrypt({ front })).toThrow(new Error(
    'RouterTls.reencrypt: the keys of front must be called x.crt and x.key, got \'chain.pem\' and \'key.pem\'; HAProxy pairs them by name',
  ));
  expect(() => RouterTls.reencrypt({ front: Tls.disabled() })).toThrow(new Error(
    'RouterTls.reencrypt: front must have a certificate, use Tls.fromSecret or Tls.mutual',
  ));
});

/** One self-signed certificate under all of these names. */
function selfSigned(folder: string, files: string[]): void {
  const [key, certificate] = [path.join(folder, 'key'), path.join(folder, 'crt')];
  run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '1', '-subj', '/CN=p.test.svc');
  for (const file of files) {
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    fs.copyFileSync(file.endsWith('.key') ? key : certificate, path.join(folder, file));
  }
}

test('addresses are kept while no name server answers, and not when one says that there are none', () => {
  const { text } = routerConfig(config());
  expect(text).toContain('hold nx 10s');
  expect(['other', 'refused', 'timeout'].every((state) => text.includes(`hold ${state} 120s`))).toBe(true);
});
