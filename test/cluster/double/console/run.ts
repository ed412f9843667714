import * as fs from 'fs';
import * as path from 'path';
import { bootstrap } from './bootstrap';
import { bootstrapSynchronizer } from './bootstrap-synchronizer';
import { connect } from './connect';
import { connectSynchronizers } from './connect-synchronizers';
import { migrate } from './migrate';
import { RemoteNodes } from './remote-node';
import { ScriptReader } from './script-reader';
import { CommandLine } from '../config/command-line';
import { readConfig } from '../config/hocon';
import { refuseProblems } from '../config/refuse';
import { dialectOf } from '../dialect';

/**
 * `canton run`: does what a script of the library says. It cannot run Scala, so it goes by the script's name, and by the words that only one release knows: a
 * console's configuration may suit both.
 */
export async function runScript(args: CommandLine): Promise<void> {
  const config = await readConfig(args.configs, args.overrides, process.env);
  refuseProblems(dialectOf(config).problems(config));
  const [file, ...more] = args.rest;
  if (file === undefined || more.length > 0) {
    throw new Error(`canton run takes one script, got ${args.rest.join(', ') || 'none'}`);
  }
  const name = path.basename(file);
  const script = new ScriptReader(name, fs.readFileSync(file, 'utf8'));
  const nodes = new RemoteNodes(config);
  switch (name) {
    case 'bootstrap.canton':
      return script.isForSynchronizers ? bootstrapSynchronizer(script, nodes) : bootstrap(script, nodes);
    case 'connect.canton':
      return script.isForSynchronizers ? connectSynchronizers(script, nodes) : connect(script, nodes);
    case 'migrate.canton':
      return migrate(script, config);
    default:
      throw new Error(`the double cannot run ${name}; it knows bootstrap.canton, connect.canton and migrate.canton`);
  }
}
