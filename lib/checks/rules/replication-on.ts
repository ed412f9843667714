import { Check } from '../check';
import { switchAt } from '../read';

export const REPLICATION_ON: Check = {
  id: 'replication-on',
  severity: 'error',
  sentence: 'A participant, mediator or domain manager of several instances has replication on.',
  why: 'Without it no instance takes the database lock, and two write at the same time (facts A.3).',
  fix: 'Set replication.enabled = true, or leave it out: it is the default on PostgreSQL and Oracle.',
  find: (deployment) => deployment.nodes.filter(({ workload, node }) => (
    node.activePassive && deployment.groupOf(workload).replicas > 1 && switchAt(node.tree, 'replication', 'enabled') === false
  )).map(({ workload, node }) => ({
    object: workload.id,
    message: `replication.enabled of ${node.text} must be true for ${deployment.groupOf(workload).replicas} instances, got false`,
  })),
};
