import { goneAll, kill, remove, renew, signal } from './pods';
import { requireActives } from '../../ledger/activity';
import { JSON_CLIENT } from '../../ledger/clients';
import { Pod } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Budget, Fault, Hit, Strike, Trial } from '../trial';

/** Faults of the active participant alone, done to all participant services at once: they share nothing but their domains. */
export const PARTICIPANT_FAULTS: Fault[] = [
  { name: 'active participant killed (SIGKILL)', times: 5, onOwnMachine: true, strike: trial => strikeAll(trial, BUDGETS.switched, kill) },
  { name: 'active participant hung (SIGSTOP)', times: 5, onOwnMachine: true, strike: trial => strikeAll(trial, BUDGETS.hung, pod => signal(pod, 'STOP')) },
  { name: 'active participant\'s pod deleted', times: 5, strike: trial => strikeAll(trial, BUDGETS.switched, remove, goneAll) },
];

/** Stock timing has its own budget, for a kill only; one instance alone has none. */
export function budgetOf(participant: string, fast: Budget): Budget | undefined {
  return participant === 'single' ? undefined : participant === 'stock' ? (fast === BUDGETS.switched ? BUDGETS.stock : undefined) : fast;
}

async function strikeAll(
  { ledger, database }: Trial, budget: Budget, fault: (pod: Pod) => Promise<unknown>, isOver?: (pods: Pod[]) => Promise<void>,
): Promise<Strike> {
  const { participants, jsonApi } = ledger;
  const pods = await requireActives(database, participants.map(({ name }) => name));
  const begin = Date.now();
  await Promise.all(pods.map(fault));
  const hits: Hit[] = participants.map(({ name }) => ({ client: name, service: name, budget: budgetOf(name, budget) }));
  const jsonHits: Hit[] = jsonApi?.embedded ? [{ client: JSON_CLIENT, service: jsonApi.participant, budget }] : [];
  return { begin, hits: [...hits, ...jsonHits], end: isOver && (() => isOver(pods)), undo: () => renew(pods) };
}
