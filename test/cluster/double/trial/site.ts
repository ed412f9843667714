import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { makeSecrets } from './certificates';
import { Postgres } from './postgres';
import { TrialNode, TrialSetup } from './setups';

const DOUBLE = path.join(__dirname, '../build/double.js');

/** Databases, certificates and processes of a trial, in a folder. */
export class Site {
  public readonly postgres: Postgres;
  private readonly processes = new Map<string, ChildProcess>();
  private readonly secrets: string;
  private readonly config: { [file: string]: string };

  public constructor(private readonly folder: string, public readonly setup: TrialSetup) {
    this.config = setup.files(path.join(folder, 'dist'));
    this.secrets = path.join(folder, 'secrets');
    fs.mkdirSync(this.secrets);
    makeSecrets(this.secrets, setup.secrets, Object.values(setup.addresses));
    this.postgres = new Postgres(path.join(folder, 'postgres'), this.address('postgres'), this.secrets, setup.databases, setup.secrets.length > 0);
  }

  /** What clients must be told of certificates. */
  public get tls(): string[] {
    return this.setup.secrets.length === 0 ? [] : ['--tls-ca', path.join(this.secrets, 'ca.crt')];
  }

  /** Where a Service is on this machine. */
  public address(service: string): string {
    return Object.entries(this.setup.addresses).find(([host]) => host.startsWith(`${service}.`))![1];
  }

  /** Starts an instance of a node with the app's own file. */
  public startNode({ service, instance, file, env }: TrialNode): void {
    const name = `${service}-${instance}`;
    const config = this.place(name, file, this.address(name));
    this.start(name, ['canton', 'daemon', `--config=${config}`, '--log-file-appender=off'], env);
  }

  /** Runs a console script to its end. */
  public async runScript(service: string, script: string): Promise<void> {
    const remote = this.place(service, `${service}/remote.conf`, '0.0.0.0');
    const name = `${service}-${path.parse(script).name}`;
    const process = this.start(name, ['canton', 'run', '--no-tty', `--config=${remote}`, this.place(service, `${service}/${script}`, '0.0.0.0')], {});
    const code = await ended(process);
    if (code !== 0) {
      throw new Error(`${name} ended with ${code}: ${this.log(name).slice(-2000)}`);
    }
  }

  public startClient(args: string[]): void {
    this.start('client', ['client', ...args], {});
  }

  /** The exit code of a process, when it has one. */
  public ended(name: string): Promise<number | null> {
    return ended(this.processes.get(name)!);
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
    const here: [string, string][] = [...Object.entries(this.setup.addresses), ['"0.0.0.0"', `"${own}"`], ['/secrets/', `${this.secrets}/`]];
    const placed = here.reduce((result, [from, to]) => result.split(from).join(to), text);
    fs.mkdirSync(path.join(this.folder, owner), { recursive: true });
    const target = path.join(this.folder, owner, path.basename(file));
    fs.writeFileSync(target, placed);
    return target;
  }
}

function ended(process: ChildProcess): Promise<number | null> {
  return process.exitCode === null ? new Promise((resolve) => process.once('exit', resolve)) : Promise.resolve(process.exitCode);
}
