# Functions to run a PostgreSQL server of our own: sourced by tests/bench/run,
# which sets `work` to a directory that others may enter.
# shellcheck shell=bash

readonly postgres_bin=/usr/lib/postgresql/15/bin
postgres_home=
postgres_port=

# initdb and the server refuse to be root.
as_postgres() {
  if [[ $(id -u) == 0 ]]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# Starts a server with Debian's settings on a new data directory and a free
# port, and makes the tables and the sample accounts.
start_postgres() {
  postgres_home=$work/postgres
  mkdir "$postgres_home"
  if [[ $(id -u) == 0 ]]; then chown postgres "$postgres_home"; fi
  as_postgres "$postgres_bin/initdb" -D "$postgres_home/data" -U bench \
    --auth=trust --encoding=UTF8 --no-locale >"$work/postgres.log" 2>&1
  local try
  for try in 1 2 3 4 5; do
    postgres_port=$((20000 + (RANDOM % 30000)))
    if as_postgres "$postgres_bin/pg_ctl" -D "$postgres_home/data" -w \
      -l "$postgres_home/log" -o "-p $postgres_port -k $postgres_home \
      -c listen_addresses=127.0.0.1" start >>"$work/postgres.log" 2>&1; then
      break
    fi
    if [[ $try == 5 ]]; then
      cat "$work/postgres.log" "$postgres_home/log" >&2
      return 1
    fi
  done
  run_sql -q -f "$bench/postgres/schema.sql"
  run_sql -q -f "$bench/postgres/sample.sql"
}

stop_postgres() {
  if [[ -z $postgres_home ]]; then return; fi
  as_postgres "$postgres_bin/pg_ctl" -D "$postgres_home/data" -m fast -w \
    stop >>"$work/postgres.log" 2>&1 || true
  postgres_home=
}

run_sql() {
  "$postgres_bin/psql" -X -h 127.0.0.1 -p "$postgres_port" -U bench \
    -d postgres -v ON_ERROR_STOP=1 "$@"
}

# run_pgbench STATEMENT_FILE CLIENTS SECONDS: prints the statements a second.
run_pgbench() {
  local threads=$(($2 < 2 ? 1 : 2))
  "$postgres_bin/pgbench" -h 127.0.0.1 -p "$postgres_port" -U bench -n \
    -M prepared -f "$1" -c "$2" -j "$threads" -T "$3" postgres \
    2>>"$work/postgres.log" |
    sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}

# copy_rows CSV_FILE ROWS: prints the rows a second of COPY into the empty
# ledger table with its indexes.
copy_rows() {
  run_sql -q -c 'TRUNCATE ledger_entry' -c CHECKPOINT
  local start end
  start=$(date +%s%N)
  run_sql -q -c "COPY ledger_entry FROM '$1' (FORMAT csv)"
  end=$(date +%s%N)
  echo $(($2 * 1000000000 / (end - start)))
}
