import { Check } from '../check';
import { switchAt } from '../read';

export const NO_MIGRATION_AT_START: Check = {
  id: 'no-migration-at-start',
  severity: 'error',
  sentence: 'Instances that share a database never migrate it when they start.',
  why: 'A database is migrated with all of its instances stopped; a new instance that migrates in passing breaks the old ones that still run (facts A.16).',
  fix: 'Leave storage.parameters.migrate-and-start out. Stop all instances, migrate in a Job, start again.',
  find: (deployment) => deployment.nodes.filter(({ workload, node }) => (
    deployment.groupOf(workload).replicas > 1 && switchAt(node.tree, 'storage', 'parameters', 'migrate-and-start') === true
  )).map(({ workload, node }) => ({
    object: workload.id,
    message: `migrate-and-start of ${node.text} must be false for ${deployment.groupOf(workload).replicas} instances, got true`,
  })),
};
