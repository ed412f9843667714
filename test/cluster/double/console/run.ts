import * as fs from 'fs';
import * as path from 'path';
import { bootstrap } from './bootstrap';
import { connect } from './connect';
import { migrate } from './migrate';
import { RemoteNodes } from './remote-node';
import { ScriptReader } from './script-reader';
import { CANTON_KEYS } from '../config/canton-keys';
import { CommandLine } from '../config/command-line';
import { readConfig } from '../config/hocon';
import { checkKeys } from '../config/refuse';

/** `canton run`: does what a script of the library says. It cannot run Scala, so it goes by the script's name. */
export async function runScript(args: CommandLine): Promise<void> {
  const config = await readConfig(args.configs, args.overrides, process.env);
  checkKeys(CANTON_KEYS, config, true);
  const [file, ...more] = args.rest;
  if (file === undefined || more.length > 0) {
    throw new Error(`canton run takes one script, got ${args.rest.join(', ') || 'none'}`);
  }
  const name = path.basename(file);
  const script = new ScriptReader(name, fs.readFileSync(file, 'utf8'));
  switch (name) {
    case 'bootstrap.canton':
      return bootstrap(script, new RemoteNodes(config));
    case 'connect.canton':
      return connect(script, new RemoteNodes(config));
    case 'migrate.canton':
      return migrate(script, config);
    default:
      throw new Error(`the double cannot run ${name}; it knows bootstrap.canton, connect.canton and migrate.canton`);
  }
}
