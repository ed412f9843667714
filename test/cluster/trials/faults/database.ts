import { DatabaseServer } from '../../database';
import { PARTICIPANTS } from '../../ledger/app';
import { databaseRestart } from '../budgets';
import { Fault, Hit } from '../trial';

/** The database server itself. */
export const DATABASE_FAULTS: Fault[] = [
  { name: 'database restarted', times: 5, strike: ({ database }) => restarted(() => database.restart()) },
  { name: 'database crashed', times: 3, onOwnMachine: true, strike: ({ database }) => restarted(() => (database as DatabaseServer).crash()) },
];

async function restarted(restart: () => Promise<number>): Promise<{ begin: number; hits: Hit[] }> {
  const begin = Date.now();
  const seconds = await restart() / 1000;
  return { begin, hits: PARTICIPANTS.map(({ name }) => ({ client: name, service: name, budget: name === 'stock' || name === 'single' ? undefined : databaseRestart(seconds) })) };
}
