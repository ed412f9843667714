import * as http from 'http';
import { Tree } from '../config/hocon';
import { ServerApi } from '../config/node-config';
import { block, text, whole, at } from '../config/read-tree';

/** What an HTTP path answers. */
export type Answer = { readonly status: number; readonly body: string | object };

/** Opens a port that answers GET requests, `/path` each. */
export function serveHttp(address: string, port: number, routes: { [path: string]: () => Answer }): http.Server {
  return http.createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const { status, body } = routes[path]?.() ?? { status: 404, body: 'there is nothing here' };
    response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(port, address);
}

/** What the node says of itself. */
export interface NodeHealth {
  /** Whether it is the active one and serves. */
  readonly good: () => boolean;
  readonly reason: () => string;
}

/** A node's `monitoring.http-health-server`, which is there in Canton 3.5 alone (facts of Canton 3, B6). */
export function serveNodeHealth({ address, port }: ServerApi, { good, reason }: NodeHealth): void {
  serveHttp(address, port, { '/health': () => (good() ? { status: 200, body: 'healthy' } : { status: 503, body: `unhealthy: ${reason()}` }) });
}

/** `canton.monitoring.health` (facts C.1) and the Prometheus reporter (facts G). */
export function serveMonitoring(config: Tree, nodeName: string, isParticipant: boolean, health: NodeHealth): void {
  const monitoring = block(config, 'canton', 'monitoring');
  const server = block(monitoring, 'health', 'server');
  if (server !== undefined) {
    const check = text(monitoring, 'health', 'check', 'type');
    serveHttp(text(server, 'address') ?? '0.0.0.0', whole(server, 'port')!, { '/health': () => healthAnswer(check, isParticipant, health) });
  }
  const reporters = (at(monitoring, 'metrics', 'reporters') ?? []) as Tree[];
  for (const reporter of reporters.filter((candidate) => text(candidate, 'type') === 'prometheus')) {
    serveMetrics(text(reporter, 'address') ?? 'localhost', whole(reporter, 'port') ?? 9100, nodeName, health.good);
  }
}

export function serveMetrics(address: string, port: number, component: string, good: () => boolean): void {
  serveHttp(address, port, { '/metrics': () => ({ status: 200, body: `# TYPE daml_health_status gauge\ndaml_health_status{component="${component}"} ${good() ? 1 : 0}\n` }) });
}

function healthAnswer(check: string | undefined, isParticipant: boolean, { good, reason }: NodeHealth): Answer {
  if (check === 'always-healthy') {
    return { status: 200, body: 'healthy' };
  }
  if (check !== 'is-active' || !isParticipant) {
    return { status: 500, body: `unhealthy: ${check === 'is-active' ? 'no participant runs in this process' : `the double does not know check '${check}'`}` };
  }
  return good() ? { status: 200, body: 'healthy' } : { status: 500, body: `unhealthy: ${reason()}` };
}
