import { disarm, order } from './faults/misbehaviour';
import { kill } from './faults/pods';
import { Trial } from './trial';
import { Authority } from '../../control-plane/certificates';
import { waitUntil } from '../../control-plane/wait';
import { kubectl, kubectlBeside } from '../kubectl';
import { requireActives } from '../ledger/activity';
import { applyLedgerBeside, prepareLedger, removeLedger, waitForLedger } from '../ledger/deploy';
import { BootstrapKind, NAMESPACE } from '../ledger/ledger';
import { Pod, podsOf } from '../ledger/state';

/** What a bootstrap that was disturbed took. */
export interface Bootstrap {
  readonly seconds: number;
  /** Of which ledger. @default - that of Daml 2.10 */
  readonly release?: string;
}

/** How long each of its steps takes, in seconds, so that it is disturbed half-way. */
const STEP = 4;

/** Makes the ledger anew; while its domains are bootstrapped, their Jobs and the active instances that these speak to are killed. */
export async function disturbedBootstrap({ ledger, database }: Trial, authority: Authority): Promise<Bootstrap> {
  await removeLedger(ledger, database);
  await prepareLedger(ledger, database, authority);
  const begin = Date.now();
  // On a busy machine the first nodes are active before the last object is applied.
  await Promise.all([applyLedgerBeside(ledger), ...ledger.bootstraps.map(kind => disturb(database, kind))]);
  await waitForLedger();
  ledger.bootstraps.forEach(requireSecondTry);
  return { seconds: (Date.now() - begin) / 1000, release: ledger.release };
}

async function disturb(database: Trial['database'], { instance, component, victims: services }: BootstrapKind): Promise<void> {
  await Promise.all(services.map(service => slowDown(database, service)));
  const victims = await requireActives(database, services);
  await waitUntil(`bootstrap by ${instance}`, () => hasBegun(instance, component), { seconds: 180, otherwise: () => kubectl(['-n', NAMESPACE, 'get', 'pods']) });
  const job = podsOf(instance, component).filter(({ status }) => status.phase === 'Running');
  // The Job first: it ends when a node is gone to which it speaks.
  await Promise.all(job.map(pod => kill(pod).catch(async error => { throw new Error(`${error.message}\n${await logOf(pod)}`); })));
  await Promise.all(victims.map(kill));
  await Promise.all(services.map(service => disarm(database, service)));
}

/** As soon as it has tables, and before it listens. */
async function slowDown(database: Trial['database'], service: string): Promise<void> {
  const hasTables = async () => (await database.query(service, 'select to_regclass(\'misbehaviour\') as name'))[0].name !== null;
  await waitUntil(`tables of ${service}`, hasTables, { seconds: 180 });
  await order(database, service, '*', 'slow-operation', STEP);
}

async function hasBegun(instance: string, component: string): Promise<boolean> {
  for (const pod of podsOf(instance, component)) {
    if (pod.status.phase === 'Running' && (await logOf(pod)).includes('bootstrapping')) {
      return true;
    }
  }
  return false;
}

function logOf({ metadata }: Pod): Promise<string> {
  return kubectlBeside(['-n', NAMESPACE, 'logs', metadata.name]);
}

/** @throws if no pod of the Job was killed half-way */
function requireSecondTry({ instance, component }: BootstrapKind): void {
  const phases = podsOf(instance, component).map(({ status }) => status.phase);
  if (!phases.includes('Failed') || !phases.includes('Succeeded')) {
    throw new Error(`the Job of ${instance} must have failed half-way and ended well the second time, got pods that have ${phases.join(', ') || 'gone'}`);
  }
}
