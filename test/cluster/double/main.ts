import { client } from './client/client';
import { commandLine } from './config/command-line';
import { refuseToStart } from './config/refuse';
import { runScript } from './console/run';
import { jsonApi } from './http/json-api';
import { oauth2Middleware } from './http/oauth2-middleware';
import { triggerService } from './http/trigger-service';
import { daemon } from './nodes/daemon';
import { log, reason } from './support/log';
import { rememberNames } from './support/name-cache';

/** The first argument says which image's program this is; the others are what the manifests give to that program. */
const PROGRAMS: { [name: string]: (args: string[]) => Promise<void> } = {
  'canton': canton,
  'http-json': (args) => jsonApi(commandLine(args)),
  'trigger-service': (args) => triggerService(commandLine(args)),
  'oauth2-middleware': (args) => oauth2Middleware(commandLine(args)),
  'client': client,
};

async function canton([command, ...args]: string[]): Promise<void> {
  switch (command) {
    case 'daemon':
      rememberNames();
      return daemon(commandLine(args));
    case 'run':
      await runScript(commandLine(args));
      return process.exit(0);
    default:
      throw new Error(`canton takes daemon or run, got '${command}'`);
  }
}

const [name, ...rest] = process.argv.slice(2);
const program = PROGRAMS[name];
if (program === undefined) {
  refuseToStart(`no program '${name}'; there are ${Object.keys(PROGRAMS).join(', ')}`);
}
process.on('unhandledRejection', (error) => log('unhandled', { level: 'ERROR', why: reason(error) }));
program(rest).catch((error) => refuseToStart(reason(error)));
