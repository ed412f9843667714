import { cantonFile, commonParts, httpHealthServer } from './node';
import { ledgerApiTls } from './tls';
import { durationText } from '../../model/duration';
import { AuthService } from '../../model/ledger-api-auth';
import { PORTS } from '../../model/ports';
import { refuse } from '../../model/validation';
import { ALL_ADDRESSES, api, crypto, grpcHealthServer, replication } from '../daml2/node';
import { Hocon } from '../hocon/hocon';
import { ParticipantConfig } from '../node-config';

/** `canton.participants.<name>` (facts F.2), with the JSON API, which lives and dies with the Ledger API and has its TLS (facts F.3). */
export function participantConfig(config: ParticipantConfig): Hocon {
  const { ledgerApi, adminApi, grpcHealth, httpHealth, httpLedgerApi } = PORTS.participant;
  const authServices = distinct(config.name, config.auth._services).map((service) => authService(config.name, service));
  return cantonFile('participants', config.name, {
    ...commonParts(config, adminApi),
    'replication': config.failoverTiming && replication(config.failoverTiming),
    'ledger-api': api(ledgerApi, ledgerApiTls(config.ledgerApiTls, config.ledgerApiHosts), { 'auth-services': authServices }),
    'http-ledger-api': { address: ALL_ADDRESSES, port: httpLedgerApi },
    'crypto': crypto(config.kms),
    'monitoring': { ...grpcHealthServer(grpcHealth), ...httpHealthServer(httpHealth) },
  });
}

/** Canton 3 does not start with two kinds of tokens for one audience, or with one scope. */
function distinct(name: string, services: AuthService[]): AuthService[] {
  for (const option of ['targetAudience', 'targetScope'] as const) {
    const given = services.flatMap(({ options }) => options[option] ?? []);
    const twice = given.find((value, index) => given.indexOf(value) !== index);
    if (twice !== undefined) {
      refuse(`participant '${name}': ${option} of LedgerApiAuth must differ from entry to entry with Canton 3, got '${twice}' twice`);
    }
  }
  return services;
}

/** One entry of `ledger-api.auth-services` (facts F.6): keys that are published may be of any algorithm, so their type has another name. */
function authService(name: string, { type, url, certificate, secret, options }: AuthService): Hocon {
  const { targetAudience, targetScope, privileged, users, maxTokenLifetime } = options;
  if (users !== undefined) {
    refuse(`participant '${name}': users of LedgerApiAuth must be left out with Canton 3, got ${users.join(', ')}: each would need a list of the services that `
      + 'it may call; leave it to the rights that users have on the participant');
  }
  return Hocon.of({
    'type': type === 'jwt-rs-256-jwks' ? 'jwt-jwks' : type,
    'url': url,
    'certificate': certificate && Hocon.secretFile(certificate, 'certificate that ledger API tokens are verified with (PEM)'),
    'secret': secret && Hocon.secret('LEDGER_API_HMAC_SECRET', secret, 'secret that ledger API tokens are signed and verified with'),
    'target-audience': targetAudience,
    'target-scope': targetScope,
    'privileged': privileged,
    'max-token-life': maxTokenLifetime && durationText(maxTokenLifetime),
  });
}
