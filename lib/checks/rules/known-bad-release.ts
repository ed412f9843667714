import { Check } from '../check';
import { BROKEN_FAILOVER, findBugs } from '../known-bugs';

export const KNOWN_BAD_RELEASE: Check = {
  id: 'known-bad-release',
  severity: 'error',
  sentence: 'No node is of a Canton release whose failover is known to be broken.',
  why: 'The instance that takes over does not serve until somebody restarts it (release notes of Canton 2.7.6, 2.8.4 and 2.8.11; known issues of Daml 2.8.2).',
  fix: 'Upgrade to Daml Enterprise 2.10.4.',
  find: (deployment) => deployment.nodes.flatMap((running) => findBugs(running, BROKEN_FAILOVER)),
};
