import { Tree } from '../config/hocon';
import { text } from '../config/read-tree';
import { serveMetrics } from '../health/http';

/** `metrics.reporter` of the processes that are not Canton nodes. */
export function serveReporter(config: Tree, component: string, good: () => boolean): void {
  const [, address, port] = /^prometheus:\/\/(.+):(\d+)$/.exec(text(config, 'metrics', 'reporter') ?? '') ?? [];
  if (port !== undefined) {
    serveMetrics(address, Number(port), component, good);
  }
}
