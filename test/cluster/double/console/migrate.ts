import { promises as dns } from 'dns';
import { ScriptReader } from './script-reader';
import { waitUntil } from './wait';
import { Tree } from '../config/hocon';
import { nodeOf } from '../config/node-config';
import { dialectOf } from '../dialect';
import { prepareDatabase } from '../nodes/daemon';
import { log } from '../support/log';

/** What `migrate.canton` does: waits until no instance is left, then makes the tables. */
export async function migrate(script: ScriptReader, config: Tree): Promise<void> {
  const [list] = script.one('list of hosts', 'Seq\\(([^)]*)\\)\\.foreach \\{ host =>');
  await dns.lookup('kubernetes.default.svc');
  for (const host of list.split(',').map((item) => JSON.parse(item) as string)) {
    await waitUntil(`no instance is left at ${host}`, () => dns.lookup(host).then(() => false, () => true));
  }
  const node = nodeOf(config);
  log(`migrating the database of ${node.name}`);
  await prepareDatabase(node, dialectOf(config));
  log('the database is migrated');
}
