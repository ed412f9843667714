import * as os from 'os';
import * as path from 'path';
import { Bootstrap } from './bootstrap';
import { N, NOTICED, RATE } from './budgets';
import { Outcome } from './measure';
import { addUp, Proof, wrongs } from './proof';
import { Figures, medianOf, summarize, Summary } from './summary';
import { FailoverTiming, FailoverTimingOptions } from '../../../lib';
import { KUBERNETES } from '../../control-plane/binaries';
import { run } from '../../control-plane/command';
import { REPLICATION } from '../double/timing';
import { POSTGRES_PROGRAMS } from '../images/debian';
import { DAML_2_10 } from '../ledger/app';
import { JSON_CLIENT } from '../ledger/clients';
import { Ledger } from '../ledger/ledger';
import { ledgerOf, LEDGERS } from '../ledger/ledgers';
import { table } from '../page';

const WHY = 'What is known of such misses: [name servers](decisions/0014-a-lost-node-takes-its-dns-along.md), [drains](decisions/0015-drains-one-after-the-other.md), '
  + '[a Service of sequencers](decisions/0016-no-session-affinity.md), [nodes that start](decisions/0054-a-node-waits-for-its-database.md).';

/** Everything that a run found. */
export interface Results {
  date: string;
  readonly outcomes: Outcome[];
  readonly bootstraps: Bootstrap[];
  readonly proofs: Proof[];
  /** How often two trigger services were alive at once. */
  liveTogether: number;
  /** How often the configuration of each service was changed, in the ledger that was up last. */
  revisions: Record<string, number>;
  /** The release of that ledger. @default - Daml 2.10 */
  up?: string;
  /** Whether all is counted that its clients sent: until then it is in their memory. */
  isCounted?: boolean;
}

/** The page `docs/failover.md`. */
export function report(results: Results): string {
  const [first, ...others] = LEDGERS.map(ledger => ({ ledger, found: resultsOf(results, ledger) })).filter(({ found }) => found.outcomes.length > 0);
  return [
    '# Failover, measured',
    '',
    `Written by \`npm run test:cluster -- --report\` on ${results.date}; do not edit it by hand. The manifests are what the library writes for`,
    '`test/cluster/ledger/app.ts`, all at default but for sizes. Kubernetes, containerd, HAProxy, CoreDNS and PostgreSQL are real; in the place of the Enterprise',
    'images, which not everybody can pull, stands a double that reads the same configuration, takes the same database locks in the same steps and answers the',
    'same health questions ([its behaviour, line by line](../test/cluster/double/README.md)). So the figures prove the manifests, not Canton. What the cluster found wrong in the',
    'library stands on [a page of its own](cluster-defects.md).',
    '',
    ...machine(),
    '',
    '## How long clients went without an answer',
    '',
    'Seconds between two commands that were acknowledged at the first try, seen by a client that sends new ones all the time through the Service\'s name, with a time-out of 2 s',
    `for each call. N is ${N} s: how long an instance takes from the database's lock until it serves, as a real participant that was warm took. The budgets are for`,
    '`FailoverTiming.fast()`.',
    timing(),
    'Who is hit in two ways by one node, as by its active instance and a sequencer, takes the longer budget: both promises hold for that node, and the times overlap. A rollout and two',
    'drains may switch a service twice: the budget is for each switch, and where both are one break, for both together. When what was lost comes back or is healed, nothing may take longer',
    `than the fault itself may; what took more than ${NOTICED} s is called *on the way back*. A fault that hits different parts in different runs has a row for each, after one for all.`,
    'The client does what [the page on high availability](high-availability.md#the-arithmetic) asks of applications.',
    '',
    ...gaps(first.ledger, first.found),
    '',
    '## Commands',
    '',
    'At the end the clients stop, and the database is asked for every command that was acknowledged. *Doubled* are commands that are there twice; *interleaved* counts how often an instance',
    'wrote again after another one without having gained the lock anew, which is how two that write at once would look.',
    '',
    ...commands(first.ledger, first.found),
    '',
    ...(first.ledger === DAML_2_10 ? [`Two trigger services alive at once: ${results.liveTogether === 0 ? 'never' : `${results.liveTogether} times`}.`, ''] : []),
    ...bootstraps('##', first.ledger, first.found),
    '## Who was active when',
    '',
    'The worst run of each fault, in seconds from its beginning.',
    '',
    ...stories(first.ledger, first.found),
    '',
    ...others.flatMap(({ ledger, found }) => section(ledger, found)),
  ].join('\n');
}

