import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { command } from './command';
import { clusterOf, clusterOfBefore, Grounds, ourCluster } from './grounds';
import { FOLDER } from './layout';
import { DAML_2_10 } from './ledger/app';
import { clientApps, removeClients, restartClients, restartsOf, startClients } from './ledger/clients';
import { applyLedger, prepareLedger, removeLedger, waitForLedger } from './ledger/deploy';
import { Ledger } from './ledger/ledger';
import { ledgerOf, LEDGERS } from './ledger/ledgers';
import { endOnInterrupt, inRounds, isInterrupted, say } from './rounds';
import { disturbedBootstrap } from './trials/bootstrap';
import { faultsOf } from './trials/faults';
import { measure, Outcome, steady } from './trials/measure';
import { liveTogether, prove } from './trials/proof';
import { missedBudgets, report, Results } from './trials/report';
import { missesOf } from './trials/summary';
import { Fault, Trial } from './trials/trial';
import { certificateAuthority } from '../control-plane/certificates';

const USAGE = `npm run test:cluster -- [options]: a ledger on three nodes, every fault, and the count of what its clients saw; first Daml 2.10, then Canton 3.5
  --release <name>  the ledger of that release only: ${LEDGERS.map(({ release }) => `'${release}'`).join(' or ')}
  --report          write docs/failover.md
  --only <pattern>  only the faults whose name matches this regular expression
  --times <n>       do each fault so often, not as often as it says itself
  --keep            leave cluster and ledger up for a look; npm run cluster:down ends them
  --again           go on with what --keep left, and with what was found on it
  --add             a new ledger, and its figures beside those of the run before: many repetitions may take several evenings
  --install         install Debian packages that are missing
  --there           do the faults that need kubectl alone, in the cluster that KUBECONFIG names: it makes and deletes the
                    namespaces ledger, clients and db there, drains its nodes and stops their pods
`;

/** Found so far, should a run be broken off. */
const RESULTS = path.join(FOLDER, 'results.json');
const REPORT = 'docs/failover.md';
const BOOTSTRAPS = 5;

