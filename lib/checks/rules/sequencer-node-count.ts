import { Check } from '../check';
import { databaseKey } from '../database';
import { distinct, groupBy, numberAt, sum } from '../read';

const MAXIMUM = 32;

export const SEQUENCER_NODE_COUNT: Check = {
  id: 'sequencer-node-count',
  severity: 'error',
  sentence: 'All sequencers of a database have the same total-node-count, of at least twice their number and at most 32.',
  why: 'Every sequencer needs an index of its own, a rollout has twice as many for a while, and the number can never change later (rule R37, facts A.5).',
  fix: 'Set sequencer.high-availability.total-node-count to 10 everywhere before the first start, or run fewer instances.',
  find: (deployment) => {
    const sequencers = deployment.nodes.filter(({ node }) => node.kind === 'sequencer' && node.sequencesInDatabase && node.database !== undefined)
      .map((running) => ({ ...running, count: numberAt(running.node.tree, 'sequencer', 'high-availability', 'total-node-count') ?? 10 }));
    return groupBy(sequencers, ({ node }) => databaseKey(node.database!)).flatMap((sharing) => {
      const instances = sum(sharing.map(({ workload }) => workload.maxReplicas));
      const counts = distinct(sharing.map(({ count }) => count));
      return sharing.flatMap(({ workload, node, count }) => [
        ...(count < 2 * instances || count > MAXIMUM ? [`must be from ${2 * instances} (2 x ${instances} instances) to ${MAXIMUM}, got ${count}`] : []),
        ...(counts.length > 1 ? [`must be the same for all sequencers of a database, got ${counts.join(' and ')}`] : []),
      ].map((what) => ({ object: workload.id, message: `total-node-count of ${node.text} ${what}` })));
    });
  },
};
