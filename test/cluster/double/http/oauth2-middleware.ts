import { serveReporter } from './metrics';
import { OAUTH2_MIDDLEWARE_KEYS } from '../config/application-keys';
import { CommandLine } from '../config/command-line';
import { readConfig } from '../config/hocon';
import { text, whole } from '../config/read-tree';
import { checkKeys } from '../config/refuse';
import { Answer, serveHttp } from '../health/http';
import { log } from '../support/log';
import { sleep } from '../support/time';
import { BOOT } from '../timing';

/** The OAuth 2.0 middleware: its health only (facts E.5). */
export async function oauth2Middleware(args: CommandLine): Promise<void> {
  const config = await readConfig(args.configs, [], process.env);
  checkKeys(OAUTH2_MIDDLEWARE_KEYS, config, false);
  await sleep(BOOT.application);
  const pass = (): Answer => ({ status: 200, body: { status: 'pass' } });
  serveHttp(text(config, 'address') ?? '127.0.0.1', whole(config, 'port') ?? 3000, { '/livez': pass, '/readyz': pass });
  serveReporter(config, 'oauth2-middleware', () => true);
  process.once('SIGTERM', () => process.exit(0));
  log('started');
}
