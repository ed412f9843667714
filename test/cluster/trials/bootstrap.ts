import { signal } from './faults/participants';
import { Trial } from './trial';
import { Authority } from '../../control-plane/certificates';
import { waitUntil } from '../../control-plane/wait';
import { kubectl } from '../kubectl';
import { requireActive } from '../ledger/activity';
import { applyLedger, prepareLedger, removeLedger, waitForLedger } from '../ledger/deploy';
import { BootstrapKind, NAMESPACE } from '../ledger/ledger';
import { podsOf } from '../ledger/state';

/** What a bootstrap that was disturbed took. */
export interface Bootstrap {
  readonly seconds: number;
  /** Of which ledger. @default - that of Daml 2.10 */
  readonly release?: string;
}

/** Makes the ledger anew; while its domains are bootstrapped, their Jobs and the active instances that these speak to are killed. */
export async function disturbedBootstrap({ ledger, database }: Trial, authority: Authority): Promise<Bootstrap> {
  await removeLedger(ledger, database);
  await prepareLedger(ledger, database, authority);
  const begin = Date.now();
  applyLedger(ledger);
  await Promise.all(ledger.bootstraps.map(kind => disturb(database, kind)));
  await waitForLedger();
  return { seconds: (Date.now() - begin) / 1000, release: ledger.release };
}

async function disturb(database: Trial['database'], { instance, component, victims: services }: BootstrapKind): Promise<void> {
  // A quick one may be over already; then those are killed who have just bootstrapped.
  const hasBegun = () => podsOf(instance, component).some(({ metadata, status }) => (
    status.phase !== 'Pending' && kubectl(['-n', NAMESPACE, 'logs', metadata.name, '--all-containers']).includes('bootstrapping')
  ));
  await waitUntil(`bootstrap by ${instance}`, hasBegun, { seconds: 180, otherwise: () => kubectl(['-n', NAMESPACE, 'get', 'pods']) });
  const victims = await Promise.all(services.map(service => requireActive(database, service)));
  const job = podsOf(instance, component).filter(({ status }) => status.phase === 'Running');
  await Promise.all([...victims, ...job].map(pod => signal(pod, 'KILL').catch(ended)));
}

/** A Job may end well just before it is killed. */
function ended(): void {
  return undefined;
}
