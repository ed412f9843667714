import { Container } from './container';
import { at, textAt } from './read';

/** A database as a process is told to reach it. What comes from a Secret is known by the Secret's key only. */
export interface Database {
  /** Host and port. */
  readonly server: string;
  readonly name: string;
  readonly user: string;
}

/** Two processes with equal text share a database. */
export function databaseKey({ server, name }: Database): string {
  return `${server}/${name}`;
}

/** The database of a node's `storage`; nothing for memory, or where it cannot be told. */
export function storageDatabase(storage: unknown, container: Container): Database | undefined {
  const config = at(storage, 'config');
  const properties = at(config, 'properties') ?? config;
  const url = textAt(config, 'url') ?? textAt(properties, 'url');
  const user = textAt(properties, 'user') ?? textAt(config, 'user');
  if (url !== undefined) {
    return jdbcDatabase(url, user, container);
  }
  const host = textAt(properties, 'serverName');
  const name = textAt(properties, 'databaseName');
  return host === undefined || name === undefined ? undefined : resolved(container, host, textAt(properties, 'portNumber'), name, user);
}

/** The database of a JDBC URL. In Oracle a user's schema is what a database is elsewhere. */
export function jdbcDatabase(url: string, user: string | undefined, container: Container): Database {
  const [, host, port, name] = /^jdbc:postgresql:\/\/([^/?]*?)(?::(\d+|\$\{\w+\}))?\/([^?]*)/.exec(url) ?? [];
  if (host !== undefined) {
    return resolved(container, host, port, name, user ?? /[?&]user=([^&]*)/.exec(url)?.[1]);
  }
  const whole = container.resolve(url) ?? url;
  return { server: whole, name: container.resolve(user) ?? whole, user: container.resolve(user) ?? '' };
}

/** A database inside the pod is nobody else's. */
export function isPodLocal({ server }: Database): boolean {
  return /^(localhost|127\.|\[?::1)/.test(server);
}

function resolved(container: Container, host: string, port = '5432', name: string, user = ''): Database {
  const text = (value: string) => container.resolve(value) ?? value;
  return { server: `${text(host)}:${text(port)}`, name: text(name), user: text(user) };
}
