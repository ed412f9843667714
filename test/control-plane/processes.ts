import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { waitUntil } from './wait';

/** A process that outlives the one which started it: known by its id and by when it started, so that a re-used id is never mistaken for it. */
interface Started {
  readonly name: string;
  readonly pid: number;
  readonly startTime: string;
}

const LOG_LINES = 20;

/** Processes of one folder: output in `logs/<name>.log`, ids in `pids/<name>.json`. */
export class Processes {
  private readonly logs: string;
  private readonly pids: string;

  constructor(folder: string) {
    this.logs = path.join(folder, 'logs');
    this.pids = path.join(folder, 'pids');
    [this.logs, this.pids].forEach(each => fs.mkdirSync(each, { recursive: true }));
  }

  /** Starts a command that runs on when this process ends. Refuses a name that runs already. */
  start(name: string, command: string[], env: NodeJS.ProcessEnv = process.env): number {
    if (this.isRunning(name)) {
      throw new Error(`${name} runs already as process ${this.pid(name)}, of an earlier run: stop that one first`);
    }
    const log = fs.openSync(this.logFile(name), 'a');
    const child = spawn(command[0], command.slice(1), { detached: true, stdio: ['ignore', log, log], env });
    fs.closeSync(log);
    child.on('error', error => fs.appendFileSync(this.logFile(name), `${error.message}\n`));
    child.unref();
    const startTime = child.pid === undefined ? undefined : startTimeOf(child.pid);
    if (child.pid === undefined || startTime === undefined) {
      throw new Error(`${name} ended at once: ${command.join(' ')}\n${this.lastLines(name)}`);
    }
    const started: Started = { name, pid: child.pid, startTime };
    fs.writeFileSync(this.pidFile(name), JSON.stringify(started));
    return child.pid;
  }

  /** The id of a process that we started and that lives; undefined otherwise. */
  pid(name: string): number | undefined {
    const started = this.read(name);
    return started !== undefined && startTimeOf(started.pid) === started.startTime ? started.pid : undefined;
  }

  isRunning(name: string): boolean {
    return this.pid(name) !== undefined;
  }

  /** @throws with the last words of the first of them that has ended */
  requireRunning(names: readonly string[]): void {
    const ended = names.find(name => !this.isRunning(name));
    if (ended !== undefined) {
      throw new Error(`${ended} ended; ${this.lastLines(ended)}`);
    }
  }

  running(): string[] {
    return fs.readdirSync(this.pids).map(file => path.basename(file, '.json')).filter(name => this.isRunning(name));
  }

  /** Sends a signal, if the process lives. */
  signal(name: string, signal: NodeJS.Signals): void {
    const pid = this.pid(name);
    if (pid !== undefined) {
      process.kill(pid, signal);
    }
  }

  /** Asks a process to end and kills it where it does not within `seconds`; none means at once. */
  async stop(name: string, { seconds = 5 } = {}): Promise<void> {
    if (seconds > 0) {
      this.signal(name, 'SIGTERM');
      await waitUntil(`end of ${name}`, () => !this.isRunning(name), { seconds }).catch(() => undefined);
    }
    this.signal(name, 'SIGKILL');
    await waitUntil(`end of ${name} after SIGKILL`, () => !this.isRunning(name), { seconds: 5 });
    fs.rmSync(this.pidFile(name), { force: true });
  }

  logFile(name: string): string {
    return path.join(this.logs, `${name}.log`);
  }

  lastLines(name: string, count = LOG_LINES): string {
    const file = this.logFile(name);
    const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    return [`last lines of ${file}:`, ...lines.slice(-count)].join('\n');
  }

  private pidFile(name: string): string {
    return path.join(this.pids, `${name}.json`);
  }

  private read(name: string): Started | undefined {
    return fs.existsSync(this.pidFile(name)) ? JSON.parse(fs.readFileSync(this.pidFile(name), 'utf8')) : undefined;
  }
}

/** When a living process started, in the kernel's ticks; undefined for none and for one that only waits for its parent to notice its end. */
export function startTimeOf(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may have spaces: fields are counted from behind it, the state being the first.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ['Z', 'X'].includes(fields[0]) ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
