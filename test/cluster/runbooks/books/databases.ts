import { NodeOperation } from '../../../../lib';
import { sleep, waitUntil } from '../../../control-plane/wait';
import { requireActive } from '../../ledger/activity';
import { NODES, PARTICIPANT } from '../app';
import { stepOf } from '../page';
import { Runbook, see } from '../runbook';
import { Site } from '../site';

const REPLACING = { page: 'docs/runbooks/replacing-a-database.md', section: 'Replacing a database' };
const RESTORING = 'docs/runbooks/restoring-a-backup.md';
const DISASTER = 'docs/disaster-recovery.md';

/** The list of databases in the page's commands. */
const DATABASES = 'sequencer mediator manager participant triggers';

/** Folders that the pages name. */
const [BACKUP, COPY] = ['backup', 'copy'];

/** How long clients write after the backup what will be lost with it, in milliseconds. */
const AFTER_THE_BACKUP = 5000;

export const REPLACING_A_DATABASE: Runbook = {
  ...REPLACING,
  name: 'Replacing a database',
  before: async site => {
    site.names = { [DATABASES]: site.databases.join(' ') };
  },
  hands: {
    1: { does: site => site.prepareServer() },
    2: {
      does: site => site.operate(NodeOperation.MAINTENANCE, ...NODES),
      sees: (_, printed) => see('nobody is connected to the old server', /\(0 rows\)/.test(printed), printed),
    },
    5: { sees: site => site.servers.moved() },
    6: { does: site => site.operate(NodeOperation.RUN, ...NODES) },
    7: { sees: seeSessions },
  },
};

/** From a base backup: the instant of all databases is its end. */
export const RESTORING_A_BACKUP: Runbook = {
  name: 'Restoring a backup',
  page: RESTORING,
  section: 'Restoring a backup',
  before: async site => {
    const from = Date.now();
    await site.follow(stepOf(RESTORING, 'Backup hooks', 0));
    await sleep(AFTER_THE_BACKUP);
    site.forgotten = { from, to: from };
  },
  hands: {
    2: { does: site => site.operate(NodeOperation.MAINTENANCE, ...NODES) },
    4: { does: site => site.prepareServer(BACKUP) },
    5: { does: moveTo },
    6: {
      does: site => {
        site.forgotten = { from: site.forgotten!.from, to: Date.now() };
        site.operate(NodeOperation.RUN, 'sequencer');
      },
    },
    7: { does: site => site.operate(NodeOperation.RUN, 'mediator', 'manager') },
    8: { does: site => site.operate(NodeOperation.RUN, PARTICIPANT) },
    9: { sees: seeSessions },
  },
};

/** The copy is as a site some milliseconds away may have it: every commit waits for it, so nothing may be lost. */
export const DISASTER_RECOVERY: Runbook = {
  name: 'Disaster recovery',
  page: DISASTER,
  section: 'Promotion, step by step',
  before: async site => {
    await site.follow(stepOf(DISASTER, 'A second site', 0));
    await site.prepareServer(COPY);
    await site.database.query('postgres', 'alter system set synchronous_standby_names = \'*\'');
    await site.database.query('postgres', 'select pg_reload_conf()');
    const inStep = async () => (await site.database.query('postgres', 'select from pg_stat_replication where sync_state = \'sync\'')).length === 1;
    await waitUntil('that every commit waits for the copy', inStep, { seconds: 60 });
  },
  hands: {
    1: { does: site => site.database.kill() },
    2: { does: site => site.operate(NodeOperation.MAINTENANCE, ...NODES) },
    3: { sees: (_, printed) => see('the copy is promoted', /^ t$/m.test(printed), printed) },
    5: {
      does: async site => {
        await moveTo(site);
        site.operate(NodeOperation.RUN, ...NODES);
      },
    },
    7: { sees: seeSessions },
  },
};

/** Says in the Secret where the database is now. */
async function moveTo(site: Site): Promise<void> {
  await site.followAlso(REPLACING.page, REPLACING.section, 5);
  await site.servers.moved();
}

async function seeSessions({ database, databases }: Site): Promise<void> {
  await requireActive(database, PARTICIPANT);
  let missing = databases;
  const connected = async () => {
    const rows = await database.query<{ name: string }>('postgres', 'select distinct datname as name from pg_stat_activity');
    missing = databases.filter(each => !rows.some(({ name }) => name === each));
    return missing.length === 0;
  };
  await waitUntil('sessions on the new server', connected, { seconds: 120, otherwise: () => `none in ${missing.join(', ')}` });
}
