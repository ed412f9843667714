import { POSTGRES } from './app';
import { kubectl } from '../kubectl';
import { NAMESPACE } from '../ledger/ledger';
import { allPods, Pod } from '../ledger/state';

/** What the operator says of the database cluster. */
interface ClusterStatus {
  readonly phase?: string;
  readonly readyInstances?: number;
  readonly currentPrimary?: string;
  readonly targetPrimary?: string;
}

export const INSTANCES = 3;

export function clusterStatus(): ClusterStatus {
  return JSON.parse(kubectl(['-n', NAMESPACE, 'get', 'clusters.postgresql.cnpg.io', POSTGRES, '--output=json'])).status ?? {};
}

/** Whether all servers are there, and nothing is under way. */
export function isWhole(): boolean {
  const { phase, readyInstances, currentPrimary, targetPrimary } = clusterStatus();
  return phase === 'Cluster in healthy state' && readyInstances === INSTANCES && currentPrimary !== undefined && currentPrimary === targetPrimary;
}

/** The servers' pods, the one that writes first. */
export function servers(): Pod[] {
  const { currentPrimary } = clusterStatus();
  const pods = allPods().filter(({ metadata: { labels } }) => labels['cnpg.io/cluster'] === POSTGRES && labels['cnpg.io/podRole'] === 'instance');
  return pods.sort((a, b) => Number(b.metadata.name === currentPrimary) - Number(a.metadata.name === currentPrimary));
}

/** The lines that a question gives, asked as the superuser on the server that writes. */
export function ask(database: string, sql: string): string[] {
  const { currentPrimary } = clusterStatus();
  const answer = kubectl(['-n', NAMESPACE, 'exec', currentPrimary!, '-c', 'postgres', '--', 'psql', '-d', database, '-v', 'ON_ERROR_STOP=1', '-Atqc', sql]);
  return answer.split('\n').filter(line => line !== '');
}
