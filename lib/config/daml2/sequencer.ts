import { adminApi, ALL_ADDRESSES, cantonFile, crypto, grpcHealthServer, publicApi } from './node';
import { storageConfig } from './storage';
import { serverTls } from './tls';
import { PORTS } from '../../model/ports';
import { Hocon } from '../hocon/hocon';
import { SequencerConfig } from '../node-config';

/** `canton.sequencers.<name>` (facts A.5). All instances on a database have the same text: their indexes are handed out by the database. */
export function sequencerConfig(config: SequencerConfig): Hocon {
  const { publicApi: publicPort, adminApi: adminPort, grpcHealth, httpHealth } = PORTS.sequencer;
  // On a process without participants `is-active` always fails (facts C.1).
  const health = { server: { address: ALL_ADDRESSES, port: httpHealth }, check: { type: 'always-healthy' } };
  return cantonFile('sequencers', config, {
    'storage': storageConfig(config.storage),
    'public-api': publicApi(publicPort, serverTls(config.publicApiTls, config.publicApiHosts)),
    'admin-api': adminApi(adminPort, config),
    'sequencer': config.driver ?? database(config.totalNodeCount),
    'crypto': crypto(config.kms),
    'monitoring': grpcHealthServer(grpcHealth),
  }, config.httpHealth ? { health } : {});
}

/** Instances on one database agree on an index each. */
function database(totalNodeCount: number | undefined): object {
  return { 'type': 'database', 'high-availability': { 'enabled': true, 'total-node-count': totalNodeCount } };
}
