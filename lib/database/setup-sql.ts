import { SESSION_SETTINGS } from '../model/session-settings';

/** A database to make, and the role that owns it. */
export interface SetupDatabase {
  /** Name of the database: letters, digits, '_' and '-'. */
  readonly name: string;
  /** Name of the role. @default - read from the environment */
  readonly owner?: string;
}

/** The environment variable that holds the name of an owner, where the text does not. Databases are counted from 1. */
export function ownerVariable(index: number): string {
  return `OWNER_${index + 1}`;
}

/** The environment variable that holds the password of an owner. */
export function passwordVariable(index: number): string {
  return `${ownerVariable(index)}_PASSWORD`;
}

/**
 * Commands for psql that make roles and databases where there are none. They may be run again, and drop nothing. Passwords are not in them:
 * `\password` asks for them and sends a hash, as servers log statements and keep them for statistics.
 */
export function setupSql(databases: SetupDatabase[]): string {
  const all = databases.map(({ name, owner }, index) => ({ name, owner, variable: `owner_${index + 1}` }));
  const sections = [
    [
      '-- For psql 15 or later, as a superuser or a role with CREATEDB and CREATEROLE. Safe to run again. Nothing is dropped.',
      '-- psql asks twice for the password of each owner, and sends a hash of it.',
      ...all.flatMap(({ name, owner }, index) => (
        owner === undefined ? [`-- The environment variable ${ownerVariable(index)} names the owner of ${name}.`] : []
      )),
      '\\set ON_ERROR_STOP on',
      ...all.map(({ owner, variable }, index) => (
        owner === undefined ? `\\getenv ${variable} ${ownerVariable(index)}` : `\\set ${variable} ${psqlText(owner)}`
      )),
      OWN_FUNCTIONS_ONLY,
      "SET password_encryption = 'scram-sha-256';",
    ],
    ['-- Roles of administrators, and databases of somebody else, are left alone.', ...all.flatMap(({ name, variable }) => refusals(name, variable))],
    ...all.map(({ name, variable }) => [...role(name, variable), ...database(name, variable)]),
    ...all.map(({ name, variable }) => schema(name, variable)),
  ];
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** Whoever may make functions in a database must not have them called by its administrator. */
const OWN_FUNCTIONS_ONLY = "SET search_path = '';";

/** Looked at before anything is changed. */
function refusals(name: string, owner: string): string[] {
  return [
    ...refusal(
      "format('role %I is an administrator, and keeps its password; name another owner', rolname)",
      `pg_roles WHERE rolname = :'${owner}'`,
      'AND (rolname = current_user OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)',
    ),
    ...refusal(
      `format('database %I must be UTF8 and belong to %I, got %s of %I; use ALTER DATABASE, or name another one', datname, :'${owner}', `
      + 'pg_encoding_to_char(encoding), pg_get_userbyid(datdba))',
      `pg_database WHERE datname = '${name}'`,
      `AND (pg_encoding_to_char(encoding) <> 'UTF8' OR pg_get_userbyid(datdba) <> :'${owner}')`,
    ),
  ];
}

function role(name: string, owner: string): string[] {
  return [
    `\\echo database ${name}, owner :"${owner}"`,
    ...ifAbsent(`format('CREATE ROLE %I', :'${owner}')`, `pg_roles WHERE rolname = :'${owner}'`),
    `ALTER ROLE :"${owner}" LOGIN;`,
    ...sessionSettings(owner),
    `\\password :"${owner}"`,
  ];
}

/** Clouds do not let all of these be set for a server; PostgreSQL 11 knows the first three, 12 and 13 the first four. */
function sessionSettings(owner: string): string[] {
  const wanted = Object.entries(SESSION_SETTINGS).map(([name, value]) => `('${name}', '${value}')`).join(', ');
  return [
    `SELECT format('ALTER ROLE %I SET %I = %L', :'${owner}', setting, value) FROM (VALUES ${wanted}) AS wanted (setting, value)`,
    'WHERE setting IN (SELECT name FROM pg_settings) \\gexec',
  ];
}

function database(name: string, owner: string): string[] {
  return [
    '-- Who is no superuser makes databases only for roles that it is a member of.',
    `SELECT format('GRANT %I TO CURRENT_USER', :'${owner}') WHERE NOT pg_has_role(:'${owner}', 'USAGE') \\gexec`,
    ...ifAbsent(
      `format('CREATE DATABASE %I OWNER %I ENCODING %L TEMPLATE template0', '${name}', :'${owner}', 'UTF8')`,
      `pg_database WHERE datname = '${name}'`,
    ),
    `REVOKE ALL ON DATABASE "${name}" FROM PUBLIC;`,
  ];
}

/**
 * The owner of a database has these rights already: as its owner since PostgreSQL 15, and before as everybody, of whom nobody else can connect.
 * They are missing where somebody has tidied up.
 */
function schema(name: string, owner: string): string[] {
  return [
    `\\connect "${name}"`,
    OWN_FUNCTIONS_ONLY,
    `SELECT format('GRANT USAGE, CREATE ON SCHEMA public TO %I', :'${owner}') FROM pg_namespace WHERE nspname = 'public'`,
    `AND NOT (has_schema_privilege(:'${owner}', oid, 'USAGE') AND has_schema_privilege(:'${owner}', oid, 'CREATE')) \\gexec`,
  ];
}

function ifAbsent(statement: string, from: string): string[] {
  return [`SELECT ${statement}`, `WHERE NOT EXISTS (SELECT FROM ${from}) \\gexec`];
}

/** Ends with an error where there is such a row. psql has no command for that. */
function refusal(message: string, from: string, condition: string): string[] {
  return [`SELECT format('DO %L', format('BEGIN RAISE USING MESSAGE = %L; END', ${message}))`, `FROM ${from}`, `${condition} \\gexec`];
}

/** Text as psql's own commands read it. */
function psqlText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
}
