#!/bin/sh
# Makes a database cluster where PGDATA is empty, with POSTGRES_USER as its superuser and the database POSTGRES_DB, then becomes the server.
# Only trust is known: the query store listens on its pod's loopback address, and whoever wants passwords brings a script of its own, as TrialPostgres does.
set -eu

case "${1:-postgres}" in
  postgres) [ $# -eq 0 ] || shift ;;
  -*) ;;
  *) exec "$@" ;;
esac

if [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
  echo "POSTGRES_HOST_AUTH_METHOD must be trust, got '${POSTGRES_HOST_AUTH_METHOD:-}'; this image has no passwords" >&2
  exit 1
fi

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  initdb --username="$user" --encoding=UTF8 --no-locale --auth=trust
  echo 'host all all all trust' >> "$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    # Without a server that someone could reach: one statement a line, as the superuser.
    echo "CREATE DATABASE \"$database\"" | postgres --single postgres > /dev/null
  fi
fi

exec postgres "$@"
