import { cantonFile, commonParts } from './node';
import { serverTls } from './tls';
import { PORTS } from '../../model/ports';
import { crypto, grpcHealthServer, publicApi } from '../daml2/node';
import { Hocon } from '../hocon/hocon';
import { SequencerConfig } from '../node-config';

/**
 * `canton.sequencers.<name>` (facts F.2): one process an identity. Nothing is said of replication: where Canton has it on for a sequencer, it keeps a second
 * process away, and is no hot standby.
 */
export function sequencerConfig(config: SequencerConfig): Hocon {
  const { publicApi: publicPort, adminApi, grpcHealth } = PORTS.sequencer;
  return cantonFile('sequencers', config, {
    ...commonParts(config, adminApi),
    'public-api': publicApi(publicPort, serverTls(config.publicApiTls, config.publicApiHosts)),
    'sequencer': config.driver,
    'crypto': crypto(config.kms),
    'monitoring': grpcHealthServer(grpcHealth),
  });
}
