import * as fs from 'fs';
import { DATABASE_HOST } from './database';
import { apply, kubectl } from './kubectl';
import { LedgerDatabase } from './ledger/database';
import { literal, PodSql } from './pod-sql';
import { POSTGRES_IMAGE } from '../../lib/model/postgres-image';
import { certificateAuthority, issue } from '../control-plane/certificates';
import { waitUntil } from '../control-plane/wait';

const [NAME, NAMESPACE] = DATABASE_HOST.split('.');
const LABELS = { app: NAME };
const ACCESS = 'local all all trust\nhostssl all all all scram-sha-256\n';

/** PostgreSQL as one pod with a volume, for a cluster that is not ours: what happens to its node happens to it too. */
export class PodDatabase implements LedgerDatabase {
  public readonly host = DATABASE_HOST;
  public readonly authority: string;
  private readonly secret: Record<string, string>;
  private readonly sql = new PodSql(NAMESPACE, `${NAME}-0`, ['-h', '/tmp', '-U', 'postgres']);

  constructor(folder: string) {
    const authority = certificateAuthority(folder, 'database authority');
    const { certificate, key } = issue(authority, { cn: DATABASE_HOST, sans: [DATABASE_HOST] });
    this.authority = authority.certificate;
    this.secret = { 'tls.crt': fs.readFileSync(certificate, 'utf8'), 'tls.key': fs.readFileSync(key, 'utf8'), 'pg_hba.conf': ACCESS };
  }

  public service(): object[] {
    return [{
      apiVersion: 'v1', kind: 'Service', metadata: { name: NAME, namespace: NAMESPACE }, spec: { clusterIP: 'None', selector: LABELS, ports: [{ name: 'postgres', port: 5432 }] },
    }];
  }

  /** Makes namespace and server, and waits until it accepts connections. */
  public async start(): Promise<void> {
    apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: NAME, namespace: NAMESPACE }, stringData: this.secret },
      ...this.service(),
      statefulSet(),
    ]);
    await this.isReady();
  }

  public async createDatabase({ database, user, password }: { database: string; user: string; password: string }): Promise<void> {
    const [{ roles, databases }] = await this.query<{ roles: number; databases: number }>('postgres',
      'select (select count(*) from pg_roles where rolname = $1) as roles, (select count(*) from pg_database where datname = $2) as databases', [user, database]);
    this.sql.execute('postgres', `${roles > 0 ? 'ALTER' : 'CREATE'} ROLE "${user}" LOGIN PASSWORD ${literal(password)}`);
    if (databases === 0) {
      this.sql.execute('postgres', `CREATE DATABASE "${database}" OWNER "${user}"`);
    }
  }

  public query<Row = Record<string, unknown>>(database: string, sql: string, params: readonly (string | number)[] = []): Promise<Row[]> {
    return this.sql.query<Row>(database, sql, params);
  }

  public async restart(): Promise<number> {
    const begin = Date.now();
    kubectl(['-n', NAMESPACE, 'delete', 'pod', `${NAME}-0`]);
    await this.isReady();
    return Date.now() - begin;
  }

  private isReady(): Promise<void> {
    const ready = () => kubectl(['-n', NAMESPACE, 'get', 'statefulset', NAME, '--output=jsonpath={.status.readyReplicas}']) === '1';
    return waitUntil('the database', ready, { seconds: 120, otherwise: () => kubectl(['-n', NAMESPACE, 'describe', 'pods']) });
  }
}

/** The image is the query store's, which has no passwords of its own: who may come in is in a file. */
function statefulSet(): object {
  const settings = {
    listen_addresses: '*',
    max_connections: '400',
    unix_socket_directories: '/tmp',
    hba_file: '/etc/postgres/pg_hba.conf',
    ssl: 'on',
    ssl_cert_file: '/etc/postgres/tls.crt',
    ssl_key_file: '/etc/postgres/tls.key',
    password_encryption: 'scram-sha-256',
    tcp_user_timeout: '15000',
  };
  const data = '/var/lib/postgresql/data';
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: NAME, namespace: NAMESPACE },
    spec: {
      replicas: 1,
      serviceName: NAME,
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          securityContext: { runAsUser: 70, runAsGroup: 70, fsGroup: 70 },
          containers: [{
            name: 'postgres',
            image: POSTGRES_IMAGE.reference,
            args: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
            env: [{ name: 'POSTGRES_HOST_AUTH_METHOD', value: 'trust' }, { name: 'PGDATA', value: `${data}/pgdata` }],
            readinessProbe: { exec: { command: ['pg_isready', '-h', '/tmp'] }, periodSeconds: 1 },
            volumeMounts: [{ name: 'data', mountPath: data }, { name: 'files', mountPath: '/etc/postgres' }, { name: 'tmp', mountPath: '/tmp' }],
          }],
          volumes: [
            { name: 'files', secret: { secretName: NAME, defaultMode: 0o640 } },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } } }],
    },
  };
}
