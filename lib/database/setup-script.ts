import { ownerVariable, passwordVariable, SetupDatabase } from './setup-sql';

/** The file with the commands for psql, in the folder of the script. */
export const SQL_FILE = 'setup.sql';

const SQL_PATH = `"\${0%/*}/${SQL_FILE}"`;

/** Runs the commands, with passwords and unknown names from the environment: arguments are seen by others. */
export function runScript(databases: SetupDatabase[]): string {
  const variables = databases.map((_, index) => `"$${passwordVariable(index)}"`);
  return `#!/bin/sh
set -eu

# psql reads passwords line by line.
require_line() {
  case "$2" in
    '' | *'
'*) echo "the password of the owner of database '$1' must be one line that is not empty" >&2; exit 1 ;;
  esac
}
${databases.map(({ name }, index) => `require_line '${name}' ${variables[index]}\n`).join('')}
passwords() {
  for password in ${variables.join(' ')}; do
    printf '%s\\n%s\\n' "$password" "$password"
  done
}

# A server that is not there yet is waited for, a minute. Then psql says what is wrong.
tries=0
until pg_isready --quiet --timeout=5 || [ "$tries" -ge 12 ]; do
  tries=$((tries + 1))
  sleep 5
done
passwords | psql --no-psqlrc --quiet --no-password --file=${SQL_PATH}
echo 'all databases are there'
`;
}

/** Shows what would be run, and for whom. */
export function dryRunScript(databases: SetupDatabase[]): string {
  const names = databases.map(({ name, owner }, index) => (
    owner === undefined ? `printf '%s: %s\\n' '-- owner of ${name}' "$${ownerVariable(index)}"\n` : ''
  )).join('');
  return `#!/bin/sh
set -eu
${names}cat ${SQL_PATH}
`;
}
