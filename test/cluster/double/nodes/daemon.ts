import { Misbehaviour } from './misbehaviour';
import { MustStayActive } from './must-stay-active';
import { HEALTH_NAME } from './node-behaviour';
import { ReplicatedNode } from './replicated-node';
import { CommandLine } from '../config/command-line';
import { readConfig, Tree } from '../config/hocon';
import { NodeConfig, nodeOf } from '../config/node-config';
import { refuseProblems, refuseToStart } from '../config/refuse';
import { Dialect, dialectOf } from '../dialect';
import { serveMonitoring, serveNodeHealth } from '../health/http';
import { JsonService } from '../rpc/json-service';
import { listen } from '../rpc/listen';
import { minimumTlsVersion, serverCredentials } from '../rpc/tls';
import { cut, openSession } from '../storage/connections';
import { Journal } from '../storage/journal';
import { serverProblems } from '../storage/server-check';
import { createTables } from '../storage/tables';
import { reason } from '../support/log';
import { sleep, within } from '../support/time';
import { BOOT, FAREWELL } from '../timing';

/** What the daemon needs of a node of either sort. */
type Running = Pick<ReplicatedNode, 'isGood' | 'status' | 'operate' | 'run' | 'stopWorking'> & { stop(): void | Promise<void> };

/** How a node's journal takes notes. */
type Note = (event: string, details?: object) => void;

/** `canton daemon`: runs the one node of the configuration. */
export async function daemon(args: CommandLine): Promise<void> {
  const config = await readConfig(args.configs, args.overrides, process.env);
  const dialect = dialectOf(config);
  refuseProblems(dialect.problems(config));
  const node = nodeOf(config);
  const apis = [node.adminApi, node.ledgerApi, node.publicApi].map((api) => api?.tls);
  minimumTlsVersion(apis);
  apis.forEach(serverCredentials); // files that are named must be there at the start
  const began = Date.now();
  process.once('SIGTERM', () => process.exit(143)); // a JVM that starts dies of it at once
  await prepareDatabase(node, dialect);
  const misbehaviour: Misbehaviour = new Misbehaviour((order) => journal.disarm(order));
  const journal = new Journal(node.database, misbehaviour.take);
  await journal.start();
  await sleep(BOOT[node.kind] + (misbehaviour.millis('slow-start') ?? 0) - (Date.now() - began));
  const note: Note = (event, details = {}) => journal.note(event, { node: node.name, ...details });
  const lock = node.driver?.mustStayActive ? new MustStayActive(node, note) : undefined;
  await lock?.acquire();
  const running = await makeNode(node, dialect, misbehaviour, note);
  await serve(config, node, running, () => lock?.isFatal !== true);
  note('started');
  process.removeAllListeners('SIGTERM');
  process.once('SIGTERM', () => void shutDown(running, journal, misbehaviour.millis('slow-shutdown') ?? 0));
  await Promise.race([running.run(), ...(lock === undefined ? [] : [lock.keep()])]);
}

/** Checks the server and makes the tables; the process ends when that fails, unless it is told to wait (facts A.2). */
export async function prepareDatabase(node: NodeConfig, dialect: Dialect): Promise<void> {
  for (;;) {
    try {
      const { connectionTimeout, activeCheckTimeout } = node.timing;
      const session = await openSession(node.database, { connectTimeout: connectionTimeout, queryTimeout: activeCheckTimeout, purpose: 'migration' });
      const problems = await serverProblems(session, node.kind === 'sequencers', dialect.postgres);
      if (problems.length > 0) {
        refuseToStart('the database cannot be used', { problems });
      }
      await createTables(session, node.database.database, node.driver === undefined ? node.kind : 'block-sequencers');
      cut(session);
      return;
    } catch (error) {
      if (node.failFast) {
        refuseToStart('the database cannot be reached', { database: node.database.database, host: node.database.host, why: reason(error) });
      }
      await sleep(node.timing.activeCheck);
    }
  }
}

/** A node of either sort. A sequencer's public API is there before it serves. */
async function makeNode(node: NodeConfig, dialect: Dialect, misbehaviour: Misbehaviour, note: Note): Promise<Running> {
  if (node.kind !== 'sequencers') {
    return new ReplicatedNode(node, dialect.replicated[node.kind], misbehaviour, note);
  }
  const sequencer = dialect.sequencer(node, note);
  const serves = () => sequencer.serves;
  await listen(node.publicApi!, [sequencer.publicApi], { '': serves, 'sequencer-health-check-service': serves });
  return sequencer;
}

/** Opens the ports that are open whether the node is active or not. */
async function serve(config: Tree, node: NodeConfig, running: Running, alive: () => boolean): Promise<void> {
  const good = () => running.isGood;
  await serveAdmin(node, running);
  if (node.grpcHealth !== undefined) {
    await listen(node.grpcHealth, [], { 'liveness': alive, '': good, [HEALTH_NAME[node.kind]]: good });
  }
  const health = { good, reason: () => 'instance is passive' };
  if (node.httpHealth !== undefined) {
    serveNodeHealth(node.httpHealth, health);
  }
  serveMonitoring(config, node.name, node.kind === 'participants', health);
}

async function serveAdmin(node: NodeConfig, running: Running): Promise<void> {
  const admin: JsonService = {
    name: 'Admin',
    unary: {
      Status: async () => ({ name: node.name, kind: node.kind, ...running.status() }),
      Operate: ({ method, request }) => running.operate(method, request),
    },
  };
  await listen(node.adminApi, [admin]);
}

/** Stops working at once; the lock goes when the node is done with shutting down. */
async function shutDown(running: Running, journal: Journal, keepLock: number): Promise<void> {
  journal.note('stopping');
  running.stopWorking();
  await sleep(keepLock);
  await within(FAREWELL, 'the end', Promise.resolve(running.stop())).catch(() => undefined);
  journal.note('stopped');
  await within(FAREWELL, 'the last note', journal.flush()).catch(() => undefined);
  await sleep(FAREWELL);
  process.exit(0);
}
