import { goneAll, kill, oneAfterAnother, remove } from './pods';
import { Pod, podsOf, routersOf } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Budget, Fault, Strike } from '../trial';

/** Faults of what stands before a participant service: all its pods, one after the other. */
export const ROUTER_FAULT: Fault = {
  name: 'HAProxy killed (SIGKILL)', times: 5, onOwnMachine: true, strike: () => struck(() => routersOf('proxy'), kill, 'proxy', BUDGETS.switched),
};

/** What is a service beside the participant in Daml 2.10 only. */
export const APPLICATION_FAULTS: Fault[] = [
  { name: 'JSON API pod lost', times: 5, strike: () => struck(() => podsOf('json-api'), remove, 'json', BUDGETS.jsonApi) },
  { name: 'JSON API killed (SIGKILL)', times: 5, onOwnMachine: true, strike: () => struck(() => podsOf('json-api'), kill, 'json', BUDGETS.jsonApi) },
  { name: 'trigger service\'s pod deleted', times: 3, strike: triggerDeleted },
];

async function struck(pods: () => Pod[], strike: (pod: Pod) => Promise<unknown>, client: string, budget: Budget): Promise<Strike> {
  return { begin: Date.now(), hits: [{ client, service: 'proxy', budget }], end: () => oneAfterAnother(pods, strike) };
}

/** Its participant's clients must not notice; that never two live at once is counted at the end. */
async function triggerDeleted(): Promise<Strike> {
  const pods = podsOf('triggers');
  const begin = Date.now();
  await Promise.all(pods.map(remove));
  return { begin, hits: [{ client: 'proxy', service: 'proxy', budget: BUDGETS.jsonApi }], end: () => goneAll(pods) };
}
