import * as http from 'http';
import { CLIENTS, Ledger, NAMESPACE } from './ledger';
import { waitUntil } from '../../control-plane/wait';
import { CLIENT_IMAGE } from '../images/images';
import { apply, kubectl } from '../kubectl';
import { CLIENT_NODE, CLIENT_TAINT } from '../layout';

const PORT = 8090;
const AUTHORITY = 'ledger-ca';
/** The client of the JSON API. */
export const JSON_CLIENT = 'json';

/** An application that sends commands all the time, with a time-out and retries, and notes when each was acknowledged. */
export interface ClientApp {
  readonly name: string;
  readonly args: string[];
}

/** A client for each participant service, and one that goes through the JSON API of one of them. */
export function clientApps({ participants, jsonApi }: Ledger): ClientApp[] {
  const ofParticipants = participants.map(({ name, mode, rate, instances }) => {
    const hosts = mode === 'clientSide()' ? Array.from({ length: instances }, (_, index) => `${name}-${index}`) : [name];
    return { name, args: [...hosts.flatMap(host => ['--ledger', `${host}.${NAMESPACE}.svc.cluster.local:4001`]), '--rate', String(rate)] };
  });
  const ofJsonApi = jsonApi === undefined ? [] : [{ name: JSON_CLIENT, args: ['--json', jsonApi.url, '--json-path', jsonApi.path, '--rate', String(jsonApi.rate)] }];
  return [...ofParticipants, ...ofJsonApi];
}

/** Where clients run. In a cluster that is not ours nothing but the API server leads to pods, and there is no node for clients alone. */
let place = { inOurCluster: true, namespace: CLIENTS };

/**
 * Starts the clients: in our cluster on a node of their own, which no fault touches.
 *
 * @param authority the root certificates that they trust, or none: without TLS
 */
export async function startClients(clients: ClientApp[], authority: string | undefined, inOurCluster: boolean, namespace = CLIENTS): Promise<void> {
  place = { inOurCluster, namespace };
  const certificates = authority === undefined ? [] : [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: AUTHORITY, namespace }, data: { 'ca.crt': authority } }];
  apply([...certificates, ...clients.map(client => deployment(client, authority !== undefined))]);
  await clientsAnswer(clients);
}

/** Begins anew with clients that have sent nothing yet. */
export async function restartClients(clients: ClientApp[]): Promise<void> {
  kubectl(['-n', place.namespace, 'delete', 'pods', '--all', '--grace-period=1']);
  ADDRESSES.clear();
  await clientsAnswer(clients);
}

/** Takes the clients away, before those of another ledger come. */
export function removeClients(): void {
  kubectl(['-n', place.namespace, 'delete', 'deployments', '--all', '--cascade=foreground', '--timeout=60s']);
  ADDRESSES.clear();
}

async function clientsAnswer(clients: ClientApp[]): Promise<void> {
  for (const { name } of clients) {
    await waitUntil(`client ${name}`, async () => addressOf(name) !== undefined && await ask(name, 'GET', '/stats') !== undefined, {
      seconds: 60, otherwise: () => kubectl(['-n', place.namespace, 'get', 'pods', '--output=wide']),
    });
  }
}

/**
 * When commands were acknowledged at the first try, in milliseconds of the epoch, in order. What is sent again may have been stored long ago, and says nothing of
 * whether the ledger works.
 */
export async function acknowledgements(name: string, since: number): Promise<number[]> {
  return (await acknowledged(name, since)).filter(([, , tries]) => tries === 1).map(([, at]) => at).sort((a, b) => a - b);
}

/** The acknowledged commands with their times, and how often each was sent. */
export function acknowledged(name: string, since = 0): Promise<[id: string, at: number, tries: number][]> {
  return must(name, 'GET', `/acks?since=${since}`);
}

/** Has a client end what it began and send no more. */
export function stopClient(name: string): Promise<unknown> {
  return must(name, 'POST', '/stop');
}

async function must<T>(name: string, method: 'GET' | 'POST', path: string): Promise<T> {
  const answer = await ask<T>(name, method, path);
  if (answer === undefined) {
    throw new Error(`client ${name} does not answer ${method} ${path}`);
  }
  return answer;
}

/** How often the container of a client was started again, or nothing where there is no such client. What it had noted is gone then. */
export function restartsOf(name: string): number | undefined {
  const counts = kubectl(['-n', place.namespace, 'get', 'pods', '--selector', `app=${name}`, '--output=jsonpath={.items[*].status.containerStatuses[*].restartCount}']);
  return counts === '' ? undefined : Number(counts);
}

const ADDRESSES = new Map<string, string>();

function addressOf(name: string): string | undefined {
  if (!ADDRESSES.has(name)) {
    const address = kubectl(['-n', place.namespace, 'get', 'pods', '--selector', `app=${name}`, '--output=jsonpath={.items[*].status.podIP}']);
    if (address === '') {
      return undefined;
    }
    ADDRESSES.set(name, address);
  }
  return ADDRESSES.get(name);
}

function ask<T>(name: string, method: 'GET' | 'POST', path: string): Promise<T | undefined> {
  return place.inOurCluster ? askPod(name, method, path) : askApiServer(name, method, path);
}

async function askApiServer<T>(name: string, method: 'GET' | 'POST', path: string): Promise<T | undefined> {
  const pod = kubectl(['-n', place.namespace, 'get', 'pods', '--selector', `app=${name}`, '--output=jsonpath={.items[0].metadata.name}']);
  const url = `/api/v1/namespaces/${place.namespace}/pods/${pod}:${PORT}/proxy${path}`;
  try {
    return JSON.parse(method === 'GET' ? kubectl(['get', '--raw', url]) : kubectl(['create', '--raw', url, '-f', '-'], '{}')) as T;
  } catch {
    return undefined;
  }
}

function askPod<T>(name: string, method: string, path: string): Promise<T | undefined> {
  return new Promise(resolve => {
    const request = http.request({ host: addressOf(name), port: PORT, path, method, timeout: 120_000, agent: false }, response => {
      let body = '';
      response.on('data', chunk => { body += chunk; }).on('end', () => resolve(response.statusCode === 200 ? JSON.parse(body) : undefined));
    });
    request.on('timeout', () => request.destroy()).on('error', () => resolve(undefined)).end();
  });
}

const OWN_NODE = { nodeSelector: { 'kubernetes.io/hostname': CLIENT_NODE.name }, tolerations: [CLIENT_TAINT] };

function deployment({ name, args }: ClientApp, withTls: boolean): object {
  const labels = { app: name };
  const tls = {
    args: ['--tls-ca', '/authority/ca.crt'],
    env: [{ name: 'NODE_EXTRA_CA_CERTS', value: '/authority/ca.crt' }], // for HTTPS
    volumeMounts: [{ name: 'authority', mountPath: '/authority' }],
    volumes: [{ name: 'authority', configMap: { name: AUTHORITY } }],
  };
  const { volumes, ...container } = withTls ? tls : { args: [], volumes: [] };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: place.namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...(place.inOurCluster ? OWN_NODE : {}),
          // As the page on high availability asks of applications.
          dnsConfig: { options: [{ name: 'ndots', value: '3' }, { name: 'timeout', value: '1' }, { name: 'attempts', value: '1' }] },
          containers: [{ name: 'client', image: CLIENT_IMAGE, ...container, args: [...args, '--timeout', '2s', ...container.args] }],
          volumes,
        },
      },
    },
  };
}
