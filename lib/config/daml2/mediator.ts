import { adminApi, cantonFile, crypto, grpcHealthServer, NodeConfig, replication } from './node';
import { storageConfig } from './storage';
import { FailoverTiming } from '../../model/failover-timing';
import { PORTS } from '../../model/ports';
import { Hocon } from '../hocon/hocon';

/** A mediator. It is told its identity and its domain by the bootstrap. */
export interface MediatorConfig extends NodeConfig {
  readonly failoverTiming: FailoverTiming;
}

/** `canton.mediators.<name>` (facts A.6). */
export function mediatorConfig(config: MediatorConfig): Hocon {
  return cantonFile('mediators', config.name, {
    'storage': storageConfig(config.storage),
    'replication': replication(config.failoverTiming),
    'admin-api': adminApi(PORTS.mediator.adminApi, config),
    'crypto': crypto(config.kms),
    'monitoring': grpcHealthServer(PORTS.mediator.grpcHealth),
  });
}
