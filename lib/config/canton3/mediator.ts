import { cantonFile, commonParts } from './node';
import { PORTS } from '../../model/ports';
import { crypto, grpcHealthServer, replication, sequencerClient } from '../daml2/node';
import { Hocon } from '../hocon/hocon';
import { MediatorConfig } from '../node-config';

/** `canton.mediators.<name>` (facts F.2). */
export function mediatorConfig(config: MediatorConfig): Hocon {
  const { adminApi, grpcHealth } = PORTS.mediator;
  return cantonFile('mediators', config, {
    ...commonParts(config, adminApi),
    'replication': config.failoverTiming && replication(config.failoverTiming),
    'sequencer-client': sequencerClient(config.failoverTiming),
    'crypto': crypto(config.kms),
    'monitoring': grpcHealthServer(grpcHealth),
  });
}
