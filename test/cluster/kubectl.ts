import { KUBECONFIG } from './layout';
import { Kubectl } from '../control-plane/kubectl';

let cluster: Kubectl | undefined;

/** Talks to another cluster than our own from now on. */
export function useCluster(kubeconfig: string): void {
  cluster = new Kubectl(kubeconfig);
}

export function kubectl(args: string[], input?: string): string {
  return chosen().run(args, input);
}

/** As `kubectl`, beside other work. */
export function kubectlBeside(args: string[], input?: string): Promise<string> {
  return chosen().beside(args, input);
}

export function apply(objects: object[]): string {
  return kubectl(['apply', '--server-side', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
}

/** The last lines that containers wrote, or why there are none: for messages of what did not come about. */
export function lastLog(namespace: string, ...pods: string[]): string {
  try {
    return kubectl(['-n', namespace, 'logs', ...pods, '--all-containers', '--prefix', '--ignore-errors', '--tail=20']);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Chosen when it is first needed: kubectl may have to be built, which takes minutes. */
function chosen(): Kubectl {
  return cluster ??= new Kubectl(KUBECONFIG);
}
