import { clusterStatus, INSTANCES, servers } from './server';
import { waitUntil } from '../../control-plane/wait';
import { crashNode, drain, restoreNode, signalContainer, uncordon } from '../faults';
import { kubectlBeside } from '../kubectl';
import { NAMESPACE } from '../ledger/ledger';
import { Pod } from '../ledger/state';

/** What befalls the database cluster. */
export interface DatabaseFault {
  readonly name: string;
  readonly times: number;
  /** @returns what makes everything as it was, where that does not come by itself */
  readonly strike: (primary: Pod) => Promise<(() => Promise<unknown>) | void>;
}

export const DATABASE_FAULTS: DatabaseFault[] = [
  { name: 'primary killed (SIGKILL to all of its processes)', times: 3, strike: kill },
  { name: 'primary\'s pod deleted', times: 3, strike: remove },
  { name: 'primary\'s node drained', times: 3, strike: drained },
  { name: 'primary\'s node lost', times: 2, strike: ({ spec }) => lost(spec.nodeName!) },
  { name: 'a standby\'s node lost', times: 1, strike: standbyLost },
];

async function kill({ metadata, spec }: Pod): Promise<void> {
  await signalContainer({ node: spec.nodeName!, namespace: NAMESPACE, pod: metadata.name, container: 'postgres' }, 'KILL');
}

async function remove({ metadata }: Pod): Promise<void> {
  await kubectlBeside(['-n', NAMESPACE, 'delete', 'pod', metadata.name, '--wait=false']);
}

async function drained({ spec }: Pod): Promise<() => Promise<unknown>> {
  await drain(spec.nodeName!);
  return () => uncordon(spec.nodeName!);
}

async function lost(node: string): Promise<() => Promise<unknown>> {
  await crashNode(node);
  return () => restoreNode(node);
}

/** Until it is given up: what is said of the database's commits then changes too. */
async function standbyLost(): Promise<() => Promise<unknown>> {
  const undo = await lost(servers()[1].spec.nodeName!);
  await waitUntil('the lost standby to be missed', () => clusterStatus().readyInstances === INSTANCES - 1, { seconds: 120, every: 500 });
  return undo;
}
