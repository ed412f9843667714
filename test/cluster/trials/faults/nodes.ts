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
  { name: 'node lost', times: 2, onOwnMachine: true, strike: trial => lost(trial, () => nodeOfRouter(trial, 'proxy')) },
  { name: 'node cut off from the database', times: 5, onOwnMachine: true, strike: cutOff },
  { name: 'node drained', times: 3, strike: trial => drained(trial, 'sides') },
  { name: 'two nodes drained, one after the other', times: 5, strike: twoDrained },
];

export const TRIGGER_NODE_FAULT: Fault = { name: 'node of the trigger service cut off from everything', times: 3, onOwnMachine: true, strike: triggerCutOff };

async function drained(trial: Trial, service: string): Promise<Strike> {
  const node = await nodeOfActive(trial, service);
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
  const json = jsonApiHit(trial, node);
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
  return { begin, hits, end: () => sleep(UNTIL_EVICTED), undo: async () => heal(node) };
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
    const parts: [what: string, isOn: boolean, budget: Budget][] = [
      ['the active', await nodeOfActive(trial, name) === node, active],
      ['a router', isOn(routersOf(name), node), router],
      [mediators.length === 1 ? 'the active mediator' : `${lostMediators} of ${mediators.length} active mediators`, lostMediators > mediators.length - domain.mediatorThreshold, active],
      ['a sequencer', isOn(podsOf(domain.sequencer), node), domain.knowsEachSequencer ? sequencerByClient : sequencerByService],
    ];
    const there = parts.filter(([, on]) => on);
    // Who is hit twice may take the longer of both.
    const budget = there.map(([, , each]) => each).sort((a, b) => b.worst - a.worst)[0] ?? active;
    hits.push({ client: name, service: name, budget: budgetOf(name, budget), note: `on it: ${there.map(([what]) => what).join(', ') || 'nothing that it uses'}` });
  }
  return hits;
}

/**
 * Where what its participant uses was hit too, nothing is promised for the JSON API: both times add up. A participant of Canton 3.5 serves it itself, and what its
 * client sees says nothing new.
 */
function jsonApiHit({ ledger }: Trial, node: string): Hit[] {
  if (podsOf('json-api').length === 0) {
    return [];
  }
  const alone = isOn(podsOf('json-api'), node) && !isOn([...podsOf('proxy'), ...routersOf('proxy'), ...podsOf('sequencer')], node);
  const { participant } = ledger.jsonApi!;
  return [{
    client: JSON_CLIENT, service: participant, budget: alone ? BUDGETS.sequencerNodeByService : undefined, note: alone ? 'on it: a JSON API' : 'on it: also what its participant uses',
  }];
}

function isOn(pods: Pod[], node: string): boolean {
  return pods.some(({ spec }) => spec.nodeName === node);
}

/** A node with a router of a service and, if there is one, without its active instance. */
async function nodeOfRouter(trial: Trial, service: string): Promise<string> {
  const active = await nodeOfActive(trial, service);
  const nodes = routersOf(service).map(({ spec }) => spec.nodeName!);
  return nodes.find(name => name !== active) ?? nodes[0];
}

/** Two instances of each service are up again, on distinct nodes, none of them on the lost one. */
async function redundant({ ledger }: Trial, lostNode: string): Promise<void> {
  const isSo = (service: string) => {
    const hosts = new Set(podsOf(service).filter(isReady).map(({ spec }) => spec.nodeName).filter(host => host !== lostNode));
    return hosts.size >= 2;
  };
  for (const service of ledger.redundant) {
    await waitUntil(`two instances of ${service} off ${lostNode}`, () => isSo(service), { seconds: 240 });
  }
}

/** All nodes lose their power and the database restarts; the nodes come back in random order. */
export const COLD_START: Fault = {
  name: 'everything lost, cold start in random order',
  times: 3,
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
