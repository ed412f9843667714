import { goneAll, remove, signal } from './pods';
import { sleep } from '../../../control-plane/wait';
import { kubectlBeside } from '../../kubectl';
import { requireActive } from '../../ledger/activity';
import { JSON_CLIENT } from '../../ledger/clients';
import { NAMESPACE } from '../../ledger/ledger';
import { Pod } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Budget, Fault, Hit, Strike, Trial } from '../trial';

/** Faults of the active participant alone, done to all participant services at once: they share nothing but their domains. */
export const PARTICIPANT_FAULTS: Fault[] = [
  { name: 'active participant killed (SIGKILL)', times: 5, onOwnMachine: true, strike: trial => strikeAll(trial, BUDGETS.switched, pod => signal(pod, 'KILL')) },
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
  const pods = await Promise.all(participants.map(({ name }) => requireActive(database, name)));
  const begin = Date.now();
  await Promise.all(pods.map(fault));
  const hits: Hit[] = participants.map(({ name }) => ({ client: name, service: name, budget: budgetOf(name, budget) }));
  const jsonHits: Hit[] = jsonApi?.embedded ? [{ client: JSON_CLIENT, service: jsonApi.participant, budget }] : [];
  // A container that was killed before waits longer each time until it starts again: a new pod begins anew.
  return { begin, hits: [...hits, ...jsonHits], end: isOver && (() => isOver(pods)), undo: () => renew(pods) };
}

/** Replaces pods that are passive by now. */
async function renew(pods: Pod[]): Promise<void> {
  await Promise.all(pods.map(pod => kubectlBeside(['-n', NAMESPACE, 'delete', 'pod', pod.metadata.name, '--ignore-not-found'])));
  await sleep(1000);
}
