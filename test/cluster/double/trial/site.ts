import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { makeSecrets } from './certificates';
import { Postgres } from './postgres';

/** Where each Service of the app is on this machine: an address of the loopback network for each. */
const ADDRESSES: { [name: string]: string } = {
  'postgres.db.svc.cluster.local': '127.0.90.1',
  'sequencer-admin.canton.svc.cluster.local': '127.0.91.1',
  'sequencer-0.canton.svc.cluster.local': '127.0.91.1',
  'sequencer-1.canton.svc.cluster.local': '127.0.91.2',
  'mediator-0.canton.svc.cluster.local': '127.0.92.1',
  'mediator-1.canton.svc.cluster.local': '127.0.92.2',
  'domain-0.canton.svc.cluster.local': '127.0.93.1',
  'domain-1.canton.svc.cluster.local': '127.0.93.2',
  'participant1-0.canton.svc.cluster.local': '127.0.94.1',
  'participant1-1.canton.svc.cluster.local': '127.0.94.2',
};
const DATABASES = ['sequencer', 'mediator', 'domain', 'participant1'];
const DOUBLE = path.join(__dirname, '../build/double.js');

/** Databases, certificates and processes of a trial, in a folder. */
export class Site {
  public readonly postgres: Postgres;
  private readonly processes = new Map<string, ChildProcess>();
  private readonly secrets: string;

  /** @param config the files of the app */
  public constructor(private readonly folder: string, private readonly config: { [file: string]: string }) {
    this.secrets = path.join(folder, 'secrets');
    fs.mkdirSync(this.secrets);
    makeSecrets(this.secrets, ['postgres-ca', 'sequencer-tls', 'mediator-tls', 'domain-tls', 'participant1-tls'], Object.values(ADDRESSES));
    this.postgres = new Postgres(path.join(folder, 'postgres'), address('postgres.db'), this.secrets, DATABASES);
  }

  public get ca(): string {
    return path.join(this.secrets, 'ca.crt');
  }

  /** Starts an instance of a node with the app's own file. */
  public startNode(service: string, instance: number, file: string): void {
    const name = `${service}-${instance}`;
    const config = this.place(name, `${service}/${file}`, address(name));
    this.start(name, ['canton', 'daemon', `--config=${config}`, '--log-file-appender=off'], { POSTGRES_USER: service, POSTGRES_PASSWORD: `${service}-password` });
  }

  /** Runs a console script to its end. */
  public async runScript(service: string, script: string): Promise<void> {
    const remote = this.place(service, `${service}/remote.conf`, '0.0.0.0');
    const name = `${service}-${path.parse(script).name}`;
    const process = this.start(name, ['canton', 'run', '--no-tty', `--config=${remote}`, this.place(service, `${service}/${script}`, '0.0.0.0')], {});
    const code = await new Promise((resolve) => process.once('exit', resolve));
    if (code !== 0) {
      throw new Error(`${name} ended with ${code}: ${this.log(name).slice(-2000)}`);
    }
  }

  public startClient(args: string[]): void {
    this.start('client', ['client', ...args], {});
  }

  public kill(name: string, signal: NodeJS.Signals): void {
    this.processes.get(name)!.kill(signal);
  }

  public log(name: string): string {
    return fs.readFileSync(path.join(this.folder, `${name}.log`), 'utf8');
  }

  /** Ends everything that was started here. */
  public end(): void {
    this.processes.forEach((process) => process.kill('SIGKILL'));
    this.postgres.stop();
  }

  private start(name: string, args: string[], env: { [name: string]: string }): ChildProcess {
    const log = fs.openSync(path.join(this.folder, `${name}.log`), 'a');
    const child = spawn(process.execPath, [DOUBLE, ...args], { stdio: ['ignore', log, log], env: { ...process.env, ...env, DOUBLE_INSTANCE: name } });
    this.processes.set(name, child);
    return child;
  }

  /** Writes a file with this machine's addresses and folders in place of the cluster's. */
  private place(owner: string, file: string, own: string): string {
    const text = this.config[file];
    if (text === undefined) {
      throw new Error(`the app has no ${file}; it has ${Object.keys(this.config).join(', ')}`);
    }
    const here: [string, string][] = [...Object.entries(ADDRESSES), ['"0.0.0.0"', `"${own}"`], ['/secrets/', `${this.secrets}/`]];
    const placed = here.reduce((result, [from, to]) => result.split(from).join(to), text);
    fs.mkdirSync(path.join(this.folder, owner), { recursive: true });
    const target = path.join(this.folder, owner, path.basename(file));
    fs.writeFileSync(target, placed);
    return target;
  }
}

export function address(name: string): string {
  return ADDRESSES[`${name}.svc.cluster.local`] ?? ADDRESSES[`${name}.canton.svc.cluster.local`];
}
