import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const BIN = '/usr/lib/postgresql/15/bin';

/** PostgreSQL does not run as root. */
function asPostgres(command: string, ...args: string[]): string {
  return execFileSync('setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', path.join(BIN, command), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' });
}

/** A real PostgreSQL, and a database and its owner for each name. */
export class Postgres {
  private readonly data: string;

  /** @param secrets holds tls.crt and tls.key */
  public constructor(folder: string, private readonly host: string, secrets: string, databases: string[], withTls: boolean) {
    this.data = path.join(folder, 'data');
    execFileSync('install', ['-d', '-o', 'postgres', '-m', '700', folder, this.data]);
    asPostgres('initdb', '-D', this.data, '-U', 'postgres', '--auth=trust', '--no-sync');
    for (const file of ['tls.crt', 'tls.key']) {
      execFileSync('install', ['-o', 'postgres', '-m', '600', path.join(secrets, file), path.join(this.data, file)]);
    }
    fs.writeFileSync(path.join(this.data, 'pg_hba.conf'), `local all all trust\n${withTls ? 'hostssl' : 'host'} all all 0.0.0.0/0 scram-sha-256\n`);
    fs.appendFileSync(path.join(this.data, 'postgresql.conf'), `
listen_addresses = '${host}'
unix_socket_directories = '${this.data}'
max_connections = 300
ssl = on
ssl_cert_file = 'tls.crt'
ssl_key_file = 'tls.key'
`);
    this.start();
    for (const name of databases) {
      this.sql('postgres', `create role "${name}" login password '${name}-password'`);
      this.sql('postgres', `create database "${name}" owner "${name}"`);
    }
  }

  public get address(): string {
    return this.host;
  }

  public start(): void {
    asPostgres('pg_ctl', '-D', this.data, '-w', '-l', path.join(this.data, 'log'), 'start');
  }

  public stop(): void {
    asPostgres('pg_ctl', '-D', this.data, '-w', '-m', 'fast', 'stop');
  }

  /** The rows, one a line, columns apart by `|`. */
  public sql(database: string, statement: string): string {
    return asPostgres('psql', '-h', this.data, '-U', 'postgres', '-d', database, '-Atqc', statement).trim();
  }
}
