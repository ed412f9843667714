import { signal } from './faults/participants';
import { Trial } from './trial';
import { Authority } from '../../control-plane/certificates';
import { waitUntil } from '../../control-plane/wait';
import { kubectl } from '../kubectl';
import { requireActive } from '../ledger/activity';
import { NAMESPACE } from '../ledger/app';
import { applyLedger, prepareLedger, removeLedger, waitForLedger } from '../ledger/deploy';
import { podsOf } from '../ledger/state';

/** What a bootstrap that was disturbed took. */
export interface Bootstrap {
  readonly seconds: number;
}

/** Makes the ledger anew; while its domains are bootstrapped, their Jobs and the active manager and mediator are killed. */
export async function disturbedBootstrap({ database }: Trial, authority: Authority): Promise<Bootstrap> {
  await removeLedger(database);
  await prepareLedger(database, authority);
  const begin = Date.now();
  applyLedger();
  await Promise.all(['manager', 'manager-two'].map(manager => disturb(database, manager)));
  await waitForLedger();
  return { seconds: (Date.now() - begin) / 1000 };
}

async function disturb(database: Trial['database'], manager: string): Promise<void> {
  // A quick one may be over already; then those are killed who have just bootstrapped.
  const hasBegun = () => jobPods(manager).some(({ metadata, status }) => (
    status.phase !== 'Pending' && kubectl(['-n', NAMESPACE, 'logs', metadata.name, '--all-containers']).includes('bootstrapping')
  ));
  await waitUntil(`bootstrap by ${manager}`, hasBegun, { seconds: 180, otherwise: () => kubectl(['-n', NAMESPACE, 'get', 'pods']) });
  const victims = await Promise.all([manager, manager.replace('manager', 'mediator')].map(service => requireActive(database, service)));
  const job = jobPods(manager).filter(({ status }) => status.phase === 'Running');
  await Promise.all([...victims, ...job].map(pod => signal(pod, 'KILL').catch(ended)));
}

/** A Job may end well just before it is killed. */
function ended(): void {
  return undefined;
}

function jobPods(manager: string): ReturnType<typeof podsOf> {
  return podsOf(manager, 'domain-bootstrap');
}
