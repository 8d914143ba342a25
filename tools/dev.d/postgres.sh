# shellcheck shell=bash
# A private PostgreSQL 15 kept in a folder DIR: DIR/data, DIR/socket, DIR/log. It listens on its
# socket only and runs as the user postgres when we are root, for PostgreSQL refuses root.

PG_BIN=/usr/lib/postgresql/15/bin
# A socket's path may have 107 bytes; /.s.PGSQL.5432.lock takes 19.
PG_SOCKET_FOLDER_MAX=88

verb_db() {
  local action=${1:-} dir=${2:-}
  [[ -n $action && -n $dir ]] || usage
  dir=$(realpath -m "$dir")
  shift 2
  case $action in
    start) pg_start "$dir" "${1:-durable}" ;;
    stop) pg_stop "$dir" ;;
    remove) pg_remove "$dir" ;;
    create) pg_create "$dir" "${1:?tools/dev db create DIR NAME}" ;;
    url) pg_url "$dir" "${1:-postgres}" "${2:-postgres}" ;;
    psql)
      local name=postgres url
      if [[ -n ${1:-} && $1 != -* ]]; then name=$1 && shift; fi
      # By itself: without an address psql would go to the system's server.
      url=$(pg_url "$dir" postgres "$name")
      "$PG_BIN/psql" -X "$url" "$@"
      ;;
    *) usage ;;
  esac
}

pg_start() {
  local dir=$1 mode=$2
  [[ $mode == durable || $mode == fast ]] || die "a database is durable or fast, not $mode"
  mkdir -p "$dir"
  exec {pg_lock}>"$dir/lock"
  flock "$pg_lock"
  if ! pg_running "$dir"; then
    # Without the marker an earlier initdb was cut short.
    [[ -f $dir/ready ]] || pg_init "$dir"
    # The mode belongs to this start, not to the data.
    local fsync=on
    [[ $mode == durable ]] || fsync=off
    pg_forget "$dir" socket
    pg_place "$dir" socket "$PG_SOCKET_FOLDER_MAX"
    as_postgres "$PG_BIN/pg_ctl" start -s -w -t 120 -D "$(readlink -f "$dir/data")" \
      -l "$(readlink -f "$dir/data")/server.log" \
      -o "-k '$(readlink -f "$dir/socket")' -c fsync=$fsync" {pg_lock}>&- >&2 ||
      die "PostgreSQL did not start; see $dir/data/server.log"
    [[ -f $dir/ready ]] || pg_roles "$dir"
    # For the databases that tests make of it.
    pg_extensions "$dir" template1
    touch "$dir/ready"
  fi
  exec {pg_lock}>&-
}

pg_init() {
  local dir=$1
  pg_forget "$dir" data
  pg_place "$dir" data 4096
  as_postgres "$PG_BIN/initdb" -D "$(readlink -f "$dir/data")" --username=postgres --auth=trust \
    --data-checksums --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  # Folders that others cannot enter guard the socket, so the server may trust who reaches it.
  as_postgres tee -a "$(readlink -f "$dir/data")/postgresql.conf" >/dev/null <<'END'
listen_addresses = ''
max_connections = 200
timezone = 'UTC'
log_timezone = 'UTC'
END
}

# One role for each service, whose tables are in the schema of the same name.
pg_roles() {
  local dir=$1 role
  for role in "${SERVICES[@]}"; do
    [[ $role != gateway ]] || continue
    cat <<END
CREATE ROLE $role LOGIN;
ALTER ROLE $role SET search_path = $role;
ALTER ROLE $role SET statement_timeout = '30s';
ALTER ROLE $role SET jit = off;
ALTER ROLE $role SET lock_timeout = '10s';
ALTER ROLE $role SET idle_in_transaction_session_timeout = '30s';
END
  done | pg_sql "$dir" postgres -1
}

# What migrations use, and no service may make.
pg_extensions() {
  pg_sql "$1" "$2" -1 <<'END'
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA extensions;
END
}

pg_stop() {
  local dir=$1
  if pg_running "$dir"; then
    as_postgres "$PG_BIN/pg_ctl" stop -s -w -m fast -D "$(readlink -f "$dir/data")" >&2
  fi
  pg_forget "$dir" socket
}

pg_remove() {
  local dir=$1
  [[ -e $dir ]] || return 0
  [[ -f $dir/lock ]] || die "$dir holds no database of tools/dev"
  pg_stop "$dir"
  pg_forget "$dir" data
  rm -rf "$dir"
}

