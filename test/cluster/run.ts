import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { DatabaseServer, startDatabase, stopDatabase } from './database';
import { buildImages } from './images/build';
import { useCluster, kubectl } from './kubectl';
import { DATABASE, FOLDER, inNetworkOf } from './layout';
import { certificateAuthority } from '../control-plane/certificates';
import { CLIENTS, NAMESPACE } from './ledger/app';
import { restartClients, startClients } from './ledger/clients';
import { LedgerDatabase } from './ledger/database';
import { applyLedger, DATABASE_NAMESPACE, prepareLedger, waitForLedger } from './ledger/deploy';
import { down, up } from './lifecycle';
import { PodDatabase } from './pod-database';
import { disturbedBootstrap } from './trials/bootstrap';
import { FAULTS } from './trials/faults';
import { measure, Outcome } from './trials/measure';
import { liveTogether, prove } from './trials/proof';
import { missedBudgets, report, Results } from './trials/report';
import { Fault, Trial } from './trials/trial';

// The cluster tier: a ledger on three nodes, every fault, and the count of what clients saw. `--only <pattern>` takes the faults whose name matches,
// `--times <n>` does each so often, `--report` writes docs/failover.md, `--keep` leaves cluster and ledger up for a look,
// and `--again` goes on with such, and with what was found on it. `--there` does the faults that need kubectl alone in the cluster that KUBECONFIG names,
// whose nodes must have the images: it makes and deletes namespaces in it, drains its nodes and stops its pods.

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    times: { type: 'string' },
    report: { type: 'boolean' },
    keep: { type: 'boolean' },
    again: { type: 'boolean' },
    install: { type: 'boolean' },
    there: { type: 'boolean' },
  },
});

/** Found so far, should a run be broken off. */
const RESULTS = path.join(FOLDER, 'results.json');
const DATABASE_FOLDER = path.join(FOLDER, 'database');
const REPORT = 'docs/failover.md';
const BOOTSTRAPS = 3;
const NOTHING: Results = { date: '', outcomes: [], bootstraps: [], proofs: [], liveTogether: 0 };

async function main(): Promise<void> {
  const only = new RegExp(options.only ?? '');
  const faults = FAULTS.filter(({ name, onOwnMachine }) => only.test(name) && !(options.there && onOwnMachine));
  if (faults.length === 0) {
    throw new Error(`no fault's name matches '${options.only}'; there are: ${FAULTS.map(({ name }) => name).join(', ')}`);
  }
  const results: Results = options.again ? JSON.parse(fs.readFileSync(RESULTS, 'utf8')) : { ...NOTHING };
  const trial = options.again ? await ledgerOfBefore() : await freshLedger(results, only);
  let interrupted = false;
  process.once('SIGINT', () => {
    say('Interrupted: this fault is the last, then everything is counted');
    interrupted = true;
  });
  // In rounds: what is done again and again right away meets containers that wait for their restart.
  const timesOf = (fault: Fault) => Number(options.times ?? fault.times);
  for (let round = 1; round <= Math.max(...faults.map(timesOf)); round++) {
    for (const fault of faults.filter(each => timesOf(each) >= round && !interrupted)) {
      const found = await measure(fault, trial);
      found.forEach(outcome => say(line(outcome)));
      results.outcomes.push(...found);
      fs.writeFileSync(RESULTS, JSON.stringify(results));
    }
  }
  results.proofs.push(...await prove(trial.database));
  results.liveTogether += await liveTogether(trial.database);
  results.date = new Date().toISOString().slice(0, 10);
  fs.writeFileSync(RESULTS, JSON.stringify(results));
  const text = report(results);
  if (options.report) {
    fs.writeFileSync(REPORT, text);
  }
  console.log(text);
  const missed = missedBudgets(results);
  process.exitCode = missed.length === 0 ? 0 : 1;
  if (!options.keep) {
    await (options.there ? leave() : end());
  }
}

/** The cluster, and on it a ledger whose clients are served. */
async function freshLedger({ bootstraps }: Results, only: RegExp): Promise<Trial> {
  const images = buildImages();
  const trial = new Trial(options.there ? await databaseThere(images.map(({ file }) => file)) : await ownCluster());
  const authority = certificateAuthority(path.join(FOLDER, 'ledger'), 'ledger authority');
  for (let time = 1; time <= Number(options.times ?? BOOTSTRAPS) && only.test('disturbed bootstrap') && !options.there; time++) {
    bootstraps.push(await disturbedBootstrap(trial, authority));
    say(`disturbed bootstrap: the ledger was up after ${bootstraps[bootstraps.length - 1].seconds.toFixed(0)} s`);
  }
  await prepareLedger(trial.database, authority);
  applyLedger();
  await waitForLedger();
  await startClients(fs.readFileSync(authority.certificate, 'utf8'), !options.there);
  say('The ledger is up and its clients are served');
  return trial;
}

/** Our own cluster, with a database beside it. */
async function ownCluster(): Promise<LedgerDatabase> {
  await up({ install: options.install });
  // Data of an earlier run would be counted as this one's.
  await stopDatabase(DATABASE_FOLDER);
  fs.rmSync(DATABASE_FOLDER, { recursive: true, force: true });
  return startServer();
}

/** The cluster that KUBECONFIG names, with a database in it. */
async function databaseThere(archives: string[]): Promise<LedgerDatabase> {
  if (!process.env.KUBECONFIG) {
    throw new Error('--there needs KUBECONFIG, the path of the configuration of the cluster to use');
  }
  useCluster(process.env.KUBECONFIG);
  say(`Its nodes must have these images already, for none of them can be pulled:\n${archives.join('\n')}`);
  const database = new PodDatabase(path.join(FOLDER, 'pod-database'));
  await database.start();
  return database;
}

/** The ledger that a run with `--keep` left, with new clients. */
async function ledgerOfBefore(): Promise<Trial> {
  const trial = new Trial(await startServer());
  await restartClients();
  return trial;
}

function startServer(): Promise<DatabaseServer> {
  return startDatabase({ folder: DATABASE_FOLDER, address: DATABASE.address, port: 5432, launcher: inNetworkOf(DATABASE) });
}

/** Takes what was made out of a cluster that is not ours. */
async function leave(): Promise<void> {
  kubectl(['delete', 'namespace', NAMESPACE, CLIENTS, DATABASE_NAMESPACE, '--timeout=180s']);
}

async function end(): Promise<void> {
  await stopDatabase(DATABASE_FOLDER);
  await down();
}

function line({ fault, client, gap, gaps, budget, note, redundancy, story }: Outcome): string {
  const verdict = budget === undefined ? '' : gap <= budget ? ` <= ${budget.toFixed(1)}` : ` > ${budget.toFixed(1)} MISSED`;
  const extras = [note, redundancy && `redundant after ${redundancy.toFixed(0)} s`, story].filter(Boolean).join(' | ');
  return `${fault} | ${client}: ${gap.toFixed(1)} s${verdict} (${gaps} breaks) | ${extras}`;
}

function say(text: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}

main().catch((error: Error) => {
  console.error(error.stack ?? error.message);
  process.exitCode = 1;
});
