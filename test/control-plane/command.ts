import { execFile, spawnSync } from 'child_process';

export interface CommandOptions {
  /** What the command reads. */
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command and gives what it printed. An error has the command and its own words. */
export function run(command: string[], { input, env }: CommandOptions = {}): string {
  const [program, ...args] = command;
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, { input, env, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (error !== undefined || status !== 0) {
    throw failure(command, error?.message ?? `ended with ${status ?? signal}`, stderr || stdout || '');
  }
  return stdout;
}

/** As `run`, beside other work: for commands that take long or that run for several nodes at once. */
export function runBeside(command: string[], input = ''): Promise<string> {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => (
      error === null ? resolve(stdout) : reject(failure(command, `ended with ${error.code ?? error.signal}`, stderr || stdout))
    ));
    child.stdin!.on('error', () => undefined).end(input); // why it read no more, it says when it ends
  });
}

/** Whether a command ends well; for questions to the system. */
export function succeeds(command: string[]): boolean {
  return spawnSync(command[0], command.slice(1), { stdio: 'ignore' }).status === 0;
}

function failure(command: string[], what: string, said: string): Error {
  return new Error(`${command.join(' ')}: ${what}${said.trim() === '' ? '' : `: ${said.trim()}`}`);
}
