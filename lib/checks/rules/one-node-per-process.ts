import { CantonNode } from '../canton-node';
import { Check } from '../check';
import { treeAt } from '../read';

export const ONE_NODE_PER_PROCESS: Check = {
  id: 'one-node-per-process',
  severity: 'error',
  sentence: 'A process runs one Canton node, and no embedded domain.',
  why: 'Nodes in one process fail, restart and stand by together, and an embedded domain cannot be made highly available (Manual canton/usermanual/installation.rst, ha.rst).',
  fix: 'Run sequencer, mediator, domain manager and participant in a workload each.',
  find: (deployment) => deployment.longRunning.flatMap(({ id, containers }) => containers.flatMap((container) => {
    const domains = Object.keys(treeAt(container.config, 'canton', 'domains')).map((name) => `embedded domain '${name}'`);
    const nodes = [...CantonNode.allOf(container).map(({ text }) => text), ...domains];
    return domains.length === 0 && nodes.length < 2 ? [] : [{ object: id, message: `container '${container.name}' must run one node, got ${nodes.join(', ')}` }];
  })),
};
