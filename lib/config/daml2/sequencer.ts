import { adminApi, ALL_ADDRESSES, api, cantonFile, crypto, grpcHealthServer, NodeConfig } from './node';
import { storageConfig } from './storage';
import { serverTls } from './tls';
import { PORTS } from '../../model/ports';
import { Tls } from '../../model/tls';
import { Hocon } from '../hocon/hocon';

/** A sequencer on an SQL database. */
export interface SequencerConfig extends NodeConfig {
  /** Without client certificates, which its clients do not have (rule R41). */
  readonly publicApiTls: Tls;
  /** The names that the public API is called by. */
  readonly publicApiHosts: string[];
  /** How many sequencers may ever share the database (rule R37). */
  readonly totalNodeCount: number;
  /** Whether a load balancer asks for its health by HTTP. */
  readonly httpHealth: boolean;
}

/** `canton.sequencers.<name>` (facts A.5). All instances have the same text: their indexes are handed out by the database. */
export function sequencerConfig(config: SequencerConfig): Hocon {
  const { publicApi, adminApi: adminPort, grpcHealth, httpHealth } = PORTS.sequencer;
  // On a process without participants `is-active` always fails (facts C.1).
  const health = { server: { address: ALL_ADDRESSES, port: httpHealth }, check: { type: 'always-healthy' } };
  return cantonFile('sequencers', config.name, {
    'storage': storageConfig(config.storage),
    'public-api': api(publicApi, serverTls(config.publicApiTls, config.publicApiHosts)),
    'admin-api': adminApi(adminPort, config),
    'sequencer': { 'type': 'database', 'high-availability': { 'enabled': true, 'total-node-count': config.totalNodeCount } },
    'crypto': crypto(config.kms),
    'monitoring': grpcHealthServer(grpcHealth),
  }, config.httpHealth ? { health } : {});
}
