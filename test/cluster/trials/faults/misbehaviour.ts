import { kill, remove, renew } from './pods';
import { sleep } from '../../../control-plane/wait';
import { requireActives } from '../../ledger/activity';
import { LedgerDatabase } from '../../ledger/database';
import { Pod } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Budget, Fault, Strike, Trial } from '../trial';

/** What real nodes do wrong, as the double is ordered to (test/cluster/double/README.md): done to those participants that say how their domain fares. */
export const MISBEHAVIOUR_FAULTS: Fault[] = [
  { name: 'slow shutdown, lock kept for 3 s: active participant\'s pod deleted', times: 3, strike: trial => stubborn(trial, 'slow-shutdown', 3, BUDGETS.slowShutdown, remove) },
  {
    name: 'slow start, 30 s more: active participant killed (SIGKILL)',
    times: 3,
    onOwnMachine: true,
    strike: trial => stubborn(trial, 'slow-start', 30, BUDGETS.switched, kill),
  },
  {
    name: 'slow take-over, 20 s: active participant killed (SIGKILL)',
    times: 3,
    onOwnMachine: true,
    strike: trial => stubborn(trial, 'slow-take-over', 20, BUDGETS.slowTakeOver, kill),
  },
  { name: 'active participant loses its database for 20 s', times: 3, strike: databaseLost },
];

/** Longer than the double takes to see an order. */
const SEEN = 2500;

/** A fault of instances that do something slowly for as long as it is ordered. */
async function stubborn(trial: Trial, kind: string, seconds: number, budget: Budget, fault: (pod: Pod) => Promise<unknown>): Promise<Strike> {
  const { database } = trial;
  const services = trial.watchers.map(({ name }) => name);
  const pods = await requireActives(database, services);
  await Promise.all(services.map(service => order(database, service, '*', kind, seconds)));
  await sleep(SEEN);
  const begin = Date.now();
  await Promise.all(pods.map(fault));
  const undo = async () => {
    await Promise.all(services.map(service => disarm(database, service)));
    await renew(pods);
  };
  return { begin, hits: services.map(name => ({ client: name, service: name, budget })), undo };
}

async function databaseLost(trial: Trial): Promise<Strike> {
  const { database } = trial;
  const services = trial.watchers.map(({ name }) => name);
  const pods = await requireActives(database, services);
  const begin = Date.now();
  await Promise.all(services.map((service, index) => order(database, service, pods[index].metadata.name, 'lose-database', 20)));
  return { begin, hits: services.map(name => ({ client: name, service: name, budget: BUDGETS.switched })), end: () => sleep(SEEN) };
}

/** @param instance its host name, or `*` for all */
export async function order(database: LedgerDatabase, service: string, instance: string, kind: string, seconds: number): Promise<void> {
  await database.query(service, 'insert into misbehaviour(instance, kind, seconds) values($1, $2, $3)', [instance, kind, seconds]);
}

export async function disarm(database: LedgerDatabase, service: string): Promise<void> {
  await database.query(service, 'update misbehaviour set armed = false where armed');
}
