import { ConfigFile, secretPath } from '../../model/config-file';
import { durationText } from '../../model/duration';
import { RouterOptions } from '../../model/router';
import { Tls } from '../../model/tls';
import { textFile } from '../config-file';
import { routerSecrets } from './secrets';

/** What stands behind a name. */
export interface RouterHost {
  /** Whole DNS name. */
  readonly name: string;
  /** Addresses that it may have at once. */
  readonly addresses: number;
}

/** One API of the instances. */
export interface RouterApi {
  /** Its port: the same in front as behind. */
  readonly port: number;
  /** How the instances protect it. */
  readonly tls: Tls;
  /** Whether it is HTTP/1.1 and not gRPC. */
  readonly http1?: boolean;
}

/** What a router stands in front of. */
export interface RouterConfig {
  readonly router: Required<RouterOptions>;
  readonly hosts: RouterHost[];
  readonly apis: { [name: string]: RouterApi };
  /** Port of the instances' `GET /health`, which is 200 on those that may have connections. */
  readonly healthPort: number;
  /** Port of the router's own readiness and metrics. */
  readonly statusPort: number;
  /** The name that the instances' certificates are for. */
  readonly certificateName: string;
}

/** How long connections may go on once a router is told to stop: less than the pod's grace period. */
export const HARD_STOP_SECONDS = 20;

/**
 * HAProxy in front of a service: by TCP, so that TLS goes through untouched, or by HTTP/2 between two TLS connections.
 *
 * - `server-template`: a name has several addresses, in a rollout those of an old pod and its replacement.
 * - `hold` and `timeout resolve`: DNS is asked again every second, because a replaced pod has another address.
 * - `http-check connect ... proto h1`: health is asked by plain HTTP/1.1 whatever is spoken on the API itself.
 * - `on-marked-down shutdown-sessions`: connections to an instance that may have none are cut, so that clients come back through here.
 * - time-outs of an hour or more and TCP keep-alives: a ledger stream may be silent for long and must not be cut for it.
 */
export function routerConfig(config: RouterConfig): ConfigFile {
  const sections = [
    global(),
    defaults(config),
    resolvers(),
    status(config.statusPort),
    ...Object.entries(config.apis).flatMap(([name, api]) => [frontend(name, api, config), backend(name, api, config)]),
  ];
  const text = sections.map(([head, ...lines]) => [head, ...lines.map((line) => `  ${line}`)].join('\n')).join('\n\n');
  return textFile('haproxy.cfg', `${text}\n`, routerSecrets(config.router.tls, Object.values(config.apis).map(({ tls }) => tls), config.certificateName));
}

function global(): string[] {
  return [
    'global',
    'log stdout format raw local0 info',
    'maxconn 4096',
    `hard-stop-after ${HARD_STOP_SECONDS}s`,
    // The private key of x.crt is in x.key.
    'ssl-load-extra-del-ext',
    'ssl-default-bind-options ssl-min-ver TLSv1.3',
    'ssl-default-server-options ssl-min-ver TLSv1.3',
  ];
}

function defaults({ router: { idleTimeout, interval, tls } }: RouterConfig): string[] {
  const idle = durationText(idleTimeout);
  return [
    'defaults',
    'log global',
    ...(tls._reencrypt === undefined ? ['mode tcp', 'option tcplog'] : ['mode http', 'option httplog', 'option logasap']),
    'option dontlognull',
    'option clitcpka',
    'option srvtcpka',
    'option redispatch',
    'timeout connect 3s',
    `timeout check ${durationText(interval)}`,
    `timeout client ${idle}`,
    `timeout server ${idle}`,
  ];
}

function resolvers(): string[] {
  return [
    'resolvers cluster',
    'parse-resolv-conf',
    'accepted_payload_size 8192',
    'resolve_retries 3',
    'timeout resolve 1s',
    'timeout retry 1s',
    ...['valid', 'obsolete'].map((state) => `hold ${state} 1s`),
    'hold nx 10s',
    // A lost node may take the name server with it until Kubernetes gives it up: what was known before is better than nothing, and health is asked for itself.
    ...['other', 'refused', 'timeout'].map((state) => `hold ${state} 120s`),
  ];
}

function status(port: number): string[] {
  return [
    'frontend status',
    'mode http',
    `bind :${port}`,
    'option httplog',
    'option dontlog-normal',
    'timeout client 10s',
    'timeout http-request 5s',
    'http-request return status 200 if { path /livez }',
    'http-request return status 503 if { path /readyz } { stopping }',
    'http-request return status 200 if { path /readyz }',
    'http-request use-service prometheus-exporter if { path /metrics }',
    'http-request return status 404',
  ];
}

function frontend(name: string, { port, http1 }: RouterApi, { router }: RouterConfig): string[] {
  return [`frontend ${name}`, `bind :${port}${bindTls(router.tls._reencrypt?.front, http1 ? 'h2,http/1.1' : 'h2')}`, `default_backend ${name}`];
}

function bindTls(front: Tls | undefined, protocols: string): string {
  if (front === undefined) {
    return '';
  }
  const demand = front.isMutual ? ` verify required ca-file ${secretPath(front._trust!)}` : '';
  return ` ssl crt ${secretPath(front._server!.certificate)} alpn ${protocols}${demand}`;
}

function backend(name: string, api: RouterApi, config: RouterConfig): string[] {
  const { router: { interval, rise, fall }, hosts, healthPort } = config;
  const check = `check port ${healthPort} inter ${durationText(interval)} fastinter 500ms downinter 500ms rise ${rise} fall ${fall}`;
  return [
    `backend ${name}`,
    'balance roundrobin',
    'option httpchk',
    `http-check connect port ${healthPort} proto h1`,
    'http-check send meth GET uri /health',
    'http-check expect status 200',
    `default-server ${check} resolvers cluster resolve-prefer ipv4 init-addr none on-marked-down shutdown-sessions${serverTls(api, config)}`,
    ...hosts.map((host, index) => `server-template instance-${index}- ${host.addresses} ${host.name}:${api.port}`),
  ];
}

function serverTls({ tls: instanceTls, http1 }: RouterApi, { router: { tls }, certificateName }: RouterConfig): string {
  if (tls._reencrypt === undefined) {
    return '';
  }
  const spoken = http1 ? '' : ' proto h2';
  if (!instanceTls.enabled) {
    return spoken;
  }
  const { clientSecretName } = tls._reencrypt;
  const shown = clientSecretName === undefined ? '' : ` crt ${secretPath(Tls.fromSecret(clientSecretName)._server!.certificate)}`;
  const checked = `verify required ca-file ${secretPath(instanceTls._trust!)} verifyhost ${certificateName} sni str(${certificateName})`;
  return ` ssl ${checked} alpn ${http1 ? 'http/1.1' : 'h2'}${spoken}${shown}`;
}
