import * as os from 'os';
import { Lost } from './losses';
import { KUBERNETES } from '../../control-plane/binaries';
import { table } from '../page';
import { Proof, wrongs } from '../trials/proof';

/** Everything that a run found. */
export interface Found {
  readonly date: string;
  /** Seconds from `kubectl apply` until something was so. */
  readonly times: Readonly<Record<string, number>>;
  readonly losses: Lost[];
  readonly proofs: Proof[];
}

/** The part of the page that a run writes. */
export function report({ date, times, losses, proofs }: Found): string {
  const words = (wasActive?: boolean) => (wasActive === undefined ? '-' : wasActive ? 'active' : 'standby');
  const clients = proofs.map(({ client }) => client);
  const sum = (value: (proof: Proof) => number) => proofs.reduce((total, proof) => total + value(proof), 0);
  const [lost, doubled] = [sum(proof => proof.lost), sum(proof => proof.doubled)].map(count => (count === 0 ? 'none' : String(count)));
  return [
    `Written by \`npm run test:cluster:try -- --report\` on ${date}: the lines of this page, typed one after the other on Kubernetes ${KUBERNETES} of three nodes on one`,
    `machine of ${os.cpus().length} cores, with two clients in the namespace. In the place of the images stand the [double](../test/cluster/double/README.md) of Canton and Debian's PostgreSQL 15,`,
    'which the library\'s own script starts. So the figures are those of the manifests: Canton itself needs minutes for the first start, and longer to take over.',
    '',
    ...Object.entries(times).map(([what, seconds]) => `- ${what}: ${seconds.toFixed(0)} s after \`kubectl apply\``),
    '',
    'The longest time without an acknowledgement, in seconds, for a client of the JSON API and one of the ledger API:',
    '',
    ...table(['deleted', 'it was the', ...clients], losses.map(({ what, wasActive, gaps }) => [what, words(wasActive), ...clients.map(client => gaps[client].toFixed(1))])),
    '',
    `Commands acknowledged: ${sum(proof => proof.acknowledged)}; of these lost: ${lost}, doubled: ${doubled}.`,
  ].join('\n');
}

/** What was promised and not kept. */
export function broken({ losses, proofs }: Pick<Found, 'losses' | 'proofs'>): string[] {
  const slow = losses.flatMap(({ what, gaps, promised }) => Object.entries(gaps).filter(([, gap]) => promised !== undefined && gap > promised)
    .map(([client, gap]) => `${what}, ${client}: ${gap.toFixed(1)} s > ${promised} s`));
  const bad = proofs.flatMap(proof => (proof.acknowledged === 0 ? [`${proof.client}: none acknowledged`] : wrongs(proof)));
  const actives = ['participant', 'mediator'].filter(service => !losses.some(({ what, wasActive }) => what.startsWith(service) && wasActive));
  return [...slow, ...bad, ...actives.map(service => `no active ${service} was deleted`)];
}
