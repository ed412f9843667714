import { DatabaseServer } from '../../database';
import { Ledger } from '../../ledger/ledger';
import { databaseRestart } from '../budgets';
import { Fault, Hit } from '../trial';

/** The database server itself. */
export const DATABASE_FAULTS: Fault[] = [
  { name: 'database restarted', times: 5, strike: ({ ledger, database }) => restarted(ledger, () => database.restart()) },
  { name: 'database crashed', times: 3, onOwnMachine: true, strike: ({ ledger, database }) => restarted(ledger, () => (database as DatabaseServer).crash()) },
];

async function restarted({ participants }: Ledger, restart: () => Promise<number>): Promise<{ begin: number; hits: Hit[] }> {
  const begin = Date.now();
  const seconds = await restart() / 1000;
  return { begin, hits: participants.map(({ name }) => ({ client: name, service: name, budget: name === 'stock' || name === 'single' ? undefined : databaseRestart(seconds) })) };
}
