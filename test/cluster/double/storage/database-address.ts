import { Tree } from '../config/hocon';
import { text, whole } from '../config/read-tree';

/** Where a database is, and how it is trusted, in the words of the JDBC driver. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly sslmode: string;
  readonly sslrootcert?: string;
  readonly sslcert?: string;
  readonly sslkey?: string;
}

/** `storage.config.properties` (facts A.2). */
export function databaseOfProperties(properties: Tree): DatabaseAddress {
  return {
    host: text(properties, 'serverName')!,
    port: whole(properties, 'portNumber') ?? 5432,
    database: text(properties, 'databaseName')!,
    user: text(properties, 'user')!,
    password: text(properties, 'password')!,
    ...tls(properties),
  };
}

/** A store's `url`, `user` and `password` (facts D.2, E.1). */
export function databaseOfStore(store: Tree): DatabaseAddress {
  const url = text(store, 'url')!;
  const [, host, port, database, query] = /^jdbc:postgresql:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/([^?]+)(?:\?(.*))?$/.exec(url) ?? [];
  if (host === undefined) {
    throw new Error(`'${url}' is no address of a PostgreSQL database; write jdbc:postgresql://host:port/database?property=value`);
  }
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port ?? 5432),
    database,
    user: text(store, 'user')!,
    password: text(store, 'password')!,
    ...tls(Object.fromEntries(new URLSearchParams(query))),
  };
}

/** The driver takes `ssl=true` alone for verify-full. */
function tls(properties: Tree): Pick<DatabaseAddress, 'sslmode' | 'sslrootcert' | 'sslcert' | 'sslkey'> {
  const sslmode = text(properties, 'sslmode') ?? (text(properties, 'ssl') === 'true' ? 'verify-full' : 'prefer');
  return { sslmode, sslrootcert: text(properties, 'sslrootcert'), sslcert: text(properties, 'sslcert'), sslkey: text(properties, 'sslkey') };
}