/** The same of another release, in less words. */
function section(ledger: Ledger, found: Results): string[] {
  return [
    `## ${ledger.release}`,
    '',
    `The same faults on a ledger of ${ledger.release} (\`test/cluster/ledger/canton3.ts\`), which was up after the one above and never beside it. Each sequencer is one pod`,
    'with an address, an identity and a database of its own. `proxy()` is on a synchronizer with one mediator service, `clientSide()` on another one with a group of three, of',
    'which two must agree. Columns and words are those above.',
    '',
    ...gaps(ledger, found),
    '',
    ...commands(ledger, found),
    '',
    ...bootstraps('###', ledger, found),
    ...stories(ledger, found),
    '',
  ];
}

function resultsOf(results: Results, ledger: Ledger): Results {
  const own = <T extends { readonly release?: string }>(all: T[]) => all.filter(({ release }) => ledgerOf(release) === ledger);
  return { ...results, outcomes: own(results.outcomes), bootstraps: own(results.bootstraps), proofs: own(results.proofs) };
}

function gaps(ledger: Ledger, { outcomes }: Results): string[] {
  const summaries = summarize(outcomes);
  const missed = summaries.filter(({ missed: misses }) => misses.length > 0);
  return [
    ...table(['fault', 'participant service', 'times', 'median', 'worst', 'budget', 'kept'], summaries.flatMap(summary => rows(ledger, summary))),
    '',
    ...(missed.length === 0 ? ['Every budget was kept.'] : [WHY, '', ...missed.map(({ fault, client, missed: misses }) => `- ${fault}, ${client}: ${misses.join(', ')}`)]),
  ];
}

function stories(ledger: Ledger, { outcomes }: Results): string[] {
  const summaries = summarize(outcomes);
  return summaries.map(({ fault, client, note, activeBefore, story }) => {
    const isSplit = summaries.filter(other => other.fault === fault && other.client === client).length > 1;
    const before = activeBefore === undefined ? [] : [`${activeBefore} was active`];
    return `- ${fault}${isSplit && note !== '' ? `; ${note}` : ''}, ${nameOf(ledger, client)}: ${[...before, story || 'nobody started, stopped or switched'].join('; ')}`;
  });
}

export function missedBudgets(results: Results): string[] {
  const live = results.liveTogether > 0 ? [`two trigger services were alive at once ${results.liveTogether} times`] : [];
  const found = LEDGERS.map(ledger => resultsOf(results, ledger));
  const slow = found.flatMap(({ outcomes }) => summarize(outcomes)).filter(({ missed }) => missed.length > 0);
  return [
    ...results.proofs.flatMap(wrongs), ...live, ...found.flatMap(({ proofs }, index) => missedRate(LEDGERS[index], proofs)),
    ...slow.map(({ fault, client, missed }) => `${fault}, ${client}: ${missed.join(', ')}`),
  ];
}

function missedRate({ release }: Ledger, proofs: Proof[]): string[] {
  const rate = addUp(proofs).reduce((total, { perSecond }) => total + perSecond, 0);
  return proofs.length > 0 && rate < RATE ? [`${release}: ${rate.toFixed(1)} commands a second < ${RATE}`] : [];
}

