import { remove, signal } from './participants';
import { requireActive } from '../../ledger/activity';
import { Pod, podsOf } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Fault, Hit, Strike, Trial } from '../trial';

/** Faults of the domains' nodes. Participants are hit through the sequencers that they use. */
export const DOMAIN_FAULTS: Fault[] = [
  { name: 'sequencer killed (SIGKILL)', times: 5, onOwnMachine: true, strike: sequencerKilled },
  { name: 'active mediator killed (SIGKILL)', times: 5, onOwnMachine: true, strike: trial => activesKilled(trial, 'mediator') },
  { name: 'active domain manager killed (SIGKILL)', times: 5, onOwnMachine: true, strike: trial => activesKilled(trial, 'manager') },
];

/** One participant service reaches its sequencers by their Service, the other knows them one by one. */
const HITS: Hit[] = [
  { client: 'proxy', service: 'sequencer', budget: BUDGETS.sequencer, note: 'SequencerAccess.service()' },
  { client: 'sides', service: 'sequencer-two', budget: BUDGETS.sequencer, note: 'SequencerAccess.clientSide()' },
];

async function sequencerKilled(): Promise<Strike> {
  const pods = ['sequencer', 'sequencer-two'].map(service => anyOf(podsOf(service)));
  const begin = Date.now();
  await Promise.all(pods.map(pod => signal(pod, 'KILL')));
  return { begin, hits: HITS, undo: async () => { await Promise.all(pods.map(remove)); } };
}

async function activesKilled({ database }: Trial, kind: 'mediator' | 'manager'): Promise<Strike> {
  const services = [kind, `${kind}-two`];
  const pods = await Promise.all(services.map(service => requireActive(database, service)));
  const begin = Date.now();
  await Promise.all(pods.map(pod => signal(pod, 'KILL')));
  // Nothing was promised to clients for a mediator; a manager they do not need.
  const hits = ['proxy', 'sides'].map((client, index): Hit => ({ client, service: services[index], budget: kind === 'mediator' ? BUDGETS.switched : BUDGETS.jsonApi }));
  return { begin, hits, undo: async () => { await Promise.all(pods.map(remove)); } };
}

function anyOf(pods: Pod[]): Pod {
  if (pods.length === 0) {
    throw new Error('no such pod is there to be hit');
  }
  return pods[Math.floor(Math.random() * pods.length)];
}
