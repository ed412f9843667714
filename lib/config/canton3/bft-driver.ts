import { serverTls } from './tls';
import { Endpoint } from '../../model/endpoint';
import { Tls } from '../../model/tls';
import { ALL_ADDRESSES } from '../daml2/node';
import { trustFile } from '../daml2/tls';
import { Hocon } from '../hocon/hocon';
import { SequencerDriverConfig } from '../node-config';

/** One orderer of a Byzantine fault tolerant network, as it and the others know it. */
export interface BftOrderer {
  /** Where the others reach it. */
  readonly self: Endpoint;
  readonly peers: Endpoint[];
  /** Port that it listens at. */
  readonly port: number;
  /** Of all of them. */
  readonly tls: Tls;
}

/** Orderers that agree on blocks among themselves (facts F.2). Peers are told apart by address, port and whether they have TLS, so all of it is said. */
export function bftDriver({ self, peers, port, tls }: BftOrderer): SequencerDriverConfig {
  const network = {
    'server-endpoint': {
      'address': ALL_ADDRESSES,
      port,
      'external-address': self.host,
      'external-port': self.port,
      'external-tls-config': peerTls(tls, self),
      'tls': serverTls(tls, [self.host]),
    },
    'peer-endpoints': peers.map((peer) => ({ 'address': peer.host, 'port': peer.port, 'tls-config': peerTls(tls, peer) })),
  };
  return { type: 'BFT', config: Hocon.of({ 'initial-network': network }) };
}

/** It is on where nothing is said. */
function peerTls(tls: Tls, { host }: Endpoint): object {
  return tls.enabled ? { 'enabled': true, 'trust-collection-file': trustFile(tls, host) } : { enabled: false };
}
