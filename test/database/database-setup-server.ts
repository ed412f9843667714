import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Chart } from 'cdk8s';
import { Authority, certificateAuthority, issue } from '../control-plane/certificates';
import { freePorts } from '../control-plane/ports';
import { manifests } from '../support/chart';
import { installed, run } from '../support/tools';

/** Secrets as Kubernetes has them: by name, then by key. */
export interface Secrets {
  readonly [name: string]: { readonly [key: string]: string | Buffer };
}

/** How a Job's pod ended, and its log. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

const VERSIONS = '/usr/lib/postgresql';
const IS_ROOT = process.getuid?.() === 0;
/** User and group of the Job's pod. */
const POD_USER = 65532;

export const ADMIN = { username: 'postgres', password: 'password of the superuser' };
/** An administrator as clouds have them, who must show a client certificate. */
export const MASTER = { username: 'master', password: 'password of the master user' };

/** Whether everything is there that a test with a real server needs. */
export function canRunServer(): boolean {
  return process.platform === 'linux' && fs.existsSync(VERSIONS) && ['setsid', 'setpriv', 'openssl'].every((tool) => installed(tool, '--help'));
}

/**
 * A PostgreSQL with nothing in it but its administrators. It takes TLS and passwords hashed by SCRAM only, though it hashes by MD5 unless told
 * otherwise, as old ones do. It logs every statement.
 */
export class BareServer {
  public static async start(): Promise<BareServer> {
    const [port] = await freePorts(1);
    const server = new BareServer(fs.mkdtempSync(path.join(os.tmpdir(), 'pg-')), port);
    try {
      server.create();
      server.start();
      server.makeAdministrators();
    } catch (error) {
      server.remove();
      throw error;
    }
    return server;
  }

  private readonly data: string;
  private readonly logFile: string;
  private readonly authority: Authority;
  private pods = 0;

  private constructor(private readonly folder: string, public readonly port: number) {
    fs.chmodSync(folder, 0o755);
    this.data = path.join(folder, 'data');
    this.logFile = path.join(folder, 'log');
    this.authority = certificateAuthority(path.join(folder, 'tls'), 'database authority');
  }

  /** Secrets with which a client of the server is served. */
  public get tlsSecrets(): Secrets {
    const { certificate, key } = issue(this.authority, { cn: 'anybody' });
    const der = path.join(this.folder, 'tls', 'client.der');
    run('openssl', 'pkcs8', '-topk8', '-nocrypt', '-outform', 'DER', '-in', key, '-out', der);
    return {
      'pg-ca': { 'ca.crt': fs.readFileSync(this.authority.certificate) },
      'pg-client': { 'tls.crt': fs.readFileSync(certificate), 'tls.der': fs.readFileSync(der) },
    };
  }

  public start(): void {
    this.asOwner('pg_ctl', '--pgdata', this.data, '--wait', '--log', this.logFile, 'start');
  }

  public stop(): void {
    this.asOwner('pg_ctl', '--pgdata', this.data, '--wait', '--mode', 'immediate', 'stop');
  }

