import { authService } from './auth-service';
import { cantonFile, commonParts, httpHealthServer } from './node';
import { ledgerApiTls } from './tls';
import { AuthService } from '../../model/ledger-api-auth';
import { PORTS } from '../../model/ports';
import { refuse } from '../../model/validation';
import { ALL_ADDRESSES, api, crypto, grpcHealthServer, replication, sequencerClient } from '../daml2/node';
import { Hocon } from '../hocon/hocon';
import { ParticipantConfig } from '../node-config';

/** `canton.participants.<name>` (facts F.2), with the JSON API, which lives and dies with the Ledger API and has its TLS (facts F.3). */
export function participantConfig(config: ParticipantConfig): Hocon {
  const { ledgerApi, adminApi, grpcHealth, httpHealth, httpLedgerApi } = PORTS.participant;
  requireFitAuth(config);
  return cantonFile('participants', config, {
    ...commonParts(config, adminApi),
    'replication': config.failoverTiming && replication(config.failoverTiming),
    'sequencer-client': sequencerClient(config.failoverTiming),
    'ledger-api': api(ledgerApi, ledgerApiTls(config.ledgerApiTls, config.ledgerApiHosts), {
      'auth-services': config.auth._services.map((service) => authService('ledger API', service)),
    }),
    'http-ledger-api': { address: ALL_ADDRESSES, port: httpLedgerApi },
    'crypto': crypto(config.kms),
    'monitoring': { ...grpcHealthServer(grpcHealth), ...httpHealthServer(httpHealth) },
  });
}

/** Lists of users are something else than in Canton 2, and whoever may use one of the APIs must not be let into the other one for that. */
function requireFitAuth({ name, auth, adminApiAuth }: ParticipantConfig): void {
  const owner = `participant '${name}'`;
  requireDistinct(owner, auth._services);
  for (const { users, targetAudience } of auth._services.map(({ options }) => options)) {
    if (users !== undefined) {
      refuse(`${owner}: users of LedgerApiAuth must be left out with Canton 3, got ${users.join(', ')}: each would need a list of the services that `
        + 'it may call; leave it to the rights that users have on the participant');
    }
    if (targetAudience !== undefined && targetAudience === adminApiAuth?._service.options.targetAudience) {
      refuse(`${owner}: adminApiAuth and auth must differ in targetAudience, got '${targetAudience}' for both: every user of the Ledger API could administer the `
        + 'participant; have administrators\' tokens issued for an audience of their own');
    }
  }
}

/** Canton 3 does not start with two kinds of tokens for one audience, or with one scope. */
function requireDistinct(owner: string, services: AuthService[]): void {
  for (const option of ['targetAudience', 'targetScope'] as const) {
    const given = services.flatMap(({ options }) => options[option] ?? []);
    const twice = given.find((value, index) => given.indexOf(value) !== index);
    if (twice !== undefined) {
      refuse(`${owner}: ${option} of LedgerApiAuth must differ from entry to entry with Canton 3, got '${twice}' twice`);
    }
  }
}
