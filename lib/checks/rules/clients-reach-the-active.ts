import { Check } from '../check';
import { objectId } from '../kube-object';
import { sum, switchAt } from '../read';
import { isHeadless, servicePorts } from '../service-ports';

export const CLIENTS_REACH_THE_ACTIVE: Check = {
  id: 'clients-reach-the-active',
  severity: 'error',
  sentence: 'A Service leads clients to the active instance of a participant, mediator or domain manager only.',
  why: 'Where all instances are Ready, a Service that selects several sends half of the connections to a standby, which refuses them (facts C.2, rules R51, R55). '
    + 'A headless Service only lists the addresses; its clients fail over by themselves.',
  fix: 'Put a router that asks for activeness between (ActiveRouting.proxy()), or make one Service an instance.',
  find: (deployment) => deployment.ofKind('Service').filter((service) => !isHeadless(service)).flatMap((service) => {
    const behind = deployment.behind(service);
    const standbys = behind.filter(({ isLongRunning, nodes, readyMeansActive }) => (
      isLongRunning && nodes.some(({ activePassive }) => activePassive) && (!readyMeansActive || switchAt(service, 'spec', 'publishNotReadyAddresses') === true)
    ));
    const instances = sum(standbys.map(({ maxReplicas }) => maxReplicas));
    const nodes = standbys.flatMap((workload) => workload.nodes.filter(({ activePassive }) => activePassive));
    const apis = servicePorts(service, behind).filter(({ number }) => nodes.some(({ apiPorts }) => apiPorts.includes(number ?? -1)));
    return instances < 2 || apis.length === 0 ? [] : [{
      object: objectId(service),
      message: `leads to ${instances} instances of ${nodes[0].text}, of which one is active, on port ${apis.map(({ port }) => port).join(' and ')}; it may lead to the active one only`,
    }];
  }),
};
