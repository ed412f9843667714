import { Check } from '../check';

const MINIMUM_SECONDS = 300;

export const STARTUP_BUDGET: Check = {
  id: 'startup-budget',
  severity: 'error',
  sentence: 'A Canton node has a startup probe that gives it at least 5 minutes.',
  why: 'A start replays what the last run left and waits for the database; liveness alone kills the process in the middle, and the next one starts over (facts C.2, A.16).',
  fix: 'Add a startupProbe on gRPC service liveness with periodSeconds x failureThreshold of at least 300.',
  find: (deployment) => deployment.nodes.flatMap(({ workload, node }) => {
    const budget = node.container.probe('startupProbe')?.budgetSeconds;
    return budget !== undefined && budget >= MINIMUM_SECONDS ? [] : [{
      object: workload.id,
      message: `startup probe of ${node.text} must give at least ${MINIMUM_SECONDS} s, got ${budget === undefined ? 'none' : `${budget} s`}`,
    }];
  }),
};
