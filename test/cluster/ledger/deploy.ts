import { parseAllDocuments } from 'yaml';
import { LedgerDatabase } from './database';
import { CLIENTS, Ledger, NAMESPACE, Revisions } from './ledger';
import { databaseUsers, secretsFor } from './secrets';
import { allPods, isReady, Pod } from './state';
import { KubeObject } from '../../../scripts/manifests';
import { Authority } from '../../control-plane/certificates';
import { waitUntil } from '../../control-plane/wait';
import { DATABASE_HOST } from '../database';
import { apply, kubectl, kubectlBeside, lastLog } from '../kubectl';

export const DATABASE_NAMESPACE = DATABASE_HOST.split('.')[1];
/** Of every user. */
export const PASSWORD = 'in-the-test-cluster-only';

const APPLY = ['apply', '--server-side', '--validate=strict', '-f', '-'];

/** What stands before the ledger: namespaces, the database's name, databases and users, Secrets. */
export async function prepareLedger(ledger: Ledger, database: LedgerDatabase, authority: Authority): Promise<void> {
  const objects = objectsOf(ledger.manifests());
  for (const user of databaseUsers(objects)) {
    await database.createDatabase({ database: user, user, password: PASSWORD });
  }
  const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  apply([namespaceCalled(NAMESPACE, restricted), namespaceCalled(CLIENTS), namespaceCalled(DATABASE_NAMESPACE), ...database.service()]);
  apply(secretsFor(objects, { authority, databaseAuthority: database.authority, databaseHost: database.host, password: PASSWORD }));
}

/** Applies the manifests, as a GitOps agent does. */
export function applyLedger(ledger: Ledger, revisions: Revisions = {}): void {
  kubectl(APPLY, ledger.manifests(revisions));
}

/** The same, beside other work. */
export async function applyLedgerBeside(ledger: Ledger): Promise<void> {
  await kubectlBeside(APPLY, ledger.manifests());
}

/** Waits until everything is up: every Job done, every pod Ready. */
export async function waitForLedger(seconds = 300, namespace = NAMESPACE): Promise<void> {
  const otherwise = () => [
    `not yet: ${unfinished(namespace).join(', ')}`, ...unreadyPods(namespace).map(({ metadata }) => lastLog(namespace, metadata.name)),
  ].join('\n');
  await waitUntil('the ledger', () => unfinished(namespace).length === 0, { seconds, otherwise });
}

/** Removes the ledger with its databases. */
export async function removeLedger(ledger: Ledger, database: LedgerDatabase): Promise<void> {
  const objects = objectsOf(ledger.manifests());
  kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found', '--timeout=180s']);
  for (const user of databaseUsers(objects)) {
    await database.query('postgres', `DROP DATABASE IF EXISTS "${user}" WITH (FORCE)`);
  }
}

interface Job {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly succeeded?: number };
}

interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly replicas: number };
  readonly status?: { readonly readyReplicas?: number };
}

function unfinished(namespace: string): string[] {
  const list = <T>(kind: string): T[] => JSON.parse(kubectl(['-n', namespace, 'get', kind, '--output=json'])).items;
  const jobs = list<Job>('jobs').filter(({ status }) => !status?.succeeded).map(({ metadata }) => `Job ${metadata.name}`);
  const workloads = list<Workload>('deployments,statefulsets').filter(({ spec, status }) => (status?.readyReplicas ?? 0) < spec.replicas);
  return [...jobs, ...workloads.map(({ kind, metadata }) => `${kind} ${metadata.name}`), ...unreadyPods(namespace).map(({ metadata }) => `Pod ${metadata.name}`)];
}

/** Without those that have ended. */
function unreadyPods(namespace: string): Pod[] {
  return allPods(namespace).filter(pod => !isReady(pod) && pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed');
}

function objectsOf(yaml: string): KubeObject[] {
  return parseAllDocuments(yaml).map(document => document.toJS() as KubeObject);
}

function namespaceCalled(name: string, labels: Record<string, string> = {}): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
