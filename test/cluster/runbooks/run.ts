import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { attempt, Outcome } from './attempt';
import { RUNBOOKS } from './books';
import { failed, report } from './report';
import { Site, SiteState } from './site';
import { command } from '../command';
import { newCluster } from '../grounds';
import { FOLDER } from '../layout';
import { clientApps, startClients } from '../ledger/clients';
import { waitForLedger } from '../ledger/deploy';
import { down } from '../lifecycle';
import { writeReport } from '../page';
import { endOnInterrupt, isInterrupted, say } from '../rounds';

const USAGE = `npm run test:cluster:runbooks -- [options]: the runbooks' own commands, on the reference deployment on three nodes, while a client counts
  --report          write the table into docs/runbooks/README.md
  --only <pattern>  only the runbooks whose name matches this regular expression
  --keep            leave cluster and ledger up for a look; npm run cluster:down ends them
  --again           go on with what --keep left, or a runbook that failed, and with what was found on it
  --install         install Debian packages that are missing
`;

const PAGE = 'docs/runbooks/README.md';
/** What was found, and how the ledger was left, should a run be broken off. */
const STATE = path.join(FOLDER, 'runbooks.json');

interface State extends SiteState {
  readonly outcomes: Outcome[];
}

const { values: options } = parseArgs({
  options: {
    report: { type: 'boolean' },
    only: { type: 'string', default: '' },
    keep: { type: 'boolean' },
    again: { type: 'boolean' },
    install: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  const chosen = RUNBOOKS.filter(({ name }) => new RegExp(options.only!).test(name));
  if (chosen.length === 0) {
    throw new Error(`no runbook's name matches '${options.only}'; there are: ${RUNBOOKS.map(({ name }) => name).join(', ')}`);
  }
  const before: State | undefined = options.again ? JSON.parse(fs.readFileSync(STATE, 'utf8')) : undefined;
  const site = before === undefined ? await newLedger() : await Site.resume(before);
  let outcomes = before?.outcomes ?? [];
  const save = () => fs.writeFileSync(STATE, JSON.stringify({ ...site.state, outcomes }));
  save();
  endOnInterrupt();
  for (const runbook of chosen) {
    if (isInterrupted()) {
      break;
    }
    say(`${runbook.name}: begins`);
    const outcome = await attempt(runbook, site).finally(save);
    say(JSON.stringify(outcome));
    outcomes = [...outcomes.filter(({ runbook: name }) => name !== runbook.name), outcome];
    save();
  }

  const tried = RUNBOOKS.flatMap(({ name }) => outcomes.filter(({ runbook }) => runbook === name));
  const text = report(new Date().toISOString().slice(0, 10), tried);
  console.log(text);
  if (options.report) {
    writeReport(PAGE, text);
  }
  process.exitCode = failed(tried).length === 0 ? 0 : 1;
  if (!options.keep) {
    await site.database.stop();
    await down();
  }
}

async function newLedger(): Promise<Site> {
  await newCluster({ install: options.install! });
  const site = await Site.begin();
  await waitForLedger();
  await startClients(clientApps(site.ledger), fs.readFileSync(site.authority.certificate, 'utf8'), true);
  say('The ledger is up and its client is served');
  return site;
}

command(USAGE, options.help, main);
