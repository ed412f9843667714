import * as os from 'os';
import { Outcome } from './attempt';
import { KUBERNETES } from '../../control-plane/binaries';
import { table } from '../page';

/** The part of the runbooks' first page that a run writes. */
export function report(date: string, outcomes: Outcome[]): string {
  return [
    `Written by \`npm run test:cluster:runbooks -- --report\` on ${date}. The commands are those of the pages, run as they stand on Kubernetes ${KUBERNETES} of three nodes on one machine of`,
    `${os.cpus().length} cores, with PostgreSQL 15 and the double of [failover](../failover.md) in the place of Canton's images; what a step says in words was done by the trial, and where a machine can see what`,
    'one is told to see, it looked. All the while a client sent 20 commands a second. *Lost* are those that were acknowledged and are not in the database at the end; *restoring a backup* sets the',
    'ledger back, so there those are left out that were acknowledged after the backup was begun.',
    '',
    ...table(['runbook', 'commands run', 'seconds', 'acknowledged', 'lost', 'longest gap, s'], outcomes.map(row)),
  ].join('\n');
}

/** Those that lost commands or had two instances write, or had nobody who sent some. */
export function failed(outcomes: Outcome[]): Outcome[] {
  return outcomes.filter(({ acknowledged, lost, doubled, interleaved = 0 }) => acknowledged === 0 || lost + doubled + interleaved > 0);
}

function row({ runbook, blocks, notRun, seconds, acknowledged, lost, doubled, interleaved = 0, gap }: Outcome): string[] {
  const reasons = [...new Set(notRun)].join('; ');
  const tried = notRun.length === 0 ? 'all' : `${blocks - notRun.length} of ${blocks} blocks; the others: ${reasons}`;
  return [runbook, tried, seconds.toFixed(0), String(acknowledged), [String(lost), ...(doubled > 0 ? [`${doubled} twice`] : []), ...(interleaved > 0 ? [`${interleaved} interleaved`] : [])].join(', '), gap.toFixed(1)];
}
