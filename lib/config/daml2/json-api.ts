import { ALL_ADDRESSES } from './node';
import { clientCertificate, clientPrivateKey, trustFile } from './tls';
import { Endpoint } from '../../model/endpoint';
import { PORTS } from '../../model/ports';
import { PostgresDatabase } from '../../model/postgres';
import { Tls } from '../../model/tls';
import { Hocon } from '../hocon/hocon';
import { postgresJdbcUrl, postgresPassword, postgresUser } from '../postgres';

/** An HTTP JSON API server. */
export interface JsonApiConfig {
  readonly ledgerApi: Endpoint;
  readonly ledgerApiTls: Tls;
  /** @default - every query reads from the ledger */
  readonly queryStore?: Hocon;
  /** The scope that the participant wants in tokens, where it is not the default. */
  readonly targetScope?: string;
}

/** The HTTP JSON API's own file (facts D.2). Unknown keys are ignored there, so every key is one that the server's source reads. */
export function jsonApiConfig(config: JsonApiConfig): Hocon {
  return Hocon.of({
    'server': { address: ALL_ADDRESSES, port: PORTS.jsonApi.http },
    'ledger-api': { address: config.ledgerApi.host, port: config.ledgerApi.port, tls: ledgerApiTls(config) },
    'query-store': config.queryStore,
    'metrics': { 'reporter': `prometheus://${ALL_ADDRESSES}:${PORTS.metrics}`, 'reporting-interval': '30s' },
    'auth-config': config.targetScope === undefined ? undefined : { 'target-scope': config.targetScope },
  });
}

/** A cache in the pod's own database. */
export function perInstanceQueryStore(user: string, database: string, poolSize: number): Hocon {
  // The database listens inside the pod only and trusts whoever is there.
  return queryStore({ user, password: '', url: `jdbc:postgresql://127.0.0.1:5432/${database}?ssl=false`, poolSize });
}

/** A cache that all instances share. */
export function sharedQueryStore(database: PostgresDatabase): Hocon {
  return queryStore({
    user: postgresUser(database), password: postgresPassword(database), url: postgresJdbcUrl(database), poolSize: database.maxConnections,
  });
}

interface QueryStoreDatabase {
  readonly user: string | Hocon;
  readonly password: string | Hocon;
  readonly url: string | Hocon;
  readonly poolSize: number;
}

/** Made when absent or of another version, never dropped at a mere restart (facts D.3). */
function queryStore({ user, password, url, poolSize }: QueryStoreDatabase): Hocon {
  return Hocon.of({
    'base-config': { user, password, 'driver': 'org.postgresql.Driver', url, 'pool-size': poolSize, 'min-idle': Math.min(4, poolSize) },
    'start-mode': 'create-if-needed-and-start',
  });
}

function ledgerApiTls({ ledgerApi: { host }, ledgerApiTls: tls }: JsonApiConfig): object | undefined {
  if (!tls.enabled) {
    return undefined;
  }
  return {
    'enabled': 'true',
    'trust-collection-file': trustFile(tls, host),
    'cert-chain-file': tls._client && clientCertificate(tls._client, host),
    'private-key-file': tls._client && clientPrivateKey(tls._client),
  };
}
