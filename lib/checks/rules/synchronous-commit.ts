import { Check } from '../check';
import { textAt } from '../read';

const ASYNCHRONOUS = ['off', 'false', 'no', 'local'];

export const SYNCHRONOUS_COMMIT: Check = {
  id: 'synchronous-commit',
  severity: 'error',
  sentence: 'No participant commits asynchronously.',
  why: 'What a client was told to be committed is gone after a failover of the database (rule R18).',
  fix: 'Leave ledger-api.postgres-data-source.synchronous-commit out, or set it to on.',
  find: (deployment) => deployment.nodes.flatMap(({ workload, node }) => {
    const commit = textAt(node.tree, 'ledger-api', 'postgres-data-source', 'synchronous-commit')?.toLowerCase();
    return commit === undefined || !ASYNCHRONOUS.includes(commit) ? [] : [{
      object: workload.id,
      message: `synchronous-commit of ${node.text} must be on or left out, got ${commit}`,
    }];
  }),
};
