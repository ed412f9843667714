import { Check } from '../check';
import { Probe } from '../container';

/** Longer than a failover takes: who is still not ready then may be stuck (decision 0053). */
const PATIENT_SECONDS = 60;

export const LIVENESS_ASKS_FOR_LIFE: Check = {
  id: 'liveness-asks-for-life',
  severity: 'error',
  sentence: 'Liveness and startup probes ask whether the process is up, never whether it is active or its database answers.',
  why: 'A standby is not active: a probe that asks for activeness kills it again and again, and one that asks for the database restarts every instance when that '
    + 'fails over (facts C.1, C.2; Manual json-api/index.rst on /livez and /readyz).',
  fix: 'Ask the gRPC health service liveness on Canton nodes, and /livez of JSON API, trigger service and middleware; or /readyz, where it may fail for a minute.',
  find: (deployment) => {
    const nodes = deployment.nodes.flatMap(({ workload, node }) => livenessProbes(node.container.probes)
      .filter(([, probe]) => node.asksForMoreThanLife(probe))
      .map(([kind, probe]) => ({
        object: workload.id,
        message: `${kind} of ${node.text} must ask gRPC service 'liveness', got ${described(probe)}`,
      })));
    const others = deployment.longRunning.flatMap((workload) => workload.containers.flatMap((container) => livenessProbes(container.probes)
      .filter(([kind, probe]) => /\/readyz\b/.test(probe.httpPath ?? '') && !(kind === 'livenessProbe' && probe.budgetSeconds >= PATIENT_SECONDS))
      .map(([kind, probe]) => ({
        object: workload.id,
        message: `${kind} of container '${container.name}' must ask /livez, got /readyz for ${probe.budgetSeconds} s; liveness may, for ${PATIENT_SECONDS} s or more`,
      }))));
    return [...nodes, ...others];
  },
};

function livenessProbes(probes: [string, Probe][]): [string, Probe][] {
  return probes.filter(([kind]) => kind !== 'readinessProbe');
}

function described(probe: Probe): string {
  return probe.grpcService === undefined ? probe.httpPath ?? `TCP port ${probe.portText}` : `gRPC service '${probe.grpcService}'`;
}
