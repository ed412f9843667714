import { DAML_2_10 } from './app';
import { CANTON_3_5 } from './canton3';
import { Ledger } from './ledger';

/** The deployments under test, one after the other. */
export const LEDGERS: Ledger[] = [DAML_2_10, CANTON_3_5];

/** The one of a report's line; lines of before there were two say nothing. */
export function ledgerOf(release = DAML_2_10.release): Ledger {
  const ledger = LEDGERS.find(each => each.release === release);
  if (ledger === undefined) {
    throw new Error(`no ledger for '${release}'; there are ${LEDGERS.map(each => each.release).join(', ')}`);
  }
  return ledger;
}
