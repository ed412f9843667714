import * as fs from 'fs';
import * as https from 'https';
import * as path from 'path';
import { binary } from './binaries';
import { Authority, Certificate, certificateAuthority, issue, keyPair } from './certificates';
import { writeKubeconfig } from './kubeconfig';
import { freePorts } from './ports';
import { Processes } from './processes';
import { waitUntil } from './wait';

export const SERVICE_RANGE = '10.96.0.0/16';
/** The API server's own Service: the first address of the range. */
const API_SERVICE = '10.96.0.1';

export interface ControlPlaneProps {
  /** Certificates, data, logs and process ids. */
  readonly folder: string;
  /** Where the API server listens, as its clients reach it. */
  readonly address: string;
  /** What is written before each command, such as `nsenter --net=...`. */
  readonly launcher?: string[];
  /** Whether controller manager and scheduler run too: without them, objects are stored and nothing happens. */
  readonly controllers: boolean;
  /** @default - free ones of this machine */
  readonly ports?: { readonly api: number; readonly etcd: number; readonly peer: number };
  /** More arguments of the API server. */
  readonly apiServerArgs?: string[];
}

export interface ControlPlane {
  readonly server: string;
  readonly kubeconfig: string;
  readonly authority: Authority;
  stop(): Promise<void>;
}

