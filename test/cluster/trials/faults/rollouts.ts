import { budgetOf } from './participants';
import { kubectl, kubectlBeside } from '../../kubectl';
import { NAMESPACE } from '../../ledger/ledger';
import { podsOf } from '../../ledger/state';
import { BUDGETS } from '../budgets';
import { Fault, Hit, Strike, Trial } from '../trial';

/** Changes of configuration, rolled out by Kubernetes. */
export const PARTICIPANTS_ROLLED: Fault = { name: 'rolling change of a participant', times: 5, strike: participantsRolled };
export const SEQUENCERS_ROLLED: Fault = { name: 'rolling change of the sequencers', times: 5, strike: sequencersRolled };
export const JSON_API_ROLLED: Fault = { name: 'rolling change of the JSON API', times: 5, strike: jsonApiRolled };

async function participantsRolled(trial: Trial): Promise<Strike> {
  const services = trial.ledger.participants.map(({ name }) => name);
  const begin = Date.now();
  trial.roll(...services);
  const hits = services.map((name): Hit => ({ client: name, service: name, budget: budgetOf(name, BUDGETS.switched), perSwitch: true }));
  return { begin, hits, end: () => rolledOut(services) };
}

/** All of them, whether they share a database or have one each. */
async function sequencersRolled(trial: Trial): Promise<Strike> {
  const { watchers } = trial;
  const begin = Date.now();
  trial.roll(...watchers.flatMap(({ domain }) => domain.sequencerDatabases));
  const hits = watchers.map(({ name, domain: { sequencerDatabases: [service] } }): Hit => ({ client: name, service, budget: BUDGETS.sequencer }));
  return { begin, hits, end: () => rolledOut(watchers.map(({ domain }) => domain.sequencer)) };
}

async function jsonApiRolled(trial: Trial): Promise<Strike> {
  const begin = Date.now();
  trial.roll('json-api');
  return { begin, hits: [{ client: 'json', service: 'proxy', budget: BUDGETS.jsonApi }], end: () => rolledOut(['json-api']) };
}

/** Waits until every pod is a new one, and holds the rollout to its promise of distinct hosts. */
export async function rolledOut(services: string[]): Promise<void> {
  for (const service of services) {
    const selector = `app.kubernetes.io/instance=${service}`;
    const workloads = kubectl(['-n', NAMESPACE, 'get', 'deployments,statefulsets', '--selector', selector, '--output=name']).trim().split('\n');
    await Promise.all(workloads.map(name => kubectlBeside(['-n', NAMESPACE, 'rollout', 'status', name, '--timeout=400s'])));
    const hosts = podsOf(service).map(({ spec }) => spec.nodeName);
    if (new Set(hosts).size < hosts.length) {
      throw new Error(`after the rollout, instances of ${service} share a host: ${hosts.join(', ')}`);
    }
  }
}
