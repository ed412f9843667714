import { CantonNode, compareVersions, NodeKind } from './canton-node';
import { Finding } from './check';
import { RunningNode } from './deployment';

/** A bug of Canton that high availability meets. */
export interface KnownBug {
  readonly id: string;
  readonly what: string;
  readonly kinds?: readonly NodeKind[];
  /** First version that has it and first version that does not, of each line. */
  readonly affected: readonly (readonly [string, string])[];
  /** Whether a node can meet it at all. */
  readonly meets?: (node: CantonNode) => boolean;
}

/** With these the instance that takes over does not serve. */
export const BROKEN_FAILOVER: readonly KnownBug[] = [
  {
    id: '23-033',
    what: 'after a failover a mediator stops processing at the first database exception',
    kinds: ['mediator'],
    affected: [['2.5.0', '2.7.6']],
  },
  {
    id: '24-004',
    what: 'after a failover of an Amazon RDS database the node stays connected to the former primary, which is read-only',
    affected: [['2.3.0', '2.7.7'], ['2.8.0', '2.8.2']],
    meets: ({ database }) => /\.rds\.amazonaws\.com(\.cn)?:/.test(database?.server ?? ''),
  },
  {
    id: '24-007',
    what: 'a participant that takes over after a long time as a standby does not become active in time',
    kinds: ['participant'],
    affected: [['2.3.0', '2.7.8'], ['2.8.0', '2.8.4']],
  },
  {
    id: '24-021',
    what: 'a failover under database trouble leaves all instances passive',
    kinds: ['participant'],
    affected: [['2.3.0', '2.8.11'], ['2.9.0', '2.9.5']],
  },
];

/** With these it takes long until it serves. */
export const SLOW_FAILOVER: readonly KnownBug[] = [
  {
    id: 'keep-alive',
    what: 'a database connection that hangs is noticed after the system\'s two hours only',
    affected: [['2.0.0', '2.10.4'], ['3.0.0', '3.4.11']],
  },
];

/** Which of these bugs the release of a node's image has. An image without a version in its tag is not judged. */
export function findBugs({ workload, node }: RunningNode, bugs: readonly KnownBug[]): Finding[] {
  return bugs.filter(({ kinds, meets }) => (kinds?.includes(node.kind) ?? true) && (meets?.(node) ?? true)).flatMap(({ id, what, affected }) => {
    const fixed = fixedIn(node, affected);
    return fixed === undefined ? [] : [{
      object: workload.id,
      message: `${node.text} must not be of release ${node.container.image.tag}: ${what} (${id}, fixed in ${fixed})`,
    }];
  });
}

/** The first version without the bug, where the node's version has it. */
function fixedIn({ version }: CantonNode, ranges: KnownBug['affected']): string | undefined {
  const older = (a: readonly number[], b: string) => compareVersions(a, b.split('.').map(Number)) < 0;
  return version === undefined ? undefined : ranges.find(([first, fixed]) => !older(version, first) && older(version, fixed))?.[1];
}
