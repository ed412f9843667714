import { seeBudgets } from './beginning';
import { waitUntil } from '../../../control-plane/wait';
import { crashNode, restoreNode } from '../../faults';
import { kubectl } from '../../kubectl';
import { nodeNamed } from '../../layout';
import { requireActive } from '../../ledger/activity';
import { allPods, podsOf } from '../../ledger/state';
import { rolledOut } from '../../trials/faults/rollouts';
import { PARTICIPANT, SERVICES } from '../app';
import { Runbook, see } from '../runbook';
import { Site } from '../site';

const [ZONE, NODE] = ['eu-central-1a', '<node>'];
const TRIGGERS = 'triggers';

/** The zone, which is one node here, that the active participant is in. */
export const DRAINING_A_ZONE: Runbook = {
  name: 'Draining a zone',
  page: 'docs/runbooks/draining-a-zone.md',
  section: 'Draining a zone',
  before: async site => {
    const { spec } = await requireActive(site.database, PARTICIPANT);
    site.names = { [ZONE]: nodeNamed(spec.nodeName!).zone! };
  },
  hands: {
    3: { sees: seeBudgets },
    5: {
      sees: async site => {
        const left = allPods().filter(({ spec, status }) => status.phase === 'Running' && nodeNamed(spec.nodeName!).zone === site.names[ZONE]);
        see('all pods are on other nodes', left.length === 0, left.map(({ metadata }) => metadata.name).join(', '));
        await rolledOut(SERVICES);
      },
    },
  },
};

/** The node of the trigger service. */
export const LOST_NODE: Runbook = {
  name: 'A lost node',
  page: 'docs/runbooks/lost-node.md',
  section: 'A lost node',
  before: async site => {
    const [{ spec }] = podsOf(TRIGGERS);
    site.names = { [NODE]: spec.nodeName! };
  },
  hands: {
    1: { does: lose },
    2: { sees: site => see('the trigger service runs elsewhere', podsOf(TRIGGERS).some(({ spec }) => spec.nodeName !== site.names[NODE])) },
    4: { does: site => restoreNode(site.names[NODE]) },
  },
};

/** Until Kubernetes has given it up. */
async function lose({ names }: Site): Promise<void> {
  await crashNode(names[NODE]);
  await waitUntil('that the trigger service\'s pod is Terminating', () => podsOf(TRIGGERS).length === 0, {
    seconds: 180, every: 1000, otherwise: () => kubectl(['get', 'nodes']),
  });
}
