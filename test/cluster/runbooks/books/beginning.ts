import { kubectl } from '../../kubectl';
import { NAMESPACE } from '../../ledger/ledger';
import { allPods, isReady } from '../../ledger/state';
import { Runbook, see } from '../runbook';

interface Budget {
  readonly metadata: { readonly name: string };
  readonly status: { readonly disruptionsAllowed: number };
}

interface Job {
  readonly metadata: { readonly name: string };
  readonly status: { readonly succeeded?: number };
}

/** What every runbook begins with. */
export const BEFORE_ANYTHING: Runbook = {
  name: 'Before anything',
  page: 'docs/runbooks/README.md',
  section: 'Before anything',
  hands: {
    0: {
      sees: () => {
        const unready = allPods().filter(pod => pod.status.phase !== 'Succeeded' && !isReady(pod)).map(({ metadata }) => metadata.name);
        see('all pods are Running and Ready', unready.length === 0, unready.join(', '));
        seeBudgets();
        const { items: jobs } = JSON.parse(kubectl(['-n', NAMESPACE, 'get', 'jobs', '--output=json'])) as { items: Job[] };
        see('all Jobs are Complete', jobs.every(({ status }) => status.succeeded === 1));
      },
    },
  },
};

export function seeBudgets(): void {
  const { items: budgets } = JSON.parse(kubectl(['-n', NAMESPACE, 'get', 'poddisruptionbudgets', '--output=json'])) as { items: Budget[] };
  const blocked = budgets.filter(({ status }) => status.disruptionsAllowed < 1).map(({ metadata }) => metadata.name);
  see('every budget has ALLOWED DISRUPTIONS of at least 1', budgets.length > 0 && blocked.length === 0, blocked.join(', '));
}
