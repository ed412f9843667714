import { Client, Pool, PoolClient } from 'pg';
import { DatabaseAddress } from './database-address';
import { databaseTls } from './database-tls';
import { rememberingSocket } from './known-address';
import { INSTANCE } from '../support/instance';
import { KEEP_ALIVE } from '../timing';

/** All sessions of this process, so that it can be cut off from its database on demand. */
const sessions = new Set<Client | PoolClient>();
let refusedUntil = 0;

/** Drops every session and opens none for a while. */
export function loseDatabase(millis: number): void {
  refusedUntil = Date.now() + millis;
  sessions.forEach(cut);
}

/** Ends a session without waiting for anybody. */
export function cut(session: Client | PoolClient): void {
  (session as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

export interface SessionOptions {
  readonly connectTimeout: number;
  /** How long a query may take. */
  readonly queryTimeout: number;
  readonly purpose: string;
}

/** A session of its own, with the settings that let both sides notice when the other is gone. */
export async function openSession(address: DatabaseAddress, options: SessionOptions): Promise<Client> {
  checkNotRefused();
  const client = new Client(clientOptions(address, options));
  client.on('error', () => cut(client));
  sessions.add(client);
  client.on('end', () => sessions.delete(client));
  try {
    await client.connect();
    await keepAlive(client);
  } catch (error) {
    cut(client);
    sessions.delete(client);
    throw error;
  }
  return client;
}

/**
 * A pool of such sessions.
 *
 * @param admit called once for each new session before it is used; the session is ended where that fails
 */
export function openPool(
  address: DatabaseAddress, options: SessionOptions, max: number, admit: (session: PoolClient) => Promise<void> = async () => undefined,
): Pool {
  const verify = (session: PoolClient, done: (error?: Error) => void) => {
    sessions.add(session);
    session.on('end', () => sessions.delete(session));
    session.on('error', () => undefined); // while it is lent out the pool does not listen; who has it sees its query fail
    Promise.resolve().then(checkNotRefused).then(() => keepAlive(session)).then(() => admit(session)).then(() => done(), done);
  };
  const pool = new Pool({ ...clientOptions(address, options), max, idleTimeoutMillis: 0, ...{ verify } });
  pool.on('error', () => undefined); // an idle session that ended: the next use opens another
  return pool;
}

function clientOptions(address: DatabaseAddress, { connectTimeout, queryTimeout, purpose }: SessionOptions): object {
  return {
    host: address.host,
    port: address.port,
    database: address.database,
    user: address.user,
    password: address.password,
    ssl: databaseTls(address),
    connectionTimeoutMillis: connectTimeout,
    query_timeout: queryTimeout,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE.idleSeconds * 1000,
    stream: () => rememberingSocket(),
    application_name: `${INSTANCE} ${purpose}`.slice(0, 63),
  };
}

async function keepAlive(session: Client | PoolClient): Promise<void> {
  const { idleSeconds, intervalSeconds, count, connectionCheck } = KEEP_ALIVE;
  await session.query(`set tcp_keepalives_idle = ${idleSeconds}; set tcp_keepalives_interval = ${intervalSeconds}; set tcp_keepalives_count = ${count};
    set client_connection_check_interval = ${connectionCheck}`);
}

function checkNotRefused(): void {
  if (Date.now() < refusedUntil) {
    throw new Error('the database is out of reach, as ordered');
  }
}
