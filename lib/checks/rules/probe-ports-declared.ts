import { Check } from '../check';
import { numberAt } from '../read';

export const PROBE_PORTS_DECLARED: Check = {
  id: 'probe-ports-declared',
  severity: 'warning',
  sentence: 'Containers declare the ports that their probes ask.',
  why: 'An undeclared port is invisible to those who write policies and monitors, and two containers of a pod may take it '
    + '(https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports).',
  fix: 'Add the port to ports of the container.',
  find: (deployment) => deployment.longRunning.flatMap(({ id, containers }) => containers.flatMap((container) => {
    const declared = container.ports.map((port) => numberAt(port, 'containerPort'));
    const missing = container.probes.filter(([, { port }]) => port !== undefined && !declared.includes(port)).map(([kind, { port }]) => `${kind} ${port}`);
    return missing.length === 0 ? [] : [{ object: id, message: `container '${container.name}' does not declare the port of ${missing.join(', ')}` }];
  })),
};
