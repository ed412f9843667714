import { Check } from '../check';
import { switchAt } from '../read';

export const SEQUENCER_HIGH_AVAILABILITY: Check = {
  id: 'sequencer-high-availability',
  severity: 'error',
  sentence: 'Sequencers that share a database have high availability on.',
  why: 'Without it they do not agree on an index each, and order messages twice (facts A.5).',
  fix: 'Set sequencer.high-availability.enabled = true, or leave it out: it is the default on PostgreSQL and Oracle.',
  find: (deployment) => deployment.nodes.filter(({ workload, node }) => (
    node.kind === 'sequencer' && node.sequencesInDatabase && deployment.groupOf(workload).replicas > 1
    && switchAt(node.tree, 'sequencer', 'high-availability', 'enabled') === false
  )).map(({ workload, node }) => ({
    object: workload.id,
    message: `sequencer.high-availability.enabled of ${node.text} must be true for ${deployment.groupOf(workload).replicas} instances, got false`,
  })),
};
