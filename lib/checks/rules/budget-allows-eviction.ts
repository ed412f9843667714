import { Check } from '../check';
import { objectId } from '../kube-object';
import { PodGroup, groupKey } from '../pod-group';
import { amountOf } from '../quantity';
import { groupBy, sum, textAt } from '../read';

export const BUDGET_ALLOWS_EVICTION: Check = {
  id: 'budget-allows-eviction',
  severity: 'error',
  sentence: 'Every disruption budget allows at least one eviction in the steady state.',
  why: 'A budget that allows none holds up every drain of a node for ever. It counts Ready pods, and where Ready means active only one of several is (rule R80).',
  fix: 'Keep one pod less than there are Ready ones: minAvailable n - 1. Let every instance that is up be Ready, or leave the budget out for a single instance.',
  find: (deployment) => deployment.ofKind('PodDisruptionBudget').flatMap((budget) => {
    const pods = deployment.selectedBy(budget).filter(({ isLongRunning, kind }) => isLongRunning && kind !== 'DaemonSet');
    const expected = sum(pods.map(({ replicas }) => replicas));
    const ready = sum(groupBy(pods, groupKey).map((workloads) => new PodGroup(workloads).ready));
    const minAvailable = textAt(budget, 'spec', 'minAvailable');
    const maxUnavailable = textAt(budget, 'spec', 'maxUnavailable') ?? '0';
    const wanted = minAvailable === undefined ? expected - amountOf(maxUnavailable, expected) : amountOf(minAvailable, expected);
    const rule = minAvailable === undefined ? `maxUnavailable ${maxUnavailable}` : `minAvailable ${minAvailable}`;
    return expected === 0 || ready - wanted >= 1 ? [] : [{
      object: objectId(budget),
      message: `${rule} of ${expected} pods wants ${wanted} Ready ones, and ${ready} ever are; it may want at most ${Math.max(0, ready - 1)}`,
    }];
  }),
};
