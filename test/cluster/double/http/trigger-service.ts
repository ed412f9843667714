import { randomUUID } from 'crypto';
import { serveReporter } from './metrics';
import { waitFor } from './wait-for';
import { TRIGGER_SERVICE_KEYS } from '../config/application-keys';
import { CommandLine } from '../config/command-line';
import { readConfig, Tree } from '../config/hocon';
import { block, flag, text, whole } from '../config/read-tree';
import { checkKeys, refuseToStart } from '../config/refuse';
import { serveHttp } from '../health/http';
import { isServing } from '../rpc/health-service';
import { clientCredentials } from '../rpc/tls';
import { openPool } from '../storage/connections';
import { databaseOfStore } from '../storage/database-address';
import { INSTANCE } from '../support/instance';
import { log, reason } from '../support/log';
import { sleep } from '../support/time';
import { BOOT, HTTP_START, REPLICATION, TRIGGER_SIGN_OF_LIFE } from '../timing';

/** A row for each process that ever lived, and when it last did: two that lived at once are seen. */
const TABLE = 'create table if not exists live_instances(instance text primary key, started timestamptz not null, last_seen timestamptz not null)';

/** The trigger service: it says that it lives, and looks whether the ledger does. No rules run (facts E). */
export async function triggerService(args: CommandLine): Promise<void> {
  const config = await readConfig(args.configs, [], process.env);
  checkKeys(TRIGGER_SERVICE_KEYS, config, false);
  await sleep(BOOT.application);
  let ready = false;
  serveHttp(text(config, 'address') ?? '127.0.0.1', whole(config, 'port') ?? 8088, {
    '/livez': () => ({ status: 200, body: { status: 'pass' } }),
    '/readyz': () => (ready ? { status: 200, body: { status: 'pass' } } : { status: 404, body: 'starting' }),
  });
  serveReporter(config, 'trigger_service', () => ready);
  process.once('SIGTERM', () => process.exit(0));
  await signsOfLife(config);
  const address = `${text(config, 'ledger-api', 'address')}:${whole(config, 'ledger-api', 'port')}`;
  await waitFor('the ledger', HTTP_START.ledger, async () => {
    if (!await isServing(address, clientCredentials(tls(config)), '', REPLICATION.connectionTimeout)) {
      throw new Error(`${address} does not serve`);
    }
  });
  ready = true;
  log('started');
}

/** At the top level, with names of its own (facts E.1). */
function tls(config: Tree): Tree | undefined {
  const own = block(config, 'tls-config');
  if (own === undefined || flag(own, 'tls') !== true) {
    return undefined;
  }
  return { 'enabled': true, 'trust-collection-file': own.cacrt, 'client-cert': { 'cert-chain-file': own.crt, 'private-key-file': own.pem } };
}

/** Without its database the service does not start; later it waits for it. */
async function signsOfLife(config: Tree): Promise<void> {
  const store = block(config, 'trigger-store');
  if (store === undefined) {
    return;
  }
  const instance = `${INSTANCE} ${randomUUID().slice(0, 8)}`;
  const pool = openPool(databaseOfStore(store), { connectTimeout: REPLICATION.connectionTimeout, queryTimeout: REPLICATION.activeCheckTimeout, purpose: 'trigger store' }, 1);
  try {
    await pool.query(TABLE);
    await pool.query('insert into live_instances(instance, started, last_seen) values($1, clock_timestamp(), clock_timestamp())', [instance]);
  } catch (error) {
    refuseToStart('the trigger store cannot be used', { why: reason(error) });
  }
  let busy = false;
  setInterval(() => {
    if (!busy) {
      busy = true;
      pool.query('update live_instances set last_seen = clock_timestamp() where instance = $1', [instance]).catch(() => undefined).finally(() => {
        busy = false;
      });
    }
  }, TRIGGER_SIGN_OF_LIFE);
}
