import { Recovery } from './model';
import { at, listAt, numberAt, textAt } from '../../lib/checks/read';
import { Workload } from '../../lib/checks/workload';

export const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
/** What Kubernetes gives pods that do not say for how long they stay on a lost node. */
const TOLERATED_SECONDS = 300;
/** Canton's own periods, where none are written (facts A.3). */
const PASSIVE_CHECK_SECONDS = 15;
const POOL_CHECK_SECONDS = 5;

/** What a workload says of how it comes back. */
export function recoveryOf(workload: Workload, locked: boolean): Recovery {
  const { pod, kind } = workload;
  return {
    hangs: hangs(workload),
    begins: locked ? begins(workload) : undefined,
    leaves: kind === 'StatefulSet' ? undefined : tolerated(pod),
    agreeing: workload.nodes.some(({ tree }) => textAt(tree, 'sequencer', 'type') === 'BFT'),
    distinctNodes: constraints(pod).includes(HOST),
    overZones: constraints(pod).includes(ZONE),
  };
}

function hangs({ containers: [container] }: Workload): number | undefined {
  const probe = at(container?.tree, 'livenessProbe');
  const grace = numberAt(probe, 'terminationGracePeriodSeconds') ?? 30;
  return probe === undefined ? undefined : (numberAt(probe, 'periodSeconds') ?? 10) * (numberAt(probe, 'failureThreshold') ?? 3) + grace;
}

function begins({ nodes: [node] }: Workload): number {
  const pool = at(node?.tree, 'replication', 'connection-pool');
  return (secondsOf(textAt(pool, 'connection', 'passive-check-period')) ?? PASSIVE_CHECK_SECONDS)
    + (secondsOf(textAt(pool, 'health-check-period')) ?? POOL_CHECK_SECONDS);
}

/** A duration as Canton's configuration has it. */
function secondsOf(text: string | undefined): number | undefined {
  const [, number, unit] = /^([\d.]+) ?(ms|s|m)$/.exec(text ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * { ms: 0.001, s: 1, m: 60 }[unit as 'ms' | 's' | 'm'];
}

function tolerated(pod: unknown): number {
  const toleration = listAt(pod, 'tolerations').find((candidate) => textAt(candidate, 'key') === 'node.kubernetes.io/unreachable');
  return numberAt(toleration, 'tolerationSeconds') ?? TOLERATED_SECONDS;
}

/** What the instances keep apart by. */
function constraints(pod: unknown): (string | undefined)[] {
  const terms = listAt(pod, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return [...terms, ...listAt(pod, 'topologySpreadConstraints')].map((term) => textAt(term, 'topologyKey'));
}
