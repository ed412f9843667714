import { budgetOf } from './participants';
import { sleep, waitUntil } from '../../../control-plane/wait';
import { crashNode, drain, heal, healDatabase, partition, partitionFromDatabase, restoreNode, uncordon } from '../../faults';
import { NODES } from '../../layout';
import { requireActive } from '../../ledger/activity';
import { JSON_CLIENT } from '../../ledger/clients';
import { waitForLedger } from '../../ledger/deploy';
import { isReady, Pod, podsOf, routersOf } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Budget, Fault, Hit, Strike, Trial } from '../trial';

/** Faults of a node. What a client is promised depends on what was on it. */
export const NODE_FAULTS: Fault[] = [
  { name: 'node lost', times: 5, onOwnMachine: true, strike: trial => lost(trial, () => nodeOfActive(trial, 'proxy')) },
  { name: 'node lost', times: 3, onOwnMachine: true, strike: trial => lost(trial, () => nodeOfActive(trial, 'sides')) },
  { name: 'node lost', times: 5, onOwnMachine: true, strike: trial => lost(trial, () => nodeOfFront(trial)) },
  { name: 'node cut off from the database', times: 5, onOwnMachine: true, strike: cutOff },
  { name: 'node drained', times: 5, strike: trial => drained(trial, () => nodeOfActive(trial, 'proxy')) },
  { name: 'node drained', times: 3, strike: trial => drained(trial, () => nodeOfActive(trial, 'sides')) },
  { name: 'two nodes drained, one after the other', times: 5, strike: twoDrained },
];

/** Two of them must never live. */
export const TRIGGER_NODE_FAULTS: Fault[] = [
  { name: 'node of the trigger service drained', times: 3, strike: trial => drained(trial, () => podsOf('triggers')[0].spec.nodeName!) },
  { name: 'node of the trigger service cut off from everything', times: 3, onOwnMachine: true, strike: triggerCutOff },
];

async function drained(trial: Trial, choose: () => string | Promise<string>): Promise<Strike> {
  const node = await choose();
  const hits = await hitsOn(trial, node, DRAINED);
  return { begin: Date.now(), hits, end: async () => { await drain(node); }, undo: async () => { await uncordon(node); } };
}

async function twoDrained(trial: Trial): Promise<Strike> {
  const first = await nodeOfActive(trial, 'proxy');
  const second = podsOf('proxy').map(({ spec }) => spec.nodeName!).find(name => name !== first)!;
  const { participants } = trial.ledger;
  const hits = participants.map(({ name }): Hit => ({ client: name, service: name, budget: budgetOf(name, BUDGETS.switched), perSwitch: true }));
  const end = async () => {
    await drain(first);
    await uncordon(first);
    await drain(second);
  };
  return { begin: Date.now(), hits, end, undo: async () => { await uncordon(second); } };
}

async function lost(trial: Trial, choose: () => Promise<string>): Promise<Strike> {
  const node = await choose();
  const hits = await hitsOn(trial, node, LOST);
  const json = jsonApiHit(trial, node, hits);
  const begin = Date.now();
  await crashNode(node);
  return { begin, hits: [...hits, ...json], redundancy: () => redundant(trial, node), undo: () => restoreNode(node) };
}

async function cutOff(trial: Trial): Promise<Strike> {
  const node = await nodeOfActive(trial, 'proxy');
  // An instance that is alone waits until the database is back: nothing moves it, for it lives.
  const hits = (await hitsOn(trial, node, { ...LOST, router: BUDGETS.nodeLost })).filter(({ service }) => service !== 'single');
  const begin = Date.now();
  partitionFromDatabase(node);
  return { begin, hits, undo: async () => healDatabase(node) };
}

/** Long enough for Kubernetes to give the node up, and for a second trigger service to start, if one would. */
const UNTIL_EVICTED = 80_000;

async function triggerCutOff(trial: Trial): Promise<Strike> {
  const node = podsOf('triggers')[0].spec.nodeName!;
  const hits = await hitsOn(trial, node, LOST);
  const begin = Date.now();
  partition(node);
  const end = async () => {
    await sleep(UNTIL_EVICTED);
    // The one that is cut off lives, and cannot write down that it does.
    const others = podsOf('triggers').map(({ metadata }) => metadata.name);
    if (others.length > 0) {
      throw new Error(`the trigger service on ${node} may be alive, and Kubernetes has made ${others.join(', ')} beside it`);
    }
  };
  return { begin, hits, end, undo: async () => heal(node) };
}

export async function nodeOfActive({ database }: Trial, service: string): Promise<string> {
  return (await requireActive(database, service)).spec.nodeName!;
}

/** What is promised for each part that was on a node. */
interface NodeBudgets {
  readonly active: Budget;
  readonly router: Budget;
  readonly sequencerByService: Budget;
  readonly sequencerByClient: Budget;
}

