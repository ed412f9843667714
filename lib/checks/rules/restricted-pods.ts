import { Check } from '../check';
import { Container } from '../container';
import { distinct, listAt, switchAt, textAt } from '../read';
import { Workload } from '../workload';

export const RESTRICTED_PODS: Check = {
  id: 'restricted-pods',
  severity: 'warning',
  sentence: 'Pods obey the restricted pod security standard.',
  why: 'A process that is taken over must not become the host; namespaces that enforce the standard refuse other pods '
    + '(https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted).',
  fix: 'Set runAsNonRoot, seccompProfile RuntimeDefault, allowPrivilegeEscalation: false and capabilities.drop: [ALL]; use no host namespaces and no hostPath.',
  find: (deployment) => deployment.workloads.flatMap((workload) => {
    const missing = distinct([...host(workload), ...workload.allContainers.flatMap((container) => violations(workload, container))]);
    return missing.length === 0 ? [] : [{ object: workload.id, message: `must have ${missing.join(', ')}` }];
  }),
};

function host({ pod }: Workload): string[] {
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => switchAt(pod, field) === true).map((field) => `no ${field}`),
    ...(listAt(pod, 'volumes').some((volume) => textAt(volume, 'hostPath', 'path') !== undefined) ? ['no hostPath volume'] : []),
  ];
}

function violations({ pod }: Workload, { tree }: Container): string[] {
  const set = (...path: string[]) => textAt(tree, 'securityContext', ...path) ?? textAt(pod, 'securityContext', ...path);
  const added = listAt(tree, 'securityContext', 'capabilities', 'add').filter((capability) => capability !== 'NET_BIND_SERVICE');
  return [
    ...(set('runAsNonRoot') === 'true' && set('runAsUser') !== '0' ? [] : ['runAsNonRoot']),
    ...(['RuntimeDefault', 'Localhost'].includes(set('seccompProfile', 'type') ?? '') ? [] : ['seccompProfile RuntimeDefault']),
    ...(switchAt(tree, 'securityContext', 'allowPrivilegeEscalation') === false ? [] : ['allowPrivilegeEscalation: false']),
    ...(listAt(tree, 'securityContext', 'capabilities', 'drop').includes('ALL') ? [] : ['capabilities.drop: [ALL]']),
    ...(added.length > 0 ? [`no added capability ${added.join(', ')}`] : []),
    ...(switchAt(tree, 'securityContext', 'privileged') === true ? ['no privileged container'] : []),
  ];
}
