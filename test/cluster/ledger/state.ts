import { NAMESPACE } from './ledger';
import { kubectl } from '../kubectl';

/** The parts of a pod that the trials look at. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
  };
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly name: string }[] };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly name: string; readonly restartCount: number }[];
  };
}

export function allPods(namespace = NAMESPACE): Pod[] {
  return JSON.parse(kubectl(['-n', namespace, 'get', 'pods', '--output=json'])).items;
}

/** The pods of a service's instances, without its router and Jobs. */
export function podsOf(service: string, component = componentOf(service)): Pod[] {
  return allPods().filter(({ metadata: { labels, deletionTimestamp } }) => (
    labels['app.kubernetes.io/instance'] === service && labels['app.kubernetes.io/component'] === component && deletionTimestamp === undefined
  ));
}

export function routersOf(service: string): Pod[] {
  return podsOf(service, 'router');
}

export function isReady({ status }: Pod): boolean {
  return status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

function componentOf(service: string): string {
  const of: Record<string, string> = { 'json-api': 'json-api', 'triggers': 'trigger-service', 'oauth2': 'oauth2-middleware' };
  const node = /^(sequencer|mediator|manager)/.exec(service)?.[1];
  return of[service] ?? (node === 'manager' ? 'domain-manager' : node) ?? 'participant';
}
