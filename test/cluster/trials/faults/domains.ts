import { kill, remove } from './pods';
import { waitUntil } from '../../../control-plane/wait';
import { activePod, requireActives } from '../../ledger/activity';
import { DomainKind } from '../../ledger/ledger';
import { Pod, podsOf } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Budget, Fault, Hit, Strike, Trial } from '../trial';

/** Faults of the nodes of domains and synchronizers. Participants are hit through the sequencers that they use. */
export const DOMAIN_FAULTS: Fault[] = [
  { name: 'sequencer killed (SIGKILL)', times: 5, onOwnMachine: true, strike: sequencerKilled },
  { name: 'active mediator killed (SIGKILL)', times: 5, onOwnMachine: true, strike: trial => activesKilled(trial, ({ mediators: [mediator] }) => mediator, BUDGETS.switched) },
];

/** Clients do not need a manager. */
export const MANAGER_FAULT: Fault = {
  name: 'active domain manager killed (SIGKILL)', times: 5, onOwnMachine: true, strike: trial => activesKilled(trial, ({ manager }) => manager!, BUDGETS.jsonApi),
};

async function sequencerKilled(trial: Trial): Promise<Strike> {
  const pods = trial.watchers.map(({ domain }) => anyOf(podsOf(domain.sequencer)));
  const begin = Date.now();
  await Promise.all(pods.map(kill));
  const hits = trial.watchers.map(({ name, domain: { sequencerDatabases: [service], access } }): Hit => (
    { client: name, service, budget: BUDGETS.sequencer, note: access }
  ));
  return { begin, hits, undo: async () => { await Promise.all(pods.map(remove)); } };
}

async function activesKilled(trial: Trial, of: (domain: DomainKind) => string, budget: Budget): Promise<Strike> {
  const { database } = trial;
  const services = trial.watchers.map(({ domain }) => of(domain));
  const pods = await requireActives(database, services);
  const begin = Date.now();
  await Promise.all(pods.map(kill));
  const hits = trial.watchers.map(({ name }, index): Hit => ({ client: name, service: services[index], budget }));
  const others = () => Promise.all(services.map((service, index) => otherActive(trial, service, pods[index])));
  return { begin, hits, end: async () => { await others(); }, undo: async () => { await Promise.all(pods.map(remove)); } };
}

/** Waits until another instance is active, also where no client would notice that none is. */
function otherActive({ database }: Trial, service: string, killed: Pod): Promise<void> {
  const isOther = async () => {
    const pod = await activePod(database, service);
    return pod !== undefined && pod.metadata.name !== killed.metadata.name;
  };
  return waitUntil(`another active instance of ${service}`, isOther, { seconds: 60, every: 500 });
}

function anyOf(pods: Pod[]): Pod {
  if (pods.length === 0) {
    throw new Error('no such pod is there to be hit');
  }
  return pods[Math.floor(Math.random() * pods.length)];
}
