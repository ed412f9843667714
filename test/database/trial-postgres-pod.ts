import { ChildProcess, spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Chart } from 'cdk8s';
import { program } from './database-setup-server';
import { freePorts } from '../control-plane/ports';
import { config, only } from '../support/chart';
import { run } from '../support/tools';

const IS_ROOT = process.getuid?.() === 0;
const AS_OWNER = IS_ROOT ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

/** The pod of a `TrialPostgres` without Kubernetes: its script with its arguments and variables, on a disk that stays when the process ends. */
export class TrialPod {
  public static async create(): Promise<TrialPod> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trial-'));
    ['disk', 'run', 'config'].forEach((name) => fs.mkdirSync(path.join(folder, name)));
    return new TrialPod(folder, (await freePorts(1))[0]);
  }

  private process?: ChildProcess;
  private said = '';

  private constructor(public readonly folder: string, private readonly port: number) {}

  /** Starts the pod anew, and waits until it is Ready or has ended. @returns what it said until then */
  public async start(chart: Chart, password: string): Promise<string> {
    const [{ command, args, env }] = only(chart, 'StatefulSet', 'postgres').spec.template.spec.containers;
    for (const file of ['start.sh', 'pg_hba']) {
      fs.writeFileSync(path.join(this.folder, 'config', file), config(chart, 'postgres-config', file));
    }
    if (IS_ROOT) {
      run('chown', '-R', 'postgres:', this.folder);
    }
    const variables = (env as { name: string; value?: string }[]).map(({ name, value }) => [name, value === undefined ? password : this.here(value)]);
    const [program0, ...rest] = [...AS_OWNER, ...command.map((text: string) => this.here(text)), ...args.map((text: string) => text.replace('=*', '=127.0.0.1'))];
    this.said = '';
    // Detached, so that it has no terminal: a pod has none either.
    const child = spawn(program0, rest, {
      detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...Object.fromEntries(variables), PATH: `${path.dirname(program('psql'))}:/usr/bin:/bin`, PGPORT: String(this.port) },
    });
    this.process = child;
    [child.stdout, child.stderr].forEach((stream) => stream.setEncoding('utf8').on('data', (text: string) => { this.said += text; }));
    while (child.exitCode === null && child.signalCode === null && !this.isReady()) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this.said;
  }

  /** Ends it as Kubernetes does with the image's signal, or as the loss of a node does. @returns its exit code */
  public async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<number | null> {
    const { process: child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      return child?.exitCode ?? null;
    }
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    // All of its processes, as those of a container are, where nobody is left.
    process.kill(signal === 'SIGKILL' ? -child.pid! : child.pid!, signal);
    return ended;
  }

  /** Stops it, and leaves nothing behind. */
  public async remove(): Promise<void> {
    await this.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** What a user reads who comes over the network, or the error. */
  public sqlAs(username: string, password: string, database: string, statement: string): string {
    const { stdout, stderr } = spawnSync(program('psql'), ['-X', '-w', '-d', database, '-v', 'VERBOSITY=terse', '-Atqc', statement], {
      env: { PGHOST: '127.0.0.1', PGPORT: String(this.port), PGUSER: username, PGPASSWORD: password, HOME: this.folder }, encoding: 'utf8',
    });
    return (stdout + stderr).trim();
  }

  /** What the administrator reads who is in the pod. */
  public sql(statement: string): string {
    return run(program('psql'), '-X', '-h', path.join(this.folder, 'run'), '-p', String(this.port), '-U', 'postgres', '-d', 'postgres', '-Atqc', statement).trim();
  }

  /** Ready as the readiness probe has it: by way of the network. */
  private isReady(): boolean {
    return spawnSync(program('pg_isready'), ['--host=127.0.0.1', `--port=${this.port}`, '--dbname=postgres']).status === 0;
  }

  private here(text: string): string {
    return text
      .replace('/var/lib/postgresql/data', path.join(this.folder, 'disk'))
      .replace('/var/run/postgresql', path.join(this.folder, 'run'))
      .replace('/etc/trial-postgres', path.join(this.folder, 'config'));
  }
}