# Looks at the process itself: pg_ctl takes for a server what was killed and never waited for, as
# happens in containers without an init.
pg_running() {
  local pid state
  pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || return 1
  state=$(sed -n 's/^State:\t\(.\).*/\1/p' "/proc/$pid/status" 2>/dev/null) || return 1
  [[ $state != Z ]] || { rm "$1/data/postmaster.pid" && return 1; }
  [[ $(readlink "/proc/$pid/cwd" 2>/dev/null) == "$(readlink -f "$1/data")" ]]
}

# A database NAME with every service's schema, migrated to the newest version.
pg_create() {
  local dir=$1 name=$2 role
  [[ $name =~ ^[a-z][a-z0-9_]*$ ]] || die "a database's name is lower case, not $name"
  if [[ -z $(pg_sql "$dir" postgres -c "SELECT 1 FROM pg_database WHERE datname = '$name'") ]]; then
    pg_sql "$dir" postgres -c "CREATE DATABASE \"$name\""
  fi
  pg_extensions "$dir" "$name"
  for role in "${SERVICES[@]}"; do
    [[ -d services/$role/storage/migrations ]] || continue
    pg_sql "$dir" "$name" -c "CREATE SCHEMA IF NOT EXISTS $role AUTHORIZATION $role"
    pg_migrate "$dir" "$role" "$name"
  done
  pg_sql "$dir" "$name" -c 'REVOKE ALL ON SCHEMA public FROM PUBLIC'
}

# services/S/storage/migrations.list, where there is one, names the folders in order; else it is
# only the service's own. Each folder counts its versions in a table of its own.
pg_migrate() {
  local dir=$1 role=$2 name=$3 folder table output
  local own=services/$role/storage/migrations list=services/$role/storage/migrations.list
  while read -r folder; do
    [[ -n $folder && $folder != \#* ]] || continue
    table=schema_migrations
    if [[ $folder != "$own" ]]; then
      table=${folder#libs/}
      table=schema_migrations_${table//\/migrations/}
      table=${table//\//_}
    fi
    output=$("$DBMATE" --url "$(pg_dbmate_url "$dir" "$role" "$name")" --env-file /dev/null \
      --migrations-dir "$folder" --migrations-table "$role.$table" --no-dump-schema migrate 2>&1) ||
      die "the migrations in $folder failed for $role: $output"
  done < <(if [[ -f $list ]]; then cat "$list"; else echo "$own"; fi)
}

# SQL from -c or standard input, in database $2.
pg_sql() {
  local dir=$1 name=$2
  shift 2
  PGOPTIONS='-c client_min_messages=warning' "$PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 \
    "$(pg_url "$dir" postgres "$name")" "$@"
}

# The address that libpq takes, of database $3 for role $2.
pg_url() {
  local socket
  socket=$(pg_socket "$1") || return
  printf 'postgresql://%s@/%s?host=%s\n' "$2" "$3" "$socket"
}

pg_dbmate_url() {
  local socket
  socket=$(pg_socket "$1") || return
  printf 'postgres://%s@/%s?socket=%s&sslmode=disable\n' "$2" "$3" "$socket"
}

# The socket's folder, percent-encoded.
pg_socket() {
  local path i out=
  local LC_ALL=C
  [[ -d $1/socket ]] || die "no PostgreSQL runs in $1; start it with tools/dev db start $1"
  path=$(readlink -f "$1/socket")
  for ((i = 0; i < ${#path}; i++)); do
    case ${path:i:1} in
      [a-zA-Z0-9/._-]) out+=${path:i:1} ;;
      *) out+=$(printf '%%%02X' "'${path:i:1}") ;;
    esac
  done
  printf '%s\n' "$out"
}

# Makes the folder DIR/NAME for the server's user alone. Where that user cannot come (a checkout
# under a closed home), or the path would be longer than $3 bytes, it is a link to one in /tmp.
pg_place() {
  local dir=$1 name=$2 length_max=$3 place
  if [[ -d $dir/$name ]]; then return 0; fi
  rm -f "$dir/$name"
  place=$dir/$name
  if [[ $(printf %s "$place" | wc -c) -gt $length_max ]] || ! as_postgres test -x "$dir"; then
    place=$(mktemp -d "/tmp/xinqiao-$name.XXXXXX")
    ln -s "$place" "$dir/$name"
  else
    mkdir "$place"
  fi
  chmod 700 "$place"
  if [[ $EUID -eq 0 ]]; then chown postgres: "$place"; fi
}

pg_forget() {
  local place
  place=$(readlink -f "$1/$2") || return 0
  rm -rf "$place" "${1:?}/$2"
}

# From / because the server's user may not be allowed to look into the checkout.
as_postgres() {
  if [[ $EUID -eq 0 ]]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}
