import { Check } from '../check';
import { twoAtOnce } from './one-live-trigger-service';

export const ONE_LIVE_SEQUENCER: Check = {
  id: 'one-live-sequencer',
  severity: 'error',
  sentence: 'At most one process of a sequencer of Canton 3 is alive.',
  why: 'Each is an identity of its own, and nothing keeps a second process of a reference sequencer from its database (facts F.5).',
  fix: 'Use one StatefulSet whose pods choose their configuration by their names, or a StatefulSet of one for each sequencer; never an autoscaler.',
  find: (deployment) => deployment.nodes.filter(({ node }) => node.kind === 'sequencer' && node.isCanton3).flatMap(({ workload, node }) => (
    twoAtOnce(workload).map((message) => ({ object: workload.id, message: `${node.text}: ${message}` }))
  )),
};