const LOST: NodeBudgets = {
  active: BUDGETS.nodeLost,
  router: BUDGETS.nodeOfRouterLost,
  sequencerByService: BUDGETS.sequencerNodeByService,
  sequencerByClient: BUDGETS.sequencerNodeByClient,
};
const DRAINED: NodeBudgets = {
  active: BUDGETS.switched, router: BUDGETS.switched, sequencerByService: BUDGETS.switched, sequencerByClient: BUDGETS.switched,
};

/** The participant services whose active instance or router is on a node. A client of the others may notice, but nothing that was promised to it is broken. */
async function hitsOn(trial: Trial, node: string, { active, router, sequencerByService, sequencerByClient }: NodeBudgets): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const { name, domain } of trial.ledger.participants) {
    const mediators = await Promise.all(domain.mediators.map(mediator => nodeOfActive(trial, mediator)));
    const lostMediators = mediators.filter(each => each === node).length;
    const parts: Part[] = [
      ['the active', await nodeOfActive(trial, name) === node, active],
      ['a router', isOn(routersOf(name), node), router],
      [mediators.length === 1 ? 'the active mediator' : `${lostMediators} of ${mediators.length} active mediators`, lostMediators > mediators.length - domain.mediatorThreshold, active],
      ['a sequencer', isOn(podsOf(domain.sequencer), node), domain.knowsEachSequencer ? sequencerByClient : sequencerByService],
    ];
    const { budgets, note } = partsThere(parts, 'nothing that it uses');
    hits.push({ client: name, service: name, budget: budgetOf(name, longest(budgets.length === 0 ? [active] : budgets)), note });
  }
  return hits;
}

/** A participant of Canton 3.5 serves the JSON API itself, and what its client sees says nothing new. */
function jsonApiHit({ ledger }: Trial, node: string, hits: Hit[]): Hit[] {
  if (podsOf('json-api').length === 0) {
    return [];
  }
  const { participant } = ledger.jsonApi!;
  const ofParticipant = hits.find(({ service }) => service === participant)!;
  const { budgets, note } = partsThere([
    ['a JSON API', isOn(podsOf('json-api'), node), BUDGETS.jsonApiNode],
    ['a router of its participant', isOn(routersOf(participant), node), BUDGETS.jsonApiBehindRouter],
  ], 'neither a JSON API nor a router');
  return [{ client: JSON_CLIENT, service: participant, budget: longest([ofParticipant.budget!, ...budgets]), note }];
}

/** What may have been on a node, and what is promised for it. */
type Part = [what: string, isOn: boolean, budget: Budget];

function partsThere(parts: Part[], nothing: string): { budgets: Budget[]; note: string } {
  const there = parts.filter(([, on]) => on);
  return { budgets: there.map(([, , budget]) => budget), note: `on it: ${there.map(([what]) => what).join(', ') || nothing}` };
}

/** Who is hit in several ways may take the longest of their times. */
function longest(budgets: Budget[]): Budget {
  return budgets.reduce((a, b) => (b.worst > a.worst ? b : a));
}

function isOn(pods: Pod[], node: string): boolean {
  return pods.some(({ spec }) => spec.nodeName === node);
}

/** The node that carries most of what stands before `proxy()`, its router above all, if there is one without its active instance. */
async function nodeOfFront(trial: Trial): Promise<string> {
  const active = await nodeOfActive(trial, 'proxy');
  const fronts: [pods: Pod[], weight: number][] = [[routersOf('proxy'), 4], [podsOf('json-api'), 2], [podsOf(trial.watchers[0].domain.sequencer), 1]];
  const weight = (node: string) => fronts.reduce((sum, [pods, each]) => sum + (isOn(pods, node) ? each : 0), node === active ? 0 : 8);
  return NODES.map(({ name }) => name).reduce((a, b) => (weight(b) > weight(a) ? b : a));
}

/** Two instances of each service are up again, on distinct nodes, none of them on the lost one. */
async function redundant({ ledger }: Trial, lostNode: string): Promise<void> {
  const isSo = (pods: Pod[]) => new Set(pods.filter(isReady).map(({ spec }) => spec.nodeName).filter(host => host !== lostNode)).size >= 2;
  for (const service of ledger.redundant) {
    await waitUntil(`two instances of ${service} off ${lostNode}`, () => isSo(podsOf(service)), { seconds: 240 });
  }
  for (const { name } of ledger.participants.filter(({ mode }) => mode.startsWith('proxy()'))) {
    await waitUntil(`two routers of ${name} off ${lostNode}`, () => isSo(routersOf(name)), { seconds: 240 });
  }
}

/** All nodes lose their power and the database restarts; the nodes come back in random order. */
export const COLD_START: Fault = {
  name: 'everything lost, cold start in random order',
  times: 5,
  onOwnMachine: true,
  strike: async ({ ledger, database }) => {
    const begin = Date.now();
    await Promise.all(NODES.map(({ name }) => crashNode(name)));
    await database.restart();
    const order = NODES.map(({ name }) => ({ name, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ name }) => name);
    for (const name of order) {
      await restoreNode(name);
    }
    const hits = ledger.participants.map(({ name }): Hit => ({ client: name, service: name, note: `order ${order.join(', ')}` }));
    return { begin, hits, end: () => waitForLedger(300) };
  },
};
