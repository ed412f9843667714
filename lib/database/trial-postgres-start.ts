/** The file that starts the server, and the one that says who may come in. */
export const START_FILE = 'start.sh';
const ACCESS_FILE = 'pg_hba';

/** Makes what is missing, with nobody let in, and then becomes the server. A server that was killed in between starts over. */
const START = `#!/bin/sh
set -eu

# psql reads passwords line by line.
case "$PASSWORD" in
  '' | *'
'*) echo 'the password must be one line that is not empty' >&2; exit 1 ;;
esac

# All of it or nothing: what an initdb that was cut off has left is no database.
if [ ! -e "$PGDATA" ]; then
  rm -rf "$PGDATA.new"
  initdb --pgdata="$PGDATA.new" --username="$PGUSER" --auth=reject --encoding=UTF8 --no-locale
  mv "$PGDATA.new" "$PGDATA"
fi
# Kubernetes may have let the pod's group in, which PostgreSQL refuses.
chmod 700 "$PGDATA"

# Nobody comes in from outside before the databases are there.
serve="-c unix_socket_directories=$PGHOST -c hba_file=\${0%/*}/${ACCESS_FILE}"
pg_ctl --wait --timeout=600 --silent --options="$serve -c listen_addresses=" start
trap 'pg_ctl --wait --mode=fast --silent stop' EXIT
printf '%s\\n' "$SETUP_SQL" > "$PGHOST/setup.sql"
# psql asks twice for each role: all have the one password.
while printf '%s\\n' "$PASSWORD"; do :; done 2> /dev/null | psql --no-psqlrc --quiet --no-password --dbname=postgres --file="$PGHOST/setup.sql"
pg_ctl --wait --mode=fast --silent stop
trap - EXIT

exec postgres $serve "$@"
`;

/** Whoever is in the pod is the administrator, who has no password; so nobody is from outside. */
const ACCESS = `local all all trust
host all all all scram-sha-256
`;

/** The server's files, the same for all databases. */
export const TRIAL_POSTGRES_FILES = [START_FILE, ACCESS_FILE].map((name, index) => ({ name, text: [START, ACCESS][index], env: [], files: [] }));
