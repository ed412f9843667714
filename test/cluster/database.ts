import * as fs from 'fs';
import * as path from 'path';
import { Client } from 'pg';
import { installed, POSTGRES_PROGRAMS } from './images/debian';
import { LedgerDatabase } from './ledger/database';
import { certificateAuthority, issue } from '../control-plane/certificates';
import { run } from '../control-plane/command';
import { Processes, startTimeOf } from '../control-plane/processes';
import { waitUntil } from '../control-plane/wait';

/** The name in the server's certificate, beside its address: that of a Service in the cluster. */
export const DATABASE_HOST = 'postgres.db.svc.cluster.local';

export interface DatabaseOptions {
  /** Holds data, log, certificate and socket; what is in it is kept. The user `postgres` must be able to get there. */
  readonly folder: string;
  readonly address: string;
  readonly port: number;
  /** How clients call it: its name in the cluster, or the address. @default - the name */
  readonly host?: string;
  /** What runs the server somewhere else, such as `nsenter --net=...`: it must become the program that it is given. */
  readonly launcher?: readonly string[];
}

/** A database and the one user that it belongs to. */
export interface DatabaseOwner {
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

const OWNER = 'postgres';
const AS_OWNER = ['setpriv', `--reuid=${OWNER}`, `--regid=${OWNER}`, '--clear-groups'];
/** The kernel's limit for the path of a socket, its end included. */
const SOCKET_PATH = 107;

/** From the network with TLS and a password only, copies of the whole server too; through the socket, which is root's and the owner's, without. */
const ACCESS = 'local all all trust\nhostssl all,replication all all scram-sha-256\n';

/** Its name among the processes of its folder. */
const NAME = 'postgres';
const SECONDS = 60;

/** Starts PostgreSQL 15 where no fault of the cluster reaches it. One that is left over in the folder is stopped before. */
export async function startDatabase(options: DatabaseOptions): Promise<DatabaseServer> {
  await stopDatabase(options.folder);
  const server = new DatabaseServer(options);
  await server._start();
  return server;
}

/** Stops the server of a folder in good order, if one runs. */
export async function stopDatabase(folder: string): Promise<void> {
  const processes = new Processes(path.resolve(folder));
  processes.signal(NAME, 'SIGINT');
  await waitUntil('end of the database', () => !processes.isRunning(NAME), { seconds: SECONDS, otherwise: () => processes.lastLines(NAME) });
}

/** A PostgreSQL server. It runs until it is stopped, also when the process that started it has ended. */
export class DatabaseServer implements LedgerDatabase {
  public readonly host: string;
  public readonly address: string;
  public readonly port: number;
  /** The root certificate that clients trust, a file. */
  public readonly authority: string;
  private readonly folder: string;
  private readonly data: string;
  private readonly socket: string;
  private readonly processes: Processes;
  private readonly command: string[];

