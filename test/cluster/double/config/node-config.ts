import { millis } from './duration';
import { isTree, Tree } from './hocon';
import { at, block, flag, text, whole } from './read-tree';
import { OrderingDriver, orderingDriver } from './sequencer-driver';
import { KeepAlive } from '../nodes/sequencer-subscription';
import { DatabaseAddress, databaseOfProperties } from '../storage/database-address';
import { MUST_STAY_ACTIVE, REPLICATION, SEQUENCER } from '../timing';

export type NodeKind = 'participants' | 'sequencers' | 'mediators' | 'domain-managers';

const KINDS: NodeKind[] = ['participants', 'sequencers', 'mediators', 'domain-managers'];

/** A port and how it is secured. */
export interface ServerApi {
  readonly address: string;
  readonly port: number;
  readonly tls?: Tree;
}

/** The JSON API that a participant of Canton 3.5 serves along with its Ledger API, and by the same certificate. */
export interface JsonApi extends ServerApi {
  readonly pathPrefix: string;
}

/** How the instances of a node look after its lock, in milliseconds. */
export interface ReplicationTiming {
  readonly poolCheck: number;
  readonly passiveCheck: number;
  readonly activeCheck: number;
  readonly activeCheckTimeout: number;
  readonly connectionTimeout: number;
  readonly initialRetries: number;
  readonly initialInterval: number;
  /** How long a sequencer that must stay active waits for its lock at the start. */
  readonly mustStayActiveTimeout: number;
  /** After how long without its database a node is called fatal. */
  readonly failedToFatal: number;
}

/** One node of a configuration. */
export interface NodeConfig {
  readonly kind: NodeKind;
  readonly name: string;
  readonly database: DatabaseAddress;
  readonly failFast: boolean;
  readonly adminApi: ServerApi;
  readonly ledgerApi?: ServerApi;
  readonly publicApi?: ServerApi;
  readonly grpcHealth?: ServerApi;
  /** The HTTP health server of the node, which Canton 3.5 has. */
  readonly httpHealth?: ServerApi;
  readonly jsonApi?: JsonApi;
  /** Where a sequencer of Canton 3.5 finds the order. */
  readonly driver?: OrderingDriver;
  readonly timing: ReplicationTiming;
  /** When a sequencer that is silent is given up, as far as the file says it. */
  readonly keepAlive: Partial<KeepAlive>;
  /** The node's own block. */
  readonly tree: Tree;
}

/** The one node that a process runs (facts A.0). */
export function nodeOf(config: Tree): NodeConfig {
  const nodes = KINDS.flatMap((kind) => Object.entries(block(config, 'canton', kind) ?? {}).map(([name, tree]) => ({ kind, name, tree })));
  if (nodes.length !== 1) {
    throw new Error(`a process runs one node, got ${nodes.map(({ name }) => name).join(', ') || 'none'}; write one of ${KINDS.join(', ')} with one name below it`);
  }
  const [{ kind, name, tree }] = nodes;
  if (!/^[a-zA-Z0-9_-]{1,30}$/.test(name)) {
    throw new Error(`node name '${name}' must be of at most 30 letters, digits, _ and -`);
  }
  if (!isTree(tree) || text(tree, 'storage', 'type') !== 'postgres') {
    throw new Error(`storage.type of ${name} must be postgres, got '${text(tree, 'storage', 'type')}'; the double knows no other, and memory and h2 never replicate`);
  }
  const database = databaseOfProperties(block(tree, 'storage', 'config', 'properties')!);
  return {
    kind,
    name,
    tree,
    database,
    failFast: flag(tree, 'storage', 'parameters', 'fail-fast-on-startup') ?? true,
    adminApi: serverApi(tree, 'admin-api')!,
    ledgerApi: serverApi(tree, 'ledger-api'),
    publicApi: serverApi(tree, 'public-api'),
    grpcHealth: serverApi(block(tree, 'monitoring') ?? {}, 'grpc-health-server', '0.0.0.0'),
    httpHealth: serverApi(block(tree, 'monitoring') ?? {}, 'http-health-server', '0.0.0.0'),
    jsonApi: jsonApi(tree),
    driver: orderingDriver(block(tree, 'sequencer'), database),
    timing: replicationTiming(block(tree, 'replication', 'connection-pool'), at(tree, 'storage', 'parameters', 'failed-to-fatal-delay')),
    keepAlive: keepAlive(block(tree, 'sequencer-client', 'keep-alive-client')),
  };
}

/** Canton's default for APIs is the loopback address (rule R11). */
function serverApi(node: Tree, api: string, address = '127.0.0.1'): ServerApi | undefined {
  const port = whole(node, api, 'port');
  return port === undefined ? undefined : { address: text(node, api, 'address') ?? address, port, tls: block(node, api, 'tls') };
}

function jsonApi(node: Tree): JsonApi | undefined {
  const api = flag(node, 'http-ledger-api', 'enabled') === false ? undefined : serverApi(node, 'http-ledger-api');
  const prefix = text(node, 'http-ledger-api', 'path-prefix') ?? '';
  return api && { ...api, tls: block(node, 'ledger-api', 'tls'), pathPrefix: prefix === '' ? '' : `/${prefix.replace(/^\/|\/$/g, '')}` };
}

function replicationTiming(pool: Tree | undefined, failedToFatal: unknown): ReplicationTiming {
  const connection = (key: string, fallback: number) => millis(at(pool, 'connection', key), fallback);
  return {
    poolCheck: millis(at(pool, 'health-check-period') ?? at(pool, 'check-period'), REPLICATION.poolCheck),
    passiveCheck: connection('passive-check-period', REPLICATION.passiveCheck),
    activeCheck: connection('health-check-period', REPLICATION.activeCheck),
    activeCheckTimeout: connection('health-check-timeout', REPLICATION.activeCheckTimeout),
    connectionTimeout: connection('connection-timeout', REPLICATION.connectionTimeout),
    initialRetries: whole(pool, 'connection', 'initial-acquisition-max-retries') ?? REPLICATION.initialRetries,
    initialInterval: connection('initial-acquisition-interval', REPLICATION.initialInterval),
    mustStayActiveTimeout: millis(at(pool, 'initial-must-remain-active-connection-timeout'), MUST_STAY_ACTIVE.initialTimeout),
    failedToFatal: millis(failedToFatal, MUST_STAY_ACTIVE.failedToFatal),
  };
}

function keepAlive(client: Tree | undefined): Partial<KeepAlive> {
  const said = (key: string) => (at(client, key) === undefined ? undefined : millis(at(client, key), 0));
  return { keepAliveTime: said('time'), keepAliveTimeout: said('timeout') };
}

/** How sequencers that share a database look after one another (facts A.5), in milliseconds. */
export interface SequencerTiming {
  readonly totalNodeCount: number;
  readonly keepAlive: number;
  readonly onlineCheck: number;
  readonly offlineDuration: number;
  readonly polling: number;
}

export function sequencerTiming({ tree }: NodeConfig): SequencerTiming {
  const ha = block(tree, 'sequencer', 'high-availability');
  return {
    totalNodeCount: whole(ha, 'total-node-count') ?? SEQUENCER.totalNodeCount,
    keepAlive: millis(at(ha, 'keep-alive-interval'), SEQUENCER.keepAlive),
    onlineCheck: millis(at(ha, 'online-check-interval'), SEQUENCER.onlineCheck),
    offlineDuration: millis(at(ha, 'offline-duration'), SEQUENCER.offlineDuration),
    polling: millis(at(tree, 'sequencer', 'reader', 'polling-interval'), SEQUENCER.polling),
  };
}
