import { compareVersions } from '../canton-node';
import { Check } from '../check';
import { textAt } from '../read';

const MANDATORY_SINCE = [2, 9, 0];

export const PROTOCOL_VERSION: Check = {
  id: 'protocol-version',
  severity: 'error',
  sentence: 'A domain manager names its protocol version.',
  why: 'Since Canton 2.9 it does not start without one, and the version holds for the life of the domain (rule R57, facts A.7).',
  fix: 'Set init.domain-parameters.protocol-version to 7, or to 5 for an older domain.',
  find: (deployment) => deployment.nodes.filter(({ node }) => node.kind === 'domain manager' && compareVersions(node.version ?? MANDATORY_SINCE, MANDATORY_SINCE) >= 0)
    .flatMap(({ workload, node }) => {
      const version = textAt(node.tree, 'init', 'domain-parameters', 'protocol-version');
      return version === '5' || version === '7' ? [] : [{
        object: workload.id,
        message: `protocol-version of ${node.text} must be 5 or 7, got ${version ?? 'none'}`,
      }];
    }),
};
