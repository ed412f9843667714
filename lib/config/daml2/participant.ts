import { adminApi, ALL_ADDRESSES, api, cantonFile, crypto, grpcHealthServer, replication, sequencerClient } from './node';
import { ledgerApiStorage, storageConfig } from './storage';
import { serverTls } from './tls';
import { durationText } from '../../model/duration';
import { AuthService } from '../../model/ledger-api-auth';
import { PORTS } from '../../model/ports';
import { refuse } from '../../model/validation';
import { Hocon } from '../hocon/hocon';
import { ParticipantConfig } from '../node-config';

/** `canton.participants.<name>` (facts A.4), with the HTTP health server that tells a proxy who is active (facts C.1). */
export function participantConfig(config: ParticipantConfig): Hocon {
  const { ledgerApi, adminApi: adminPort, grpcHealth, httpHealth } = PORTS.participant;
  const authServices = config.auth._services.map((service) => authService(config.name, service));
  return cantonFile('participants', config, {
    'storage': storageConfig(config.storage).merge(ledgerApiStorage(`participant '${config.name}'`, config.storage)),
    'replication': replication(config.failoverTiming),
    'sequencer-client': sequencerClient(config.failoverTiming),
    'ledger-api': api(ledgerApi, serverTls(config.ledgerApiTls, config.ledgerApiHosts), { 'auth-services': authServices }),
    'admin-api': adminApi(adminPort, config),
    'crypto': crypto(config.kms),
    'monitoring': grpcHealthServer(grpcHealth),
  }, {
    health: { server: { address: ALL_ADDRESSES, port: httpHealth }, check: { type: 'is-active', node: config.name } },
  });
}

/** One entry of `ledger-api.auth-services` (facts A.10). */
function authService(name: string, service: AuthService): Hocon {
  const { targetAudience, targetScope, privileged, users, maxTokenLifetime } = service.options;
  if (maxTokenLifetime !== undefined) {
    refuse(`participant '${name}': maxTokenLifetime of LedgerApiAuth must be left out with Daml 2.10, got ${durationText(maxTokenLifetime)}: it takes tokens of any life`);
  }
  return Hocon.of({
    'type': service.type,
    'url': service.url,
    'certificate': service.certificate && Hocon.secretFile(service.certificate, 'certificate that ledger API tokens are verified with (PEM)'),
    'secret': service.secret && Hocon.secret('LEDGER_API_HMAC_SECRET', service.secret, 'secret that ledger API tokens are signed and verified with'),
    'target-audience': targetAudience,
    'target-scope': targetScope,
    'privileged': privileged,
    'users': users,
  });
}
