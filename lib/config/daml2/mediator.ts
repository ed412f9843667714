import { adminApi, cantonFile, crypto, grpcHealthServer, replication, sequencerClient } from './node';
import { storageConfig } from './storage';
import { PORTS } from '../../model/ports';
import { Hocon } from '../hocon/hocon';
import { MediatorConfig } from '../node-config';

/** `canton.mediators.<name>` (facts A.6). */
export function mediatorConfig(config: MediatorConfig): Hocon {
  return cantonFile('mediators', config, {
    'storage': storageConfig(config.storage),
    'replication': replication(config.failoverTiming),
    'sequencer-client': sequencerClient(config.failoverTiming),
    'admin-api': adminApi(PORTS.mediator.adminApi, config),
    'crypto': crypto(config.kms),
    'monitoring': grpcHealthServer(PORTS.mediator.grpcHealth),
  });
}
