import { LedgerApiAuth } from '../model/ledger-api-auth';
import { Placement } from '../model/placement';
import { PostgresDatabase } from '../model/postgres';
import { Storage } from '../model/storage';
import { Tls } from '../model/tls';

/** What a service was given that may be dangerous. */
export interface Choices {
  readonly placement?: Placement;
  /** Of all of its APIs. */
  readonly tls?: Tls[];
  readonly storage?: Storage;
  readonly auth?: LedgerApiAuth;
  readonly acceptNeverAvailable?: boolean;
}

/**
 * What was asked for by name is not found fault with: the rules that it breaks, each with the words that asked for it. It is written on the
 * workload, so that whoever judges the manifests later sees it too.
 */
export function speltOut({ placement, tls = [], storage, auth, acceptNeverAvailable }: Choices): { [rule: string]: string } {
  const oneNode = placement !== undefined && !placement.distinctNodes;
  const accepted: [boolean, string[], string][] = [
    [oneNode, ['instances-on-distinct-hosts', 'instances-in-distinct-zones'], 'Placement.singleNode()'],
    [tls.some(({ enabled }) => !enabled), ['api-tls'], 'Tls.disabled()'],
    [sslmode(storage) === 'disable', ['database-tls'], 'PostgresTls.disabled()'],
    [sslmode(storage) === 'require', ['database-tls'], 'PostgresTls.requireUnverified()'],
    [auth?.needsToken === false, ['ledger-api-authentication'], 'LedgerApiAuth.unauthenticated()'],
    [acceptNeverAvailable === true, ['becomes-available'], 'ActiveRouting.readiness({ acceptNeverAvailable: true })'],
  ];
  return Object.fromEntries(accepted.filter(([asked]) => asked).flatMap(([, rules, words]) => rules.map((rule) => [rule, words])));
}

function sslmode(storage: Storage | undefined): string | undefined {
  return storage instanceof PostgresDatabase ? storage.server._tls.sslmode : undefined;
}