  /** Stops it, and leaves nothing behind. */
  public remove(): void {
    if (fs.existsSync(path.join(this.data, 'postmaster.pid'))) {
      this.stop();
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  public log(): string {
    return fs.readFileSync(this.logFile, 'utf8');
  }

  /** What a superuser reads, a row a line, columns apart by `|`. */
  public sql(database: string, statement: string): string {
    return this.asOwner('psql', '-X', '-h', this.data, '-p', String(this.port), '-U', 'postgres', '-d', database, '-Atqc', statement).trim();
  }

  /** What a user reads who comes over the network, or the error. */
  public sqlAs({ username, password }: { username: string; password: string }, database: string, statement: string): string {
    const { stdout, stderr } = spawnSync(program('psql'), ['-X', '-w', '-d', database, '-v', 'VERBOSITY=terse', '-Atqc', statement], {
      env: { PGHOST: 'localhost', PGPORT: String(this.port), PGUSER: username, PGPASSWORD: password, PGSSLMODE: 'require', HOME: this.folder },
      encoding: 'utf8',
    });
    return (stdout + stderr).trim();
  }

  /** Runs the pod of the one Job in a chart, as its user and with its Secrets, without the terminal that a pod has not either. */
  public runJob(chart: Chart, secrets: Secrets): Promise<Ended> {
    const objects = manifests(chart);
    const { spec: { template: { spec } } } = objects.find(({ kind }) => kind === 'Job')!;
    const [{ command, env }] = spec.containers;
    const root = path.join(this.folder, `pod-${this.pods++}`);
    const configMap = objects.find(({ metadata }) => metadata.name === spec.volumes.find(({ name }: { name: string }) => name === 'config').configMap.name)!;
    fill(path.join(root, 'etc/database-setup'), configMap.data);
    Object.entries(secrets).forEach(([name, data]) => fill(path.join(root, 'secrets', name), data));
    const here = (text: string) => text.replace(/^\/(etc\/database-setup|secrets)\//, `${root}/$1/`);
    const variables = (env as EnvVar[]).map(({ name, value, valueFrom }) => (
      [name, valueFrom === undefined ? here(value!) : String(secrets[valueFrom.secretKeyRef.name][valueFrom.secretKeyRef.key])]
    ));
    const as = IS_ROOT ? ['setpriv', `--reuid=${POD_USER}`, `--regid=${POD_USER}`, '--clear-groups'] : [];
    const child = spawn('setsid', ['--wait', ...as, ...command.map(here)], {
      env: { PATH: `${this.shortSleep()}:${path.dirname(program('psql'))}:/usr/bin:/bin`, ...Object.fromEntries(variables) }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    [child.stdout, child.stderr].forEach((stream) => stream.setEncoding('utf8').on('data', (text: string) => { output += text; }));
    return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
  }

  private makeAdministrators(): void {
    this.sql('postgres', `SET password_encryption = 'scram-sha-256'; ALTER ROLE postgres PASSWORD '${ADMIN.password}'`);
    this.sql('postgres', `SET password_encryption = 'scram-sha-256'; CREATE ROLE master LOGIN CREATEDB CREATEROLE PASSWORD '${MASTER.password}'`);
    // What was said until here is the test's own.
    fs.truncateSync(this.logFile);
  }

  /** A folder with a `sleep` that takes half a second, whatever it is told. */
  private shortSleep(): string {
    const folder = path.join(this.folder, 'bin');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'sleep'), '#!/bin/sh\nexec /bin/sleep 0.5\n', { mode: 0o755 });
    return folder;
  }

  private create(): void {
    this.asOwner('initdb', '--pgdata', this.data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync');
    const { certificate, key } = issue(this.authority, { cn: 'localhost', sans: ['localhost'] });
    fs.copyFileSync(this.authority.certificate, path.join(this.data, 'ca.crt'));
    fs.copyFileSync(certificate, path.join(this.data, 'server.crt'));
    fs.writeFileSync(path.join(this.data, 'server.key'), fs.readFileSync(key), { mode: 0o600 });
    fs.writeFileSync(path.join(this.data, 'pg_hba.conf'), `local all all trust
hostssl all master all scram-sha-256 clientcert=verify-ca
hostssl all all all scram-sha-256
`);
    fs.appendFileSync(path.join(this.data, 'postgresql.conf'), `
listen_addresses = '127.0.0.1'
port = ${this.port}
unix_socket_directories = '${this.data}'
ssl = on
ssl_ca_file = 'ca.crt'
fsync = off
password_encryption = 'md5'
log_statement = 'all'
log_min_duration_statement = 0
log_connections = on
`);
    if (IS_ROOT) {
      run('chown', '-R', 'postgres:', this.data);
    }
  }

  /** PostgreSQL does not run as root. */
  private asOwner(name: string, ...args: string[]): string {
    if (!IS_ROOT) {
      return run(program(name), ...args);
    }
    run('chown', 'postgres:', this.folder);
    return run('setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', program(name), ...args);
  }
}

interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** Files as the kubelet mounts them: of root and the pod's group, which may only read them. */
function fill(folder: string, data: { readonly [name: string]: string | Buffer }): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(data)) {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content, { mode: 0o440 });
    if (IS_ROOT) {
      fs.chownSync(file, 0, POD_USER);
    }
  }
}

/** A program of the newest PostgreSQL that is installed. */
export function program(name: string): string {
  const newest = fs.readdirSync(VERSIONS).map(Number).sort((a, b) => b - a)[0];
  return path.join(VERSIONS, String(newest), 'bin', name);
}
