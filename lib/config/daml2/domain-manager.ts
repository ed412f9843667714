import { adminApi, cantonFile, crypto, grpcHealthServer, replication } from './node';
import { storageConfig } from './storage';
import { PORTS } from '../../model/ports';
import { Hocon } from '../hocon/hocon';
import { DomainManagerConfig } from '../node-config';

/** `canton.domain-managers.<name>` (facts A.7). The protocol version is mandatory and is fixed for the life of the domain (rule R57). */
export function domainManagerConfig(config: DomainManagerConfig): Hocon {
  return cantonFile('domain-managers', config, {
    'storage': storageConfig(config.storage),
    'replication': replication(config.failoverTiming),
    'init': { 'domain-parameters': { 'protocol-version': config.protocolVersion } },
    'topology': { open: config.open },
    'admin-api': adminApi(PORTS.domainManager.adminApi, config),
    'crypto': crypto(config.kms),
    'monitoring': grpcHealthServer(PORTS.domainManager.grpcHealth),
  });
}