const { values: options } = parseArgs({
  options: {
    report: { type: 'boolean' },
    release: { type: 'string' },
    only: { type: 'string', default: '' },
    times: { type: 'string' },
    keep: { type: 'boolean' },
    again: { type: 'boolean' },
    add: { type: 'boolean' },
    install: { type: 'boolean', default: false },
    there: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const only = new RegExp(options.only!);

async function main(): Promise<void> {
  if (options.there && options.again) {
    throw new Error('--again goes on in our own cluster only, not --there; leave one of them out');
  }
  const results: Results = options.again || options.add ? JSON.parse(fs.readFileSync(RESULTS, 'utf8'))
    : { date: '', outcomes: [], bootstraps: [], proofs: [], liveTogether: 0, revisions: {} };
  const ledgers = chosenLedgers(results);
  const grounds = await chosenGrounds();
  endOnInterrupt();
  for (const [index, ledger] of ledgers.entries()) {
    if (isInterrupted()) {
      break;
    }
    if (index > 0) {
      removeClients();
      await removeLedger(ledgers[index - 1], grounds.database);
    }
    await trials(ledger, grounds, results);
  }

  const text = report(results);
  console.log(text);
  if (options.report) {
    fs.writeFileSync(REPORT, text);
  }
  process.exitCode = missedBudgets(results).length === 0 ? 0 : 1;
  if (!options.keep) {
    await grounds.leave();
  }
}

/** Those that were asked for, which must have such faults: one after the other, as the machine has no room for two. */
function chosenLedgers(results: Results): Ledger[] {
  const ledgers = options.again ? [ledgerOf(results.up)] : options.release === undefined ? LEDGERS : [ledgerOf(options.release)];
  const chosen = ledgers.filter(ledger => faultsFor(ledger).length > 0);
  if (chosen.length === 0) {
    const names = new Set(ledgers.flatMap(faultsOf).map(({ name }) => name));
    throw new Error(`no fault's name matches '${options.only}'; there are: ${[...names].join(', ')}`);
  }
  return chosen;
}

function faultsFor(ledger: Ledger): Fault[] {
  return faultsOf(ledger).filter(({ name, onOwnMachine }) => only.test(name) && !(options.there && onOwnMachine));
}

/** Every fault of one ledger, and the count. */
async function trials(ledger: Ledger, grounds: Grounds, results: Results): Promise<void> {
  const save = () => fs.writeFileSync(RESULTS, JSON.stringify(results));
  if (!options.again) {
    results.revisions = {};
    results.up = ledger.release;
  }
  const trial = new Trial(ledger, grounds.database, results.revisions);
  await (options.again ? renewClients(grounds, ledger, results) : startLedger(grounds, trial, results));
  results.isCounted = false;
  save();
  await steady(ledger);
  say(`The ledger of ${ledger.release} is up and its clients are served`);
  for (const fault of inRounds(faultsFor(ledger), options.times)) {
    const found = await measure(fault, trial);
    found.forEach(outcome => say(line(outcome)));
    results.outcomes.push(...found);
    save();
  }
  results.proofs.push(...await prove(ledger, grounds.database));
  results.isCounted = true;
  if (ledger === DAML_2_10) {
    results.liveTogether += await liveTogether(grounds.database);
  }
  results.date = new Date().toISOString().slice(0, 10);
  save();
}

/** What the clients of a run that was broken off sent is counted before they forget it. */
async function renewClients({ database }: Grounds, ledger: Ledger, results: Results): Promise<void> {
  const clients = clientApps(ledger);
  if (!results.isCounted) {
    const there = clients.filter(({ name }) => restartsOf(name) === 0);
    clients.filter(client => !there.includes(client)).forEach(({ name }) => say(`What client ${name} had sent cannot be counted: it is not there, or was started again`));
    results.proofs.push(...await prove(ledger, database, undefined, there));
  }
  await restartClients(clients);
}

function chosenGrounds(): Promise<Grounds> {
  if (options.there) {
    return clusterOf(process.env.KUBECONFIG);
  }
  return options.again ? clusterOfBefore() : ourCluster({ install: options.install! });
}

/** A new ledger with its clients. On our own machine it is disturbed while it comes up, some times. */
async function startLedger({ database, areOurs }: Grounds, trial: Trial, { bootstraps }: Results): Promise<void> {
  const { ledger } = trial;
  const authority = certificateAuthority(path.join(FOLDER, 'ledger'), 'ledger authority');
  if (areOurs && only.test('disturbed bootstrap')) {
    for (let time = 1; time <= Number(options.times ?? BOOTSTRAPS); time++) {
      const bootstrap = await disturbedBootstrap(trial, authority);
      bootstraps.push(bootstrap);
      say(`disturbed bootstrap: the ledger was up after ${bootstrap.seconds.toFixed(0)} s`);
    }
  } else {
    await prepareLedger(ledger, database, authority);
    applyLedger(ledger);
    await waitForLedger();
  }
  await startClients(clientApps(ledger), fs.readFileSync(authority.certificate, 'utf8'), areOurs);
}

function line(outcome: Outcome): string {
  const { fault, client, gap, gaps, budget, note, redundancy, back, story } = outcome;
  const verdict = missesOf(outcome).map(miss => ` MISSED ${miss}`).join('') || (budget === undefined ? '' : ` <= ${budget.toFixed(1)}`);
  const extras = [note, redundancy && `redundant after ${redundancy.toFixed(0)} s`, back && `on the way back ${back.toFixed(1)} s`, story].filter(Boolean).join(' | ');
  return `${fault} | ${client}: ${gap.toFixed(1)} s${verdict} (${gaps} breaks) | ${extras}`;
}

command(USAGE, options.help, main);
