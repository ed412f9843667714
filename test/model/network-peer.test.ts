import { NetworkPeer } from '../../lib/model/network-peer';

test('is pods with labels, in a namespace', () => {
  expect(NetworkPeer.pods({ app: 'bank' }, 'apps')._peer).toEqual({ labels: { app: 'bank' }, namespace: 'apps' });
});

test('is a namespace', () => {
  expect(NetworkPeer.namespace('monitoring')._peer).toEqual({ namespace: 'monitoring' });
});

test.each(['10.20.0.0/16', '0.0.0.0/0', '192.168.1.1/32', '2001:db8::/32', '::/0'])('is the addresses %s', (cidr) => {
  expect(NetworkPeer.cidr(cidr)._peer).toEqual({ cidr });
});

test.each<[string, () => NetworkPeer, string]>([
  [
    'pods without labels', () => NetworkPeer.pods({}, 'apps'),
    'network peer: at least one label is needed, got none; use NetworkPeer.namespace for all pods of a namespace',
  ],
  [
    'a namespace that cannot be', () => NetworkPeer.namespace('Monitoring'),
    "namespace of network peer must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got 'Monitoring'",
  ],
  [
    'pods in a namespace that cannot be', () => NetworkPeer.pods({ app: 'bank' }, ''),
    "namespace of network peer must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got ''",
  ],
  ['an address without a length', () => NetworkPeer.cidr('10.20.0.0'), "network peer: CIDR must look like 10.20.0.0/16, got '10.20.0.0'"],
  ['more digits than an address has', () => NetworkPeer.cidr('1000.0.0.0/8'), "network peer: CIDR must look like 10.20.0.0/16, got '1000.0.0.0/8'"],
  ['more digits at its end', () => NetworkPeer.cidr('10.0.0.1000/8'), "network peer: CIDR must look like 10.20.0.0/16, got '10.0.0.1000/8'"],
  ['a length of three digits', () => NetworkPeer.cidr('10.0.0.0/100'), "network peer: CIDR must look like 10.20.0.0/16, got '10.0.0.0/100'"],
  ['a length of four digits', () => NetworkPeer.cidr('::/1000'), "network peer: CIDR must look like 10.20.0.0/16, got '::/1000'"],
  ['a name', () => NetworkPeer.cidr('db.example.com/16'), "network peer: CIDR must look like 10.20.0.0/16, got 'db.example.com/16'"],
  ['nothing', () => NetworkPeer.cidr(''), "network peer: CIDR must look like 10.20.0.0/16, got ''"],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test.each(['999.1.1.1/16', '10.20.0.0/33', ':/1', 'fe80::/129'])('refuses %s, as Kubernetes does', (cidr) => {
  expect(() => NetworkPeer.cidr(cidr)).toThrow(new Error(`network peer: CIDR must look like 10.20.0.0/16, got '${cidr}'`));
});

test('refuses labels that Kubernetes does not know', () => {
  expect(() => NetworkPeer.pods({ 'app name': 'bank' }, 'apps')).toThrow(/^network peer: .*app name/);
});
