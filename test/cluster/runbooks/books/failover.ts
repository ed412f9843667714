import { INSTANCE_LABEL } from '../../../../lib/model/annotations';
import { waitUntil } from '../../../control-plane/wait';
import { activePod, requireActive } from '../../ledger/activity';
import { isReady, Pod, podsOf } from '../../ledger/state';
import { PARTICIPANT } from '../app';
import { Runbook, see } from '../runbook';

const PAGE = 'docs/runbooks/planned-failover.md';

export const WHO_IS_ACTIVE: Runbook = {
  name: 'Who is active?',
  page: PAGE,
  section: 'Who is active',
  hands: {
    0: { sees: (_, printed) => see('200 of the active one, 500 of the standby', /^200$/m.test(printed) && /^500$/m.test(printed), printed) },
  },
};

/** The number of the one that was active before. */
let active: string;

/** The page takes the active one for number 0. */
export const PLANNED_FAILOVER: Runbook = {
  name: 'Planned failover',
  page: PAGE,
  section: 'Hand over',
  before: async site => {
    active = instanceOf(await requireActive(site.database, PARTICIPANT));
    site.names = { [`${INSTANCE_LABEL}=0`]: `${INSTANCE_LABEL}=${active}`, [`${PARTICIPANT}-0`]: `${PARTICIPANT}-${active}` };
  },
  hands: {
    1: { sees: () => see('both pods are Ready', podsOf(PARTICIPANT).filter(isReady).length === 2) },
    3: {
      does: async site => {
        const other = async () => {
          const pod = await activePod(site.database, PARTICIPANT);
          return pod !== undefined && instanceOf(pod) !== active;
        };
        await waitUntil('that the other instance is active', other, { seconds: 60 });
      },
    },
  },
};

function instanceOf({ metadata }: Pod): string {
  return metadata.labels[INSTANCE_LABEL];
}
