import { Check } from '../check';
import { databaseKey } from '../database';

export const MIGRATION_RUNS_ALONE: Check = {
  id: 'migration-runs-alone',
  severity: 'error',
  sentence: 'A Job that opens a node\'s database runs while all instances of the node are stopped.',
  why: 'A migration next to a running instance changes tables under it (facts A.16).',
  fix: 'Set the replicas of all instances to 0 while the Job is there.',
  find: (deployment) => deployment.jobNodes.flatMap(({ workload, node }) => {
    const running = deployment.nodes.filter((other) => other.workload.replicas > 0
      && node.database !== undefined && other.node.database !== undefined && databaseKey(other.node.database) === databaseKey(node.database));
    return running.length === 0 ? [] : [{
      object: workload.id,
      message: `opens the database of ${node.text} while ${running.map((other) => other.workload.id).join(' and ')} ${running.length === 1 ? 'runs' : 'run'}; replicas must be 0`,
    }];
  }),
};
