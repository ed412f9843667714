import { spawnSync } from 'child_process';
import { binary } from './binaries';
import { run, runBeside } from './command';

/** What a call of kubectl ended with. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** kubectl on one cluster. */
export class Kubectl {
  private readonly command: string[];

  public constructor(kubeconfig: string) {
    this.command = [binary('kubectl'), `--kubeconfig=${kubeconfig}`];
  }

  /** Calls kubectl and returns how it ended, also where it failed. */
  public try(args: string[], input?: string): Answer {
    const [program, ...own] = this.command;
    const { status, stdout, stderr, error } = spawnSync(program, [...own, ...args], { encoding: 'utf8', input, maxBuffer: 256 * 1024 * 1024 });
    if (error) {
      throw error;
    }
    return { status: status ?? 1, stdout, stderr };
  }

  /**
   * Calls kubectl and returns what it printed.
   *
   * @throws with the server's words where it failed
   */
  public run(args: string[], input?: string): string {
    return run([...this.command, ...args], { input });
  }

  /** As `run`, beside other work. */
  public beside(args: string[], input?: string): Promise<string> {
    return runBeside([...this.command, ...args], input);
  }

  public json<T>(args: string[]): T {
    return JSON.parse(this.run([...args, '--output=json'])) as T;
  }
}
