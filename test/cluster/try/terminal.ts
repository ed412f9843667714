import { ChildProcess, spawn } from 'child_process';
import * as path from 'path';
import { binary } from '../../control-plane/binaries';
import { run, succeeds } from '../../control-plane/command';
import { waitUntil } from '../../control-plane/wait';
import { KUBECONFIG } from '../layout';
import { say } from '../rounds';

/** Where a newcomer types: kubectl is on the path, and knows our cluster. */
export class Terminal {
  private readonly env = { ...process.env, PATH: `${path.dirname(binary('kubectl'))}:${process.env.PATH}`, KUBECONFIG };

  /** @returns what the line prints */
  public type(line: string): string {
    say(`$ ${line.replace(/(password=)\S+/, '$1...')}`);
    return run(['sh', '-c', line], { env: this.env });
  }

  /** Does something while a line runs, as in another window. */
  public async beside<T>(line: string, url: string, work: () => Promise<T>): Promise<T> {
    say(`$ ${line} &`);
    const process = spawn('sh', ['-c', `exec ${line}`], { env: this.env, stdio: ['ignore', 'ignore', 'inherit'] });
    try {
      await waitUntil(url, () => answers(process, url), { seconds: 30, every: 500 });
      return await work();
    } finally {
      process.kill();
    }
  }
}

function answers(process: ChildProcess, url: string): boolean {
  if (process.exitCode !== null) {
    throw new Error(`what should lead to ${url} has ended with ${process.exitCode}`);
  }
  return succeeds(['curl', '--silent', '--fail', '--output', '/dev/null', url]);
}
