import { clientTls } from './tls';
import { Endpoint } from '../../model/endpoint';
import { Tls } from '../../model/tls';
import { Hocon } from '../hocon/hocon';

/** An API that the console connects to. */
export interface RemoteApi {
  readonly endpoint: Endpoint;
  readonly tls: Tls;
}

/** The nodes that a console reaches, by the names that its script calls them. */
export interface RemoteConsoleConfig {
  readonly participants?: { [name: string]: { ledgerApi: RemoteApi; adminApi: RemoteApi } };
  readonly sequencers?: { [name: string]: { publicApi: RemoteApi; adminApi: RemoteApi } };
  readonly mediators?: { [name: string]: { adminApi: RemoteApi } };
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

function nodes(byName: { [name: string]: { [api: string]: RemoteApi } } | undefined): object | undefined {
  return byName && Object.keys(byName).length > 0 ? Object.fromEntries(Object.entries(byName).map(([name, apis]) => [name, node(apis)])) : undefined;
}

function node(apis: { [api: string]: RemoteApi }): object {
  return Object.fromEntries(Object.entries(apis).map(([api, { endpoint: { host, port }, tls }]) => (
    [API_KEYS[api], { address: host, port, tls: clientTls(tls, host) }]
  )));
}
