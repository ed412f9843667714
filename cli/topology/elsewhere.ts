import { Connection, Outsider } from './model';
import { serviceOf } from './parts';
import { Deployment } from '../../lib/checks';
import { distinct, listAt, textAt, textsAt } from '../../lib/checks/read';
import { serviceOfHost } from '../../lib/checks/service-ports';
import { Workload } from '../../lib/checks/workload';

/** A connection, and whom it comes from or leads to where that is nobody in the manifests. */
export interface Found extends Connection {
  readonly outsider?: Outsider;
}

/** Whom a service is told to connect to, though it is not in the manifests: a domain of another operator, an OAuth 2.0 provider, a participant. */
export function elsewhere(deployment: Deployment, running: ReadonlySet<string>): Found[] {
  return deployment.workloads.filter((workload) => running.has(serviceOf(workload))).flatMap((workload) => {
    const from = serviceOf(workload);
    const strange = (host: string) => serviceOfHost(deployment, host, workload.namespace) === undefined;
    return [
      ...scripts(deployment, workload).flatMap((text) => hosts(text)).filter(strange).map((host) => outside(from, host, 'domain elsewhere', 'public-api')),
      ...ledgers(workload).filter(strange).map((host) => outside(from, host, 'participant elsewhere', 'ledger-api')),
      ...providers(workload).filter(strange).map((host) => outside(from, host, 'OAuth 2.0 provider', 'https')),
    ];
  });
}

function outside(from: string, host: string, kind: string, api: string): Found {
  const outsider = { id: `host ${host}`, name: host, kind };
  return { from, to: outsider.id, apis: [api], outsider };
}

/** The console scripts that a Job runs. */
function scripts(deployment: Deployment, { isLongRunning, namespace, pod }: Workload): string[] {
  const volumes = isLongRunning ? [] : listAt(pod, 'volumes').flatMap((volume) => [volume, ...listAt(volume, 'projected', 'sources')]);
  const configMaps = volumes.map((volume) => deployment.object('ConfigMap', namespace, textAt(volume, 'configMap', 'name') ?? ''));
  return configMaps.flatMap((configMap) => Object.entries(textsAt(configMap, 'data')))
    .filter(([file]) => file.endsWith('.canton')).map(([, text]) => text);
}

function ledgers({ containers }: Workload): string[] {
  return containers.flatMap((container) => container.resolve(textAt(container.config, 'ledger-api', 'address')) ?? []);
}

function providers({ containers }: Workload): string[] {
  return containers.flatMap(({ config }) => hosts(textAt(config, 'oauth-auth') ?? ''));
}

function hosts(text: string): string[] {
  return distinct([...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host));
}
