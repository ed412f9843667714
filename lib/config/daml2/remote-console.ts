import { clientTls } from './tls';
import { Endpoint } from '../../model/endpoint';
import { SecretKey } from '../../model/secret-key';
import { Tls } from '../../model/tls';
import { Hocon } from '../hocon/hocon';

/** An API that the console connects to. */
export interface RemoteApi {
  readonly endpoint: Endpoint;
  readonly tls: Tls;
}

/** An admin API that the console connects to. */
export interface RemoteAdminApi extends RemoteApi {
  /** What is shown to it, where it wants a token. */
  readonly token?: SecretKey;
}

/** The nodes that a console reaches, by the names that its script calls them. */
export interface RemoteConsoleConfig {
  readonly participants?: { [name: string]: { ledgerApi: RemoteApi; adminApi: RemoteAdminApi } };
  readonly sequencers?: { [name: string]: { publicApi: RemoteApi; adminApi: RemoteAdminApi } };
  readonly mediators?: { [name: string]: { adminApi: RemoteAdminApi } };
  readonly domainManagers?: { [name: string]: { adminApi: RemoteApi } };
}

/**
 * `canton.remote-*` (facts A.14). What a remote sequencer has as public API is what mediators and the manager are told to connect to. A kind without nodes is
 * left out: Canton 3 does not know domain managers, not even none of them.
 */
export function remoteConsoleConfig(config: RemoteConsoleConfig): Hocon {
  return Hocon.of({
    canton: {
      'remote-participants': nodes(config.participants),
      'remote-sequencers': nodes(config.sequencers),
      'remote-mediators': nodes(config.mediators),
      'remote-domain-managers': nodes(config.domainManagers),
    },
  });
}

const API_KEYS: { [api: string]: string } = { ledgerApi: 'ledger-api', adminApi: 'admin-api', publicApi: 'public-api' };

/** The APIs of one node. */
interface RemoteNode {
  readonly adminApi: RemoteAdminApi;
  readonly [api: string]: RemoteApi;
}

function nodes(byName: { [name: string]: RemoteNode } | undefined): object | undefined {
  const entries = Object.entries(byName ?? {});
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([name, apis]) => [name, node(name, apis)]));
}

function node(name: string, apis: RemoteNode): object {
  const { token, endpoint } = apis.adminApi;
  return {
    ...Object.fromEntries(Object.entries(apis).map(([api, { endpoint: { host, port }, tls }]) => (
      [API_KEYS[api], { address: host, port, tls: clientTls(tls, host) }]
    ))),
    token: token && Hocon.secret(`ADMIN_API_TOKEN_${name.toUpperCase().replace(/-/g, '_')}`, token, `token for the admin API at ${endpoint.host}`),
  };
}
