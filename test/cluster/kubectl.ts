import { KUBECONFIG } from './layout';
import { binary } from '../control-plane/binaries';
import { run, runBeside } from '../control-plane/command';

let kubeconfig = KUBECONFIG;

/** Talks to another cluster than our own from now on. */
export function useCluster(file: string): void {
  kubeconfig = file;
}

export function kubectl(args: string[], input?: string): string {
  return run(command(args), { input });
}

/** As `kubectl`, beside other work. */
export function kubectlBeside(args: string[]): Promise<string> {
  return runBeside(command(args));
}

export function apply(objects: object[]): string {
  return kubectl(['apply', '--server-side', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
}

function command(args: string[]): string[] {
  return [binary('kubectl'), `--kubeconfig=${kubeconfig}`, ...args];
}
