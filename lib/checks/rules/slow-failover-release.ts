import { Check } from '../check';
import { BROKEN_FAILOVER, findBugs, SLOW_FAILOVER } from '../known-bugs';

export const SLOW_FAILOVER_RELEASE: Check = {
  id: 'slow-failover-release',
  severity: 'warning',
  sentence: 'No node is of a Canton release whose failover is known to be slow.',
  why: 'A lost instance keeps its lock until the connection is noticed to be dead, and nobody else becomes active (release notes of Canton 2.10.4 and 3.4.11).',
  fix: 'Upgrade to Daml Enterprise 2.10.4.',
  find: (deployment) => deployment.nodes
    .filter((running) => findBugs(running, BROKEN_FAILOVER).length === 0) // an upgrade that repairs the failover makes it quick too
    .flatMap((running) => findBugs(running, SLOW_FAILOVER)),
};
