import * as fs from 'fs';
import { parseAllDocuments } from 'yaml';
import { DATABASES, ledgerOnCloudNativePg, PARTICIPANT, POSTGRES, WRITER } from './app';
import { ask, clusterStatus, isWhole } from './server';
import { KubeObject } from '../../../scripts/manifests';
import { Authority } from '../../control-plane/certificates';
import { waitUntil } from '../../control-plane/wait';
import { apply, kubectl } from '../kubectl';
import { ClientApp, startClients } from '../ledger/clients';
import { waitForLedger } from '../ledger/deploy';
import { CLIENTS, NAMESPACE } from '../ledger/ledger';
import { secretsFor } from '../ledger/secrets';

const PASSWORD = 'in-the-test-cluster-only';
const SECONDS = 300;

/** One that writes into a database, and one that uses the ledger. */
export const WRITERS: ClientApp[] = [
  {
    name: 'sql',
    args: [
      '--sql', `jdbc:postgresql://${POSTGRES}-rw.${NAMESPACE}.svc.cluster.local:5432/${WRITER}?sslmode=verify-full&sslrootcert=/authority/ca.crt`,
      '--sql-user', WRITER, '--sql-password', PASSWORD, '--rate', '20',
    ],
  },
  { name: 'ledger', args: ['--ledger', `${PARTICIPANT}.${NAMESPACE}.svc.cluster.local:4001`, '--rate', '10'] },
];

/** Namespaces and Secrets, then the database, then the ledger on it, then clients. */
export async function deploy(authority: Authority): Promise<void> {
  const objects = parseAllDocuments(ledgerOnCloudNativePg()).map(document => document.toJS() as KubeObject);
  const ofDatabase = (object: KubeObject) => ['Cluster', 'Database'].includes(object.kind);
  apply([namespace(NAMESPACE, { 'pod-security.kubernetes.io/enforce': 'restricted' }), namespace(CLIENTS)]);
  apply([...ledgerSecrets(objects, authority), ...DATABASES.map(roleSecret)]);

  // The operator answers for its objects as soon as the API server knows its certificate, which is a little after it is ready.
  await waitUntil('the database cluster to be accepted', () => isAccepted(objects.filter(ofDatabase)), { seconds: 60 });
  await waitUntil('the database cluster', wholeSoon, { seconds: SECONDS, every: 2000, otherwise: () => kubectl(['-n', NAMESPACE, 'get', 'clusters,pods,events']) });
  await waitUntil('databases and roles', () => missing().length === 0, { seconds: 60, otherwise: () => `not there: ${missing().join(', ')}` });

  applyStrictly(objects.filter(object => !ofDatabase(object)));
  await waitForLedger(SECONDS);
  await startClients(WRITERS, `${databaseCertificate()}\n${fs.readFileSync(authority.certificate, 'utf8')}`, true);
}

/** A copy of the primary waits for a checkpoint, which takes its time: up to four and a half minutes. Here nobody has to wait for that. */
function wholeSoon(): boolean {
  if ((clusterStatus().readyInstances ?? 0) > 0) {
    ask('postgres', 'checkpoint');
  }
  return isWhole();
}

function isAccepted(objects: KubeObject[]): boolean {
  try {
    applyStrictly(objects);
    return true;
  } catch (error) {
    if (/failed calling webhook/.test((error as Error).message)) {
      return false;
    }
    throw error;
  }
}

function applyStrictly(objects: KubeObject[]): void {
  kubectl(['apply', '--server-side', '--validate=strict', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
}

/** Databases with another owner than their role, or none. */
function missing(): string[] {
  const owned = ask('postgres', 'select datname || \' \' || rolname from pg_database join pg_roles on pg_roles.oid = datdba where rolcanlogin');
  return DATABASES.filter(name => !owned.includes(`${name} ${name}`));
}

/** All but those that the operator makes, or that are for it. */
function ledgerSecrets(objects: KubeObject[], authority: Authority): object[] {
  const all = secretsFor(objects, { authority, databaseAuthority: authority.certificate, password: PASSWORD }) as { metadata: { name: string } }[];
  return all.filter(({ metadata: { name } }) => name !== `${POSTGRES}-ca` && !name.endsWith('-db'));
}

/** As `docs/cloud-native-pg.md` has it made. */
function roleSecret(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `${name}-db`, namespace: NAMESPACE, labels: { 'cnpg.io/reload': 'true' } },
    type: 'kubernetes.io/basic-auth',
    stringData: { username: name, password: PASSWORD },
  };
}

/** Of the authority that the operator made. */
function databaseCertificate(): string {
  return Buffer.from(kubectl(['-n', NAMESPACE, 'get', 'secret', `${POSTGRES}-ca`, '--output=jsonpath={.data.ca\\.crt}']), 'base64').toString();
}

function namespace(name: string, labels: Record<string, string> = {}): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
