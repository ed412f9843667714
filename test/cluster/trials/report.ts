import * as os from 'os';
import * as path from 'path';
import { Bootstrap } from './bootstrap';
import { N } from './budgets';
import { Outcome } from './measure';
import { addUp, Proof } from './proof';
import { medianOf, summarize, Summary } from './summary';
import { KUBERNETES } from '../../control-plane/binaries';
import { run } from '../../control-plane/command';
import { POSTGRES_PROGRAMS } from '../images/debian';
import { DAML_2_10 } from '../ledger/app';
import { JSON_CLIENT } from '../ledger/clients';
import { Ledger } from '../ledger/ledger';
import { ledgerOf, LEDGERS } from '../ledger/ledgers';
import { table } from '../page';

const WHY = 'Missed; why: [name servers](decisions/0014-a-lost-node-takes-its-dns-along.md), [drains](decisions/0015-drains-one-after-the-other.md), '
  + '[a Service of sequencers](decisions/0016-no-session-affinity.md).';

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
    'same health questions ([its behaviour, line by line](../test/cluster/double/README.md)). So the figures prove the manifests, not Canton.',
    '',
    ...machine(),
    '',
    '## How long clients went without an answer',
    '',
    'Seconds between two commands that were acknowledged at the first try, seen by a client that sends new ones all the time through the Service\'s name, with a time-out of 2 s',
    `for each call. N is ${N} s: how long an instance takes from the database's lock until it serves, as a real participant that was warm took. The budgets are for`,
    '`FailoverTiming.fast()`.',
    'The client does what [the page on high availability](high-availability.md#the-arithmetic) asks of applications.',
    '',
    ...gaps(first.ledger, first.found),
    '',
    '## Commands',
    '',
    'At the end the clients stop, and the database is asked for every command that was acknowledged.',
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
    ...table(['fault', 'participant service', 'times', 'median', 'worst', 'budget', 'kept'], summaries.map(summary => row(ledger, summary))),
    '',
    ...(missed.length === 0 ? ['Every budget was kept.'] : [WHY, '', ...missed.map(({ fault, client, missed: misses }) => `- ${fault}, ${client}: ${misses.join(', ')}`)]),
  ];
}

function stories(ledger: Ledger, { outcomes }: Results): string[] {
  return summarize(outcomes).filter(({ story }) => story !== '').map(({ fault, client, story }) => `- ${fault}, ${nameOf(ledger, client)}: ${story}`);
}

export function missedBudgets(results: Results): string[] {
  const bad = results.proofs.filter(({ lost, doubled }) => lost + doubled > 0).map(({ client, lost, doubled }) => `${client}: ${lost} lost, ${doubled} doubled`);
  const live = results.liveTogether > 0 ? [`two trigger services were alive at once ${results.liveTogether} times`] : [];
  const summaries = LEDGERS.flatMap(ledger => summarize(resultsOf(results, ledger).outcomes));
  const slow = summaries.filter(({ missed }) => missed.length > 0).map(({ fault, client, missed }) => `${fault}, ${client}: ${missed.join(', ')}`);
  return [...bad, ...live, ...slow];
}

function row(ledger: Ledger, { fault, client, note, times, median, worst, budget, missed, redundancy }: Summary): string[] {
  const extra = redundancy === undefined ? '' : `, redundant after at most ${redundancy.toFixed(0)} s`;
  const kept = budget.startsWith('none') ? '-' : missed.length === 0 ? 'yes' : `**no**: ${missed.length} of ${times}`;
  return [`${fault}${note === '' ? '' : `; ${note}`}${extra}`, nameOf(ledger, client), String(times), median.toFixed(1), worst.toFixed(1), budget, kept];
}

function nameOf({ participants, jsonApi }: Ledger, client: string): string {
  return client === JSON_CLIENT ? jsonApi!.mode : participants.find(({ name }) => name === client)!.mode;
}

function commands(ledger: Ledger, results: Results): string[] {
  const proofs = addUp(results.proofs);
  const sum = (value: (proof: Proof) => number) => proofs.reduce((total, proof) => total + value(proof), 0);
  const all = [sum(proof => proof.acknowledged), sum(proof => proof.perSecond), sum(proof => proof.lost), sum(proof => proof.doubled)];
  const cells = ([acknowledged, perSecond, lost, doubled]: number[]) => [String(acknowledged), perSecond.toFixed(0), String(lost), String(doubled)];
  return table(['client', 'acknowledged', 'a second, breaks included', 'lost', 'doubled'], [
    ...proofs.map(proof => [nameOf(ledger, proof.client), ...cells([proof.acknowledged, proof.perSecond, proof.lost, proof.doubled])]),
    ['all', ...cells(all)],
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

function machine(): string[] {
  const version = (command: string[]) => /\d+\.\d+(\.\d+)?/.exec(run(command))?.[0];
  return [
    `Machine: ${os.cpus().length} cores, ${Math.round(os.totalmem() / 1024 ** 3)} GiB, Linux ${os.release()}, all nodes on it. Kubernetes ${KUBERNETES} with its defaults`,
    `(a lost node is called NotReady after 50 s), containerd ${version(['containerd', '--version'])}, CoreDNS with the stock Corefile (ttl 30, cache 30),`,
    `PostgreSQL ${version([path.join(POSTGRES_PROGRAMS, 'postgres'), '--version'])}, HAProxy ${version(['haproxy', '-v'])}.`,
  ];
}