  constructor({ folder, address, port, host = DATABASE_HOST, launcher = [] }: DatabaseOptions) {
    this.host = host;
    this.address = address;
    this.port = port;
    this.folder = path.resolve(folder);
    this.data = path.join(this.folder, 'data');
    this.socket = path.join(this.folder, 'socket');
    requireShortSocket(path.join(this.socket, `.s.PGSQL.${port}`));
    this.processes = new Processes(this.folder);
    ownFolder(this.socket);
    const tls = serverCertificate(path.join(this.folder, `tls-${address}`), address);
    this.authority = tls.authority;
    initialize(this.data);
    const settings = {
      listen_addresses: address,
      port,
      unix_socket_directories: this.socket,
      unix_socket_permissions: '0700',
      ssl: 'on',
      ssl_cert_file: tls.certificate,
      ssl_key_file: tls.key,
      password_encryption: 'scram-sha-256',
      max_connections: 400,
      // What is acknowledged is on the disk: the tests count on it.
      fsync: 'on',
      synchronous_commit: 'on',
      // As docs/databases.md asks for: see there.
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 1,
      tcp_keepalives_count: 5,
      tcp_user_timeout: 15_000,
      log_line_prefix: '%m [%p] %u@%d ',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.command = [...launcher, ...AS_OWNER, program('postgres'), '-D', this.data, ...args];
  }

  /** Its name in the cluster leads straight to it, past kube-proxy. */
  public service(): object[] {
    const [name, namespace] = DATABASE_HOST.split('.');
    const ports = [{ name: 'postgres', port: this.port }];
    return [
      { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { clusterIP: 'None', ports } },
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name, namespace, labels: { 'kubernetes.io/service-name': name } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [this.address], conditions: { ready: true } }],
        ports,
      },
    ];
  }

  /** A user and a database of its own. What is there already is left as it is, but for the password. */
  public async createDatabase({ database, user, password }: DatabaseOwner): Promise<void> {
    await this.withClient('postgres', async (client) => {
      const name = client.escapeIdentifier(user);
      const { rowCount: users } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [user]);
      await client.query(`${users ? 'ALTER' : 'CREATE'} ROLE ${name} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
      const { rowCount: databases } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
      if (!databases) {
        await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${name}`);
      }
    });
  }

  /** The rows that a statement gives, run by the superuser, past the network. */
  public query<Row = Record<string, unknown>>(database: string, sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.withClient(database, async client => (await client.query(sql, [...params])).rows);
  }

  /** @returns the milliseconds from the signal until connections were accepted again */
  public restart(): Promise<number> {
    return this.again(() => this.stop());
  }

  /** Kills all processes of the server at once. @returns the milliseconds from there until connections were accepted again */
  public crash(): Promise<number> {
    return this.again(() => this.kill());
  }

  public stop(): Promise<void> {
    return stopDatabase(this.folder);
  }

  /** Kills all processes of the server at once. */
  public async kill(): Promise<void> {
    const pid = this.processes.pid(NAME);
    if (pid === undefined) {
      throw new Error(`the database cannot be killed, as it does not run; ${this.processes.lastLines(NAME)}`);
    }
    // Stopped first: it must not start sessions that the list lacks.
    process.kill(pid, 'SIGSTOP');
    const all = [pid, ...run(['ps', '-o', 'pid=', '--ppid', String(pid)]).trim().split(/\s+/).map(Number)];
    run(['kill', '-KILL', ...all.map(String)]);
    await waitUntil('end of the killed database', () => all.every(each => startTimeOf(each) === undefined), { seconds: SECONDS });
  }

  /** @internal */
  public async _start(): Promise<void> {
    this.processes.start(NAME, this.command, { PATH: process.env.PATH, TZ: 'UTC' });
    await waitUntil('database', () => this.isReady(), { seconds: SECONDS, otherwise: () => this.processes.lastLines(NAME) });
  }

  private isReady(): boolean {
    const pid = this.processes.pid(NAME);
    if (pid === undefined) {
      throw new Error(`the database ended before it was ready; ${this.processes.lastLines(NAME)}`);
    }
    const file = path.join(this.data, 'postmaster.pid');
    const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
  }

  private async again(end: () => Promise<void>): Promise<number> {
    const begin = performance.now();
    await end();
    await this._start();
    return Math.round(performance.now() - begin);
  }

  private async withClient<T>(database: string, use: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ host: this.socket, port: this.port, user: OWNER, database });
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }
}

/** Made once for each address, so that clients that trust it go on to. */
function serverCertificate(folder: string, address: string): { authority: string; certificate: string; key: string } {
  const [authority, certificate, key] = ['ca.crt', `${DATABASE_HOST}.crt`, `${DATABASE_HOST}.key`].map(file => path.join(folder, file));
  if (!fs.existsSync(certificate)) {
    issue(certificateAuthority(folder, 'database authority'), { cn: DATABASE_HOST, sans: [DATABASE_HOST, address] });
    run(['chown', OWNER, key]);
  }
  return { authority, certificate, key };
}

/** Makes the data folder in one step, so that one that is there is whole. */
function initialize(data: string): void {
  if (!fs.existsSync(data)) {
    const fresh = `${data}.new`;
    fs.rmSync(fresh, { recursive: true, force: true });
    ownFolder(fresh);
    run([...AS_OWNER, program('initdb'), '-D', fresh, '--encoding=UTF8', '--no-locale', '--auth=trust']);
    fs.writeFileSync(path.join(fresh, 'pg_hba.conf'), ACCESS);
    fs.renameSync(fresh, data);
  }
}

function ownFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  run(['chown', OWNER, folder]);
}

function program(name: string): string {
  return installed(path.join(POSTGRES_PROGRAMS, name));
}

function requireShortSocket(socket: string): void {
  if (Buffer.byteLength(socket) > SOCKET_PATH) {
    throw new Error(`the path of the database's socket must be at most ${SOCKET_PATH} bytes, got '${socket}'; name a shorter folder`);
  }
}