/** The processes in the order in which they start; they stop in the opposite one. */
const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** Starts etcd and the API server, with controllers on request, and waits until they answer. */
export async function startControlPlane(props: ControlPlaneProps): Promise<ControlPlane> {
  const { folder, address, launcher = [], controllers } = props;
  const [api, etcd, peer] = props.ports === undefined ? await freePorts(3) : [props.ports.api, props.ports.etcd, props.ports.peer];
  const server = `https://${address}:${api}`;
  const processes = new Processes(folder);
  const authority = certificateAuthority(path.join(folder, 'certificates'), 'cdk8s-canton test cluster');
  const admin = issue(authority, { cn: 'admin', org: 'system:masters' });
  const tokens = keyPair(authority.folder, 'service-account');
  const start = (name: string, args: string[]) => processes.start(name, [...launcher, binary(name), ...args]);
  const stop = () => stopControlPlane(folder);

  try {
    start('etcd', etcdArgs(path.join(folder, 'etcd'), etcd, peer));
    start('kube-apiserver', [...apiServerArgs({ authority, tokens, address, api, etcd }), ...props.apiServerArgs ?? []]);
    await waitForApiServer(server, authority, admin, processes);
    if (controllers) {
      // Only now: the controller manager ends where the bootstrap roles are not there yet.
      const config = (name: string) => writeKubeconfig(path.join(folder, `${name}.kubeconfig`), server, authority, issue(authority, { cn: `system:${name}` }));
      start('kube-controller-manager', controllerManagerArgs(config('kube-controller-manager'), folder, authority, tokens.privateKey));
      start('kube-scheduler', schedulerArgs(config('kube-scheduler')));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { server, authority, kubeconfig: writeKubeconfig(path.join(folder, 'kubeconfig'), server, authority, admin), stop };
}

/** Stops what `startControlPlane` started in this folder, also in an earlier run. */
export async function stopControlPlane(folder: string): Promise<void> {
  const processes = new Processes(folder);
  for (const name of [...COMPONENTS].reverse()) {
    await processes.stop(name);
  }
}

/**
 * Whoever waits for what controllers do asks this too: else it is blamed on what they did not make.
 *
 * @throws with the last words of a process that has ended, controllers included
 */
export function requireControlPlane(folder: string): void {
  new Processes(folder).requireRunning(COMPONENTS);
}

function etcdArgs(data: string, client: number, peer: number): string[] {
  fs.rmSync(data, { recursive: true, force: true });
  const [clientUrl, peerUrl] = [client, peer].map(port => `http://127.0.0.1:${port}`);
  return [
    // The data is thrown away: nothing to keep safe.
    '--unsafe-no-fsync', `--data-dir=${data}`, '--name=test', '--log-level=warn',
    `--listen-client-urls=${clientUrl}`, `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl}`, `--initial-advertise-peer-urls=${peerUrl}`, `--initial-cluster=test=${peerUrl}`,
  ];
}

interface ApiServer {
  readonly authority: Authority;
  readonly tokens: { publicKey: string; privateKey: string };
  readonly address: string;
  readonly api: number;
  readonly etcd: number;
}

function apiServerArgs({ authority, tokens, address, api, etcd }: ApiServer): string[] {
  const issuer = 'https://kubernetes.default.svc.cluster.local';
  const serving = issue(authority, {
    cn: 'kube-apiserver',
    sans: [
      'localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local',
      ...new Set(['127.0.0.1', API_SERVICE, address]),
    ],
  });
  const kubelets = issue(authority, { cn: 'kube-apiserver-kubelet-client', org: 'system:masters' });
  const proxy = issue(authority, { cn: 'front-proxy-client' });
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`, `--bind-address=${address}`, `--advertise-address=${address}`, `--secure-port=${api}`,
    `--service-cluster-ip-range=${SERVICE_RANGE}`, '--allow-privileged=true', '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    // A loopback address is refused as an endpoint of the `kubernetes` Service, which nobody needs without nodes.
    ...(address.startsWith('127.') ? ['--endpoint-reconciler-type=none'] : []),
    // There is no kube-proxy beside the API server: it reaches webhooks by their endpoints.
    '--enable-aggregator-routing=true',
    `--tls-cert-file=${serving.certificate}`, `--tls-private-key-file=${serving.key}`, `--client-ca-file=${authority.certificate}`,
    `--service-account-issuer=${issuer}`, `--service-account-key-file=${tokens.publicKey}`, `--service-account-signing-key-file=${tokens.privateKey}`,
    `--kubelet-client-certificate=${kubelets.certificate}`, `--kubelet-client-key=${kubelets.key}`,
    `--kubelet-certificate-authority=${authority.certificate}`, '--kubelet-preferred-address-types=InternalIP',
    `--proxy-client-cert-file=${proxy.certificate}`, `--proxy-client-key-file=${proxy.key}`,
    `--requestheader-client-ca-file=${authority.certificate}`, '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User', '--requestheader-group-headers=X-Remote-Group', '--requestheader-extra-headers-prefix=X-Remote-Extra-',
  ];
}

function controllerManagerArgs(kubeconfig: string, folder: string, authority: Authority, tokenKey: string): string[] {
  return [
    ...kubeconfigs(kubeconfig), '--bind-address=127.0.0.1', '--leader-elect=false', '--use-service-account-credentials=true',
    `--root-ca-file=${authority.certificate}`, `--service-account-private-key-file=${tokenKey}`,
    `--cluster-signing-cert-file=${authority.certificate}`, `--cluster-signing-key-file=${authority.key}`,
    // The default would be made outside of the folder.
    `--flex-volume-plugin-dir=${path.join(folder, 'volume-plugins')}`,
  ];
}

function schedulerArgs(kubeconfig: string): string[] {
  return [...kubeconfigs(kubeconfig), '--bind-address=127.0.0.1', '--leader-elect=false'];
}

function kubeconfigs(file: string): string[] {
  return ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map(flag => `--${flag}=${file}`);
}

async function waitForApiServer(server: string, authority: Authority, user: Certificate, processes: Processes): Promise<void> {
  const isReady = async () => {
    processes.requireRunning(['etcd', 'kube-apiserver']);
    return await status(`${server}/readyz`, authority, user) === 200;
  };
  await waitUntil(`${server}/readyz of kube-apiserver`, isReady, { seconds: 60, otherwise: () => processes.lastLines('kube-apiserver') });
}

function status(url: string, authority: Authority, user: Certificate): Promise<number | undefined> {
  const [ca, cert, key] = [authority.certificate, user.certificate, user.key].map(file => fs.readFileSync(file));
  return new Promise(resolve => {
    const request = https.get(url, { ca, cert, key, timeout: 2000, agent: false }, response => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('timeout', () => request.destroy()).on('error', () => resolve(undefined));
  });
}
