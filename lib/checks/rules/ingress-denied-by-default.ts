import { Check } from '../check';
import { KubeObject, objectId } from '../kube-object';
import { at, isTree, listAt } from '../read';

export const INGRESS_DENIED_BY_DEFAULT: Check = {
  id: 'ingress-denied-by-default',
  severity: 'warning',
  sentence: 'A network policy denies ingress to every pod but for named clients.',
  why: 'Nodes listen on all addresses, and their health and metrics ports know neither TLS nor tokens (rule R11).',
  fix: 'Add a NetworkPolicy of type Ingress over the pods, with a rule for each client.',
  find: (deployment) => {
    const policies = deployment.ofKind('NetworkPolicy').filter(isAccessPolicy);
    const open = policies.filter((policy) => listAt(policy, 'spec', 'ingress').some(admitsAll))
      .map((policy) => ({ object: objectId(policy), message: 'has a rule without from and ports, which admits everybody' }));
    const covered = new Set(policies.flatMap((policy) => deployment.selectedBy(policy)));
    const uncovered = deployment.workloads.filter((workload) => !covered.has(workload))
      .map(({ id }) => ({ object: id, message: 'no network policy of type Ingress selects its pods' }));
    return [...open, ...uncovered];
  },
};

function isAccessPolicy(policy: KubeObject): boolean {
  return at(policy, 'spec', 'policyTypes') === undefined || listAt(policy, 'spec', 'policyTypes').includes('Ingress');
}

function admitsAll(rule: unknown): boolean {
  return isTree(rule) && listAt(rule, 'from').length === 0 && listAt(rule, 'ports').length === 0;
}
