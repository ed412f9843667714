import { PostgresUser } from '../model/postgres';
import { refuse } from '../model/validation';

/** A role of the server that the operator makes, in the terms of `managed.roles`. */
export interface ManagedRole {
  readonly name: string;
  readonly ensure: 'present';
  readonly login: true;
  readonly passwordSecret: { readonly name: string };
}

const TAKEN = /^(app|postgres|streaming_replica|(pg|cnpg)_.*)$/;

/** The role of a database's user. Where its name is in the Secret, synthesis does not know it: it is the database's. */
export function managedRole(owner: string, database: string, { _name, _password }: PostgresUser): ManagedRole {
  const name = typeof _name === 'string' ? _name : database;
  const read = [_password.key, ...(typeof _name === 'string' ? [] : [_name.key])].filter((key) => key !== 'username' && key !== 'password');
  if (read.length > 0) {
    refuse(`${owner}: user of database '${database}' must be in the keys username and password of its Secret, where the operator reads it, got ${read.join(', ')}`);
  }
  if (TAKEN.test(name)) {
    refuse(`${owner}: user of database '${database}' must not be called as PostgreSQL and the operator call theirs (app, postgres, streaming_replica, pg_*, cnpg_*), got '${name}'`);
  }
  return { name, ensure: 'present', login: true, passwordSecret: { name: _password.secretName } };
}
