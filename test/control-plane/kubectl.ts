import { spawnSync } from 'child_process';
import { binary } from './binaries';

/** What a call of kubectl ended with. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** kubectl on one cluster. */
export class Kubectl {
  public constructor(private readonly kubeconfig: string) {}

  /** Calls kubectl and returns how it ended, also where it failed. */
  public try(args: string[], input?: string): Answer {
    const { status, stdout, stderr, error } = spawnSync(binary('kubectl'), ['--kubeconfig', this.kubeconfig, ...args], {
      encoding: 'utf8', input, maxBuffer: 256 * 1024 * 1024,
    });
    if (error) {
      throw error;
    }
    return { status: status ?? 1, stdout, stderr };
  }

  /** Calls kubectl and returns what it printed.
   *
   * @throws with the server's words where it failed
   */
  public run(args: string[], input?: string): string {
    const { status, stdout, stderr } = this.try(args, input);
    if (status !== 0) {
      throw new Error(`kubectl ${args.join(' ')} ended with ${status}:\n${stderr}${stdout}`);
    }
    return stdout;
  }

  public json<T>(args: string[]): T {
    return JSON.parse(this.run([...args, '--output=json'])) as T;
  }
}
