import { DomainManager } from './manager';
import { Mediator } from './mediator';
import { Misbehaviour } from './misbehaviour';
import { ActiveNodeFactory, HEALTH_NAME } from './node-behaviour';
import { Participant } from './participant';
import { ReplicatedNode } from './replicated-node';
import { Sequencer } from './sequencer';
import { CANTON_KEYS } from '../config/canton-keys';
import { CommandLine } from '../config/command-line';
import { readConfig, Tree } from '../config/hocon';
import { NodeConfig, nodeOf } from '../config/node-config';
import { checkKeys, refuseToStart } from '../config/refuse';
import { serveMonitoring } from '../health/http';
import { JsonService } from '../rpc/json-service';
import { listen } from '../rpc/listen';
import { minimumTlsVersion, serverCredentials } from '../rpc/tls';
import { cut, openSession } from '../storage/connections';
import { Journal } from '../storage/journal';
import { serverProblems } from '../storage/server-check';
import { createTables } from '../storage/tables';
import { reason } from '../support/log';
import { sleep, within } from '../support/time';
import { BOOT } from '../timing';

const FACTORIES: { [kind: string]: ActiveNodeFactory } = {
  'participants': (config, pool, note) => new Participant(config, pool, note),
  'mediators': (config, pool) => new Mediator(config, pool),
  'domain-managers': (config, pool) => new DomainManager(config, pool),
};

/** How long a real node takes to go after it was asked to. */
const FAREWELL = 2000;

/** What the daemon needs of a node of either sort. */
type Running = Pick<ReplicatedNode, 'isGood' | 'status' | 'operate' | 'run' | 'stopWorking'> & { stop(): void | Promise<void> };

/** `canton daemon`: runs the one node of the configuration. */
export async function daemon(args: CommandLine): Promise<void> {
  const config = await readConfig(args.configs, args.overrides, process.env);
  checkKeys(CANTON_KEYS, config, true);
  const node = nodeOf(config);
  const apis = [node.adminApi, node.ledgerApi, node.publicApi].map((api) => api?.tls);
  minimumTlsVersion(apis);
  apis.forEach(serverCredentials); // files that are named must be there at the start
  const began = Date.now();
  process.once('SIGTERM', () => process.exit(143)); // a JVM that starts dies of it at once
  await prepareDatabase(node);
  const misbehaviour: Misbehaviour = new Misbehaviour((order) => journal.disarm(order));
  const journal = new Journal(node.database, misbehaviour.take);
  await journal.start();
  await sleep(BOOT + (misbehaviour.millis('slow-start') ?? 0) - (Date.now() - began));
  await run(config, node, journal, misbehaviour);
}

/** Checks the server and makes the tables; the process ends when that fails, unless it is told to wait (facts A.2). */
export async function prepareDatabase(node: NodeConfig): Promise<void> {
  for (;;) {
    try {
      const { connectionTimeout, activeCheckTimeout } = node.timing;
      const session = await openSession(node.database, { connectTimeout: connectionTimeout, queryTimeout: activeCheckTimeout, purpose: 'migration' });
      const problems = await serverProblems(session, node.kind === 'sequencers');
      if (problems.length > 0) {
        refuseToStart('the database cannot be used', { problems });
      }
      await createTables(session, node.database.database, node.kind);
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

async function run(config: Tree, node: NodeConfig, journal: Journal, misbehaviour: Misbehaviour): Promise<void> {
  const note = (event: string, details: object = {}) => journal.note(event, { node: node.name, ...details });
  let running: Running;
  if (node.kind === 'sequencers') {
    const sequencer = new Sequencer(node, note);
    const serves = () => sequencer.serves;
    await listen(node.publicApi!, [sequencer.publicApi], { '': serves, 'sequencer-health-check-service': serves });
    running = sequencer;
  } else {
    running = new ReplicatedNode(node, FACTORIES[node.kind], misbehaviour, note);
  }
  await serveAdmin(node, running);
  if (node.grpcHealth !== undefined) {
    const good = () => running.isGood;
    await listen(node.grpcHealth, [], { 'liveness': () => true, '': good, [HEALTH_NAME[node.kind]]: good });
  }
  serveMonitoring(config, node.name, node.kind === 'participants', { good: () => running.isGood, reason: () => 'instance is passive' });
  note('started');
  process.removeAllListeners('SIGTERM');
  process.once('SIGTERM', () => void shutDown(running, journal, misbehaviour.millis('slow-shutdown') ?? 0));
  await running.run();
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
