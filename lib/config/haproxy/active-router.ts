import { ProxyRouting } from '../../model/active-routing';
import { ConfigFile } from '../../model/config-file';
import { durationText } from '../../model/duration';
import { textFile } from '../config-file';

/** What the proxy stands in front of. */
export interface ActiveRouterConfig {
  readonly routing: ProxyRouting;
  /** Whole DNS names of the instances. */
  readonly instanceHosts: string[];
  /** Port of each API, by its name: the same in front as behind. */
  readonly apis: { [name: string]: number };
  /** Port of the instances' `GET /health`, which is 200 on the active one only. */
  readonly healthPort: number;
  /** Port of the proxy's own readiness and metrics. */
  readonly statusPort: number;
}

/**
 * HAProxy in front of an active-passive service, by TCP so that TLS goes through untouched.
 *
 * - `server-template ... 2`: in a rollout an instance has two addresses for a while, the old pod's and its replacement's.
 * - `hold` and `timeout resolve`: DNS is asked again every second, because a replaced pod has another address.
 * - `on-marked-down shutdown-sessions`: connections to an instance that is no longer active are cut, so that clients come back through here.
 * - time-outs of an hour or more and TCP keep-alives: a ledger stream may be silent for long and must not be cut for it.
 */
export function activeRouterConfig(config: ActiveRouterConfig): ConfigFile {
  const sections = [
    global(),
    defaults(config.routing),
    resolvers(),
    status(config.statusPort),
    ...Object.entries(config.apis).flatMap(([name, port]) => [frontend(name, port), backend(name, port, config)]),
  ];
  return textFile('haproxy.cfg', `${sections.map(([head, ...lines]) => [head, ...lines.map((line) => `  ${line}`)].join('\n')).join('\n\n')}\n`);
}

/** How long connections may go on once a proxy is told to stop: less than the pod's grace period. */
export const HARD_STOP_SECONDS = 20;

function global(): string[] {
  return ['global', 'log stdout format raw local0 info', 'maxconn 4096', `hard-stop-after ${HARD_STOP_SECONDS}s`];
}

function defaults({ idleTimeout, interval }: ProxyRouting): string[] {
  const idle = durationText(idleTimeout);
  return [
    'defaults',
    'mode tcp',
    'log global',
    'option tcplog',
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
    ...['valid', 'obsolete', 'nx', 'other', 'refused', 'timeout'].map((state) => `hold ${state} ${state === 'valid' || state === 'obsolete' ? '1s' : '10s'}`),
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
    'monitor-uri /healthz',
    'http-request use-service prometheus-exporter if { path /metrics }',
    'http-request return status 404',
  ];
}

function frontend(name: string, port: number): string[] {
  return [`frontend ${name}`, `bind :${port}`, `default_backend ${name}`];
}

function backend(name: string, port: number, { routing, instanceHosts, healthPort }: ActiveRouterConfig): string[] {
  const check = `check port ${healthPort} inter ${durationText(routing.interval)} fastinter 500ms rise ${routing.rise} fall ${routing.fall}`;
  return [
    `backend ${name}`,
    'option httpchk GET /health',
    'http-check expect status 200',
    `default-server ${check} resolvers cluster resolve-prefer ipv4 init-addr none on-marked-down shutdown-sessions`,
    ...instanceHosts.map((host, index) => `server-template instance-${index}- 2 ${host}:${port}`),
  ];
}
