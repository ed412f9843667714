import * as http from 'http';
import { Pool } from 'pg';
import { serveReporter } from './metrics';
import { waitFor } from './wait-for';
import { JSON_API_KEYS } from '../config/application-keys';
import { CommandLine } from '../config/command-line';
import { millis } from '../config/duration';
import { readConfig, Tree } from '../config/hocon';
import { at, block, text, whole } from '../config/read-tree';
import { checkKeys, refuseToStart } from '../config/refuse';
import { isServing } from '../rpc/health-service';
import { JsonClient } from '../rpc/json-service';
import { clientCredentials } from '../rpc/tls';
import { openPool } from '../storage/connections';
import { databaseOfStore } from '../storage/database-address';
import { log, reason } from '../support/log';
import { sleep, within } from '../support/time';
import { BOOT, HTTP_START, REPLICATION } from '../timing';

const CALL_TIMEOUT = 15_000;
const DATABASE_NOT_VALID = 101;

/** What a running server needs. */
interface Server {
  readonly ledger: JsonClient;
  readonly store?: Pool;
  readonly healthTimeout: number;
}

/** `http-json`: commands over HTTP, one participant service behind it, and a query store of its own (facts D). */
export async function jsonApi(args: CommandLine): Promise<void> {
  const config = await readConfig(args.configs, [], process.env);
  checkKeys(JSON_API_KEYS, config, false);
  await sleep(BOOT.application);
  const store = await queryStore(config);
  const address = `${text(config, 'ledger-api', 'address')}:${whole(config, 'ledger-api', 'port')}`;
  const credentials = clientCredentials(tls(block(config, 'ledger-api', 'tls')));
  await waitFor('the ledger', HTTP_START.ledger, async () => {
    if (!await isServing(address, credentials, '', REPLICATION.connectionTimeout)) {
      throw new Error(`${address} does not serve`);
    }
  });
  // One connection for commands and for the question of health, without keep-alive.
  const ledger = new JsonClient(address, credentials, 'Ledger');
  const server = { ledger, store, healthTimeout: (whole(config, 'health-timeout-seconds') ?? 5) * 1000 };
  let ready = true; // both were just waited for
  setInterval(() => void isReady(server).then((is) => {
    ready = is;
  }), server.healthTimeout).unref();
  serveReporter(config, 'json_api', () => ready);
  const http1 = http.createServer((request, response) => void answer(server, request, response));
  http1.listen(whole(config, 'server', 'port')!, text(config, 'server', 'address'), () => log('started'));
  process.once('SIGTERM', () => {
    http1.close(() => process.exit(0));
    http1.closeIdleConnections();
    setTimeout(() => process.exit(0), HTTP_START.pause).unref();
  });
}

/** Its keys differ from those of Canton's own clients in the client certificate only. */
function tls(from: Tree | undefined): Tree | undefined {
  if (from === undefined || text(from, 'enabled') !== 'true') {
    return undefined;
  }
  return { 'enabled': true, 'trust-collection-file': from['trust-collection-file'], 'client-cert': { 'cert-chain-file': from['cert-chain-file'], 'private-key-file': from['private-key-file'] } };
}

/** The tables are made when they are not there, as far as `start-mode` allows (facts D.3). */
async function queryStore(config: Tree): Promise<Pool | undefined> {
  const store = block(config, 'query-store', 'base-config');
  if (store === undefined) {
    return undefined;
  }
  const options = { connectTimeout: millis(at(store, 'connection-timeout'), 5000), queryTimeout: REPLICATION.activeCheckTimeout, purpose: 'query store' };
  const pool = openPool(databaseOfStore(store), options, whole(store, 'pool-size')!);
  const mode = text(config, 'query-store', 'start-mode') ?? 'start-only';
  try {
    await waitFor('the query store', HTTP_START.database, () => pool.query('select 1'));
    if (mode !== 'start-only') {
      await pool.query('create table if not exists query_store_version(version int primary key)');
    }
    await pool.query('select * from query_store_version');
  } catch (error) {
    refuseToStart('the query store is not valid', { 'start-mode': mode, 'why': reason(error) }, DATABASE_NOT_VALID);
  }
  return pool;
}

/** The ledger serves and the query store answers, in time (facts D.4). */
async function isReady({ ledger, store, healthTimeout }: Server): Promise<boolean> {
  const stored = store === undefined || await within(healthTimeout, 'the query store', store.query('select 1')).then(() => true, () => false);
  return stored && ledger.isServing(healthTimeout);
}

async function answer(server: Server, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const reply = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  switch (`${request.method} ${request.url}`) {
    case 'GET /livez':
      return void reply(200, { status: 'pass' });
    case 'GET /readyz': {
      const ready = await isReady(server);
      return void reply(ready ? 200 : 503, { status: ready ? 'pass' : 'fail' });
    }
    case 'POST /v1/create':
      return create(server, request).then(
        (completion) => void reply(200, { result: completion, status: 200 }),
        (error) => void reply(error instanceof SyntaxError ? 400 : 503, { errors: [reason(error)] }),
      );
    default:
      return void reply(404, { errors: ['there is nothing here'] });
  }
}

async function create({ ledger }: Server, request: http.IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return ledger.call('Submit', JSON.parse(Buffer.concat(chunks).toString()), CALL_TIMEOUT);
}
