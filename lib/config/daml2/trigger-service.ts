import { Endpoint } from '../../model/endpoint';
import { PORTS } from '../../model/ports';
import { PostgresDatabase } from '../../model/postgres';
import { KeyPair, Tls } from '../../model/tls';
import { Hocon } from '../hocon/hocon';
import { postgresJdbcUrl, postgresPassword, postgresUser } from '../postgres';
import { ALL_ADDRESSES } from './node';
import { clientCertificate, clientPrivateKey, trustFile } from './tls';

/** Where the trigger service sends people and itself for tokens. */
export interface AuthorizationConfig {
  /** The middleware as the trigger service reaches it. */
  readonly internalUri: string;
  /** The middleware as a browser reaches it, where that differs. */
  readonly externalUri?: string;
  /** The trigger service's own login call-back as a browser reaches it. */
  readonly callbackUri?: string;
}

/** A trigger service. */
export interface TriggerServiceConfig {
  readonly ledgerApi: Endpoint;
  readonly ledgerApiTls: Tls;
  /** What the service shows under TLS. */
  readonly clientKeyPair: KeyPair;
  readonly storage: PostgresDatabase;
  /** Paths of DAR files in the container. */
  readonly darPaths: string[];
  readonly authorization?: AuthorizationConfig;
}

/** The trigger service's own file, as its source reads it (facts E.1), which is not always as its documentation writes it. */
export function triggerServiceConfig(config: TriggerServiceConfig): Hocon {
  return Hocon.of({
    'address': ALL_ADDRESSES,
    'port': PORTS.triggerService.http,
    'dar-paths': config.darPaths,
    'ledger-api': { address: config.ledgerApi.host, port: config.ledgerApi.port },
    'tls-config': tlsConfig(config),
    'trigger-store': {
      'user': postgresUser(config.storage),
      'password': postgresPassword(config.storage),
      'driver': 'org.postgresql.Driver',
      'url': postgresJdbcUrl(config.storage),
      'pool-size': config.storage.maxConnections,
      'min-idle': Math.min(4, config.storage.maxConnections),
    },
    'authorization': config.authorization && authorization(config.authorization),
    'metrics': { 'reporter': `prometheus://${ALL_ADDRESSES}:${PORTS.metrics}`, 'reporting-interval': '30s' },
  });
}

/**
 * At the top level: a `tls` inside `ledger-api` is not read. All four keys are needed, and all three files are opened: the trigger service always
 * shows a certificate, whether or not the participant asks for one.
 */
function tlsConfig({ ledgerApi: { host }, ledgerApiTls: tls, clientKeyPair }: TriggerServiceConfig): object | undefined {
  if (!tls.enabled) {
    return undefined;
  }
  return {
    tls: true,
    pem: clientPrivateKey(clientKeyPair),
    crt: clientCertificate(clientKeyPair, host),
    cacrt: trustFile(tls, host),
  };
}

/** Exactly one form: one common URI, or the pair of internal and external. */
function authorization({ internalUri, externalUri, callbackUri }: AuthorizationConfig): object {
  return {
    'auth-common-uri': externalUri === undefined ? internalUri : undefined,
    'auth-internal-uri': externalUri === undefined ? undefined : internalUri,
    'auth-external-uri': externalUri,
    'auth-callback-uri': callbackUri,
  };
}
