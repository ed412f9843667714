import { KeyTable } from './key-table';

/** The keys that must be there in the files of the other processes. What they do not know they ignore (facts, section I.8), so only the mandatory are named. */

const STORE = (place: string) => ['user', 'password', 'driver', 'url', 'pool-size'].map((key) => `${place}.${key}!`).join(' ');

/** HTTP JSON API (facts D.2). */
export const JSON_API_KEYS = KeyTable.of(`
  server! server.address! server.port! ledger-api! ledger-api.address! ledger-api.port! query-store.base-config! ${STORE('query-store.base-config')}`);

/** Trigger service (facts E.1): of `tls-config` all four or none. */
export const TRIGGER_SERVICE_KEYS = KeyTable.of(`
  ledger-api! ledger-api.address! ledger-api.port! tls-config.tls! tls-config.pem! tls-config.crt! tls-config.cacrt! ${STORE('trigger-store')}`);

/** OAuth 2.0 middleware (facts E.5). */
export const OAUTH2_MIDDLEWARE_KEYS = KeyTable.of('oauth-auth! oauth-token! client-id! client-secret! token-verifier! token-verifier.type! token-verifier.uri!');
