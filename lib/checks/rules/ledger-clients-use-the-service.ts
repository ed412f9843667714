import { Check } from '../check';
import { objectId } from '../kube-object';
import { distinct, sum, textAt } from '../read';
import { isHeadless, serviceOfHost } from '../service-ports';

export const LEDGER_CLIENTS_USE_THE_SERVICE: Check = {
  id: 'ledger-clients-use-the-service',
  severity: 'error',
  sentence: 'JSON APIs and trigger services connect to the participant service, never to one of its instances.',
  why: 'They know one address and do not fail over by themselves: when that instance stands by, they are down (rule R58).',
  fix: 'Set ledger-api.address to the Service that leads to the active instance.',
  find: (deployment) => [...deployment.jsonApis, ...deployment.triggerServices].flatMap(({ workload, container, config }) => {
    const host = container.resolve(textAt(config, 'ledger-api', 'address')) ?? '';
    const service = serviceOfHost(deployment, host, workload.namespace);
    const reached = service === undefined ? [] : deployment.behind(service).filter(({ nodes }) => nodes.some(({ kind }) => kind === 'participant'));
    const all = sum(distinct(reached.map((participant) => deployment.groupOf(participant))).map(({ replicas }) => replicas));
    const some = sum(reached.map(({ replicas }) => replicas));
    const wrong = some < all || (some > 1 && isHeadless(service!));
    return wrong ? [{
      object: workload.id,
      message: `ledger-api.address '${host}' is ${objectId(service!)}, which leads to ${some} of ${all} instances of ${reached[0].nodes[0].text}, `
        + 'whether active or not; use the Service that leads to the active one',
    }] : [];
  }),
};
