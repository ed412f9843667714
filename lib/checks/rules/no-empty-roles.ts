import { Check } from '../check';
import { objectId } from '../kube-object';
import { listAt } from '../read';

export const NO_EMPTY_ROLES: Check = {
  id: 'no-empty-roles',
  severity: 'warning',
  sentence: 'Every Role grants something.',
  why: 'One that grants nothing hides those that matter from whoever reviews them (https://kubernetes.io/docs/concepts/security/rbac-good-practices/).',
  fix: 'Remove the Role and its bindings.',
  find: (deployment) => deployment.ofKind('Role', 'ClusterRole').filter((role) => listAt(role, 'rules').length === 0 && role.aggregationRule === undefined)
    .map((role) => ({ object: objectId(role), message: 'grants nothing' })),
};
