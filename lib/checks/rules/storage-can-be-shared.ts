import { Check } from '../check';
import { textAt } from '../read';

export const STORAGE_CAN_BE_SHARED: Check = {
  id: 'storage-can-be-shared',
  severity: 'error',
  sentence: 'Canton nodes store in PostgreSQL or Oracle.',
  why: 'Memory and H2 storage end with the pod and cannot be replicated (rule R12).',
  fix: 'Set storage.type to postgres or oracle.',
  find: (deployment) => deployment.nodes.flatMap(({ workload, node }) => {
    const type = textAt(node.tree, 'storage', 'type') ?? 'memory';
    return ['postgres', 'oracle'].includes(type) ? [] : [{ object: workload.id, message: `storage of ${node.text} must be postgres or oracle, got ${type}` }];
  }),
};
