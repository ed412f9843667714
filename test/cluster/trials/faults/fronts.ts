import { remove, signal } from './participants';
import { podsOf, routersOf } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Fault, Strike } from '../trial';

/** Faults of what stands before a participant service. */
export const ROUTER_FAULT: Fault = { name: 'HAProxy killed (SIGKILL)', times: 5, onOwnMachine: true, strike: routerKilled };

/** What is a service beside the participant in Daml 2.10 only. */
export const APPLICATION_FAULTS: Fault[] = [
  { name: 'JSON API pod lost', times: 5, strike: jsonApiLost },
  { name: 'trigger service\'s pod deleted', times: 3, strike: triggerDeleted },
];

async function routerKilled(): Promise<Strike> {
  const [router] = routersOf('proxy');
  const begin = Date.now();
  await signal(router, 'KILL');
  return { begin, hits: [{ client: 'proxy', service: 'proxy', budget: BUDGETS.switched }], undo: async () => { await remove(router); } };
}

async function jsonApiLost(): Promise<Strike> {
  const [pod] = podsOf('json-api');
  const begin = Date.now();
  await remove(pod);
  return { begin, hits: [{ client: 'json', service: 'proxy', budget: BUDGETS.jsonApi }] };
}

/** Its participant's clients must not notice; that never two live at once is counted at the end. */
async function triggerDeleted(): Promise<Strike> {
  const [pod] = podsOf('triggers');
  const begin = Date.now();
  await remove(pod);
  return { begin, hits: [{ client: 'proxy', service: 'proxy', budget: BUDGETS.jsonApi }] };
}
