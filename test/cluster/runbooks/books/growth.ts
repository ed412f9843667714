import * as fs from 'fs';
import { waitUntil } from '../../../control-plane/wait';
import { kubectl } from '../../kubectl';
import { requireActive } from '../../ledger/activity';
import { acknowledged, clientApps, startClients } from '../../ledger/clients';
import { CLIENTS } from '../../ledger/ledger';
import { allPods, isReady, podsOf } from '../../ledger/state';
import { prove, wrongs } from '../../trials/proof';
import { Runbook, see } from '../runbook';
import { Site } from '../site';

const MEDIATOR = 'mediator-2';
const SHARD = 'c';
/** Commands through the new shard. */
const ENOUGH = 50;

/** Pods that were there before, and must be there afterwards. */
let before: string[];

export const ADDING_A_MEDIATOR: Runbook = {
  name: 'Adding a mediator',
  page: 'docs/runbooks/adding-a-mediator.md',
  section: 'Adding a mediator',
  hands: {
    1: { does: site => site.prepare({ mediators: ['mediator', MEDIATOR] }) },
    3: {
      does: site => {
        before = podsOfNodes();
        site.change({ mediators: ['mediator', MEDIATOR] });
      },
      sees: (_, printed) => {
        see('the log has: onboarding mediator, domain is ready', /onboarding mediator/.test(printed) && /domain .* is ready/.test(printed), printed);
        seeSamePods();
      },
    },
    4: {
      sees: async ({ database }) => {
        await waitUntil('that both instances are Ready', () => podsOf(MEDIATOR).filter(isReady).length === 2, { seconds: 120 });
        await requireActive(database, MEDIATOR);
      },
    },
  },
};

export const ADDING_A_SHARD: Runbook = {
  name: 'Adding a shard',
  page: 'docs/runbooks/adding-a-shard.md',
  section: 'Adding a shard',
  hands: {
    2: { sees: (_, printed) => see('the directory has no errors', printed.includes(' 0 errors'), printed) },
    3: {
      does: async site => {
        before = podsOfNodes();
        await site.prepare({ shards: ['a', SHARD] }); // what step 1 asks for: the list comes from the program
        site.change({ shards: ['a', SHARD] });
      },
      sees: seeSamePods,
    },
    4: { sees: commandsThroughIt },
    5: { sees: site => site.change({}) },
  },
};

/** A client of the new shard, each command of which must be in its database. */
async function commandsThroughIt(site: Site): Promise<void> {
  site.change({});
  const ledger = site.shardLedger(SHARD);
  const [app] = clientApps(ledger);
  await startClients([app], fs.readFileSync(site.authority.certificate, 'utf8'), true);
  await waitUntil(`${ENOUGH} commands through ${app.name}`, async () => (await acknowledged(app.name)).length >= ENOUGH, { seconds: 120 });
  const [proof] = await prove(ledger, site.database);
  kubectl(['-n', CLIENTS, 'delete', 'deployment', app.name]);
  see('commands through the new shard are answered', wrongs(proof).length === 0, wrongs(proof).join());
}

/** Without those of Jobs. */
function podsOfNodes(): string[] {
  return allPods().filter(({ status }) => status.phase === 'Running').map(({ metadata }) => metadata.name);
}

function seeSamePods(): void {
  const after = podsOfNodes();
  const gone = before.filter(name => !after.includes(name));
  see('nothing else restarts', gone.length === 0, `gone: ${gone.join(', ')}`);
}