function rows(ledger: Ledger, summary: Summary): string[][] {
  const { fault, client, note, budget, missed, missedRuns, redundancy, back = 0, all } = summary;
  const extras = [
    ...(redundancy === undefined ? [] : [`redundant after at most ${redundancy.toFixed(0)} s`]),
    ...(back > NOTICED ? [`on the way back ${back.toFixed(1)} s`] : []),
  ];
  const what = [`${fault}${note === '' ? '' : `; ${note}`}`, ...extras].join(', ');
  const misses = missedRuns === 0 ? 'median' : `${missedRuns} of ${summary.times}`;
  const kept = missed.length > 0 ? `**no**: ${misses}` : budget.startsWith('none') ? '-' : 'yes';
  const figures = ({ times, median, worst }: Figures) => [nameOf(ledger, client), String(times), median.toFixed(1), worst.toFixed(1)];
  const sum = all === undefined ? [] : [[`${fault}, all`, ...figures(all), 'see below', 'see below']];
  return [...sum, [what, ...figures(summary), budget, kept]];
}

function nameOf({ participants, jsonApi }: Ledger, client: string): string {
  return client === JSON_CLIENT ? jsonApi!.mode : participants.find(({ name }) => name === client)!.mode;
}

function commands(ledger: Ledger, results: Results): string[] {
  const proofs = addUp(results.proofs);
  const sum = (value: (proof: Proof) => number) => proofs.reduce((total, proof) => total + value(proof), 0);
  const row = (name: string, value: (of: (proof: Proof) => number) => number) => {
    const wrong = [value(({ lost }) => lost), value(({ doubled }) => doubled), value(({ interleaved = NaN }) => interleaved)];
    return [name, String(value(({ acknowledged }) => acknowledged)), value(({ perSecond }) => perSecond).toFixed(1), ...wrong.map(count => (Number.isNaN(count) ? '-' : String(count)))];
  };
  return table(['client', 'acknowledged', 'a second, breaks included', 'lost', 'doubled', 'interleaved'], [
    ...proofs.map(proof => row(nameOf(ledger, proof.client), of => of(proof))), row('all', sum),
  ]);
}

function bootstraps(heading: string, { disturbance }: Ledger, { bootstraps: all }: Results): string[] {
  if (all.length === 0) {
    return [];
  }
  return [
    `${heading} Disturbed bootstrap`, '',
    `Done ${all.length === 1 ? 'once' : `${all.length} times`}: ${disturbance}`,
    `well: everything was up after ${medianOf(all.map(({ seconds }) => seconds)).toFixed(0)} s (worst ${Math.max(...all.map(({ seconds }) => seconds)).toFixed(0)} s).`, '',
  ];
}

/** Fast by the library's own values; Canton's own, which the library leaves to Canton, by those that stand for Canton here. */
function timing(): string {
  const text = (tries: number, checks: number, looks: number) => (
    `a passive instance tries for the lock every ${tries / 1000} s, the active one looks after it every ${checks / 1000} s and pools every ${looks / 1000} s`
  );
  const { passiveCheckPeriod: passive, activeCheckPeriod: active, poolCheckPeriod: pool } = FailoverTiming.fast()._periods as FailoverTimingOptions;
  const fast = text(passive.toMilliseconds(), active.toMilliseconds(), pool.toMilliseconds());
  const stock = text(REPLICATION.passiveCheck, REPLICATION.activeCheck, REPLICATION.poolCheck);
  return `There ${fast}; with Canton's own timing ${stock}.`;
}

function machine(): string[] {
  const version = (command: string[]) => /\d+\.\d+(\.\d+)?/.exec(run(command))?.[0];
  return [
    `Machine: ${os.cpus().length} cores, ${Math.round(os.totalmem() / 1024 ** 3)} GiB, Linux ${os.release()}, all nodes on it. Kubernetes ${KUBERNETES} with its defaults`,
    `(a lost node is called NotReady after 50 s), containerd ${version(['containerd', '--version'])}, CoreDNS with the stock Corefile (ttl 30, cache 30),`,
    `PostgreSQL ${version([path.join(POSTGRES_PROGRAMS, 'postgres'), '--version'])}, HAProxy ${version(['haproxy', '-v'])}.`,
  ];
}
