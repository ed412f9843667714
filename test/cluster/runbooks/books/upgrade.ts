import { NodeOperation } from '../../../../lib';
import { waitUntil } from '../../../control-plane/wait';
import { kubectl } from '../../kubectl';
import { requireActive } from '../../ledger/activity';
import { NAMESPACE } from '../../ledger/ledger';
import { MIGRATING, PARTICIPANT, PATCHED } from '../app';
import { Runbook, see } from '../runbook';

const PAGE = 'docs/runbooks/upgrade.md';
const SELECTED = ['-n', NAMESPACE, 'get', 'pods', '--selector', `app.kubernetes.io/instance=${PARTICIPANT},app.kubernetes.io/component=participant`];

/** Of the domain and of the participant at once. */
export const PATCH: Runbook = {
  name: 'Upgrade, a patch release without a migration',
  page: PAGE,
  section: 'A patch release without a migration',
  hands: {
    1: { does: site => site.change({ releases: { domain: PATCHED, participant: PATCHED } }) },
    3: { sees: () => waitUntil('two pods of the new image', () => isOnly(PATCHED), { seconds: 120, otherwise: () => kubectl(SELECTED) }) },
  },
};

/** Of the participant alone, as the program on the page has it. */
export const MIGRATION: Runbook = {
  name: 'Upgrade, a release that migrates databases',
  page: PAGE,
  section: 'A release that migrates databases',
  hands: {
    2: { does: site => site.operate(NodeOperation.MAINTENANCE, PARTICIPANT) },
    4: {
      does: site => {
        const { releases, operations } = site.version;
        site.change({ releases: { ...releases, participant: MIGRATING }, operations: { ...operations, participant: NodeOperation.MIGRATE } });
      },
      sees: (_, printed) => see('the database is migrated', printed.includes('the database is migrated'), printed),
    },
    5: { does: site => site.operate(NodeOperation.RUN, PARTICIPANT) },
    6: {
      sees: async site => {
        await requireActive(site.database, PARTICIPANT);
        await waitUntil('two pods of the new image', () => isOnly(MIGRATING), { seconds: 120, otherwise: () => kubectl(SELECTED) });
      },
    },
  },
};

function isOnly(version: string): boolean {
  const images = kubectl([...SELECTED, '--output=jsonpath={.items[*].spec.containers[*].image}']).split(' ');
  return images.length === 2 && images.every(image => image.endsWith(`:${version}`));
}
