# shellcheck shell=bash
# Installs Debian packages, npm tools and the protos that come with them.

case $(uname -m) in
  aarch64) NODE_CPU=(linux-aarch64 linux-arm64) ;;
  *) NODE_CPU=(linux-x64 linux-x64) ;;
esac
BUF=$TOP/tools/node_modules/@bufbuild/buf-${NODE_CPU[0]}/bin/buf
DBMATE=$TOP/tools/node_modules/@dbmate/${NODE_CPU[1]}/bin/dbmate
GOOGLE_PROTOS=(
  google/api/{annotations,client,field_behavior,http,launch_stage,resource}.proto
  google/rpc/{code,error_details,status}.proto
)

verb_setup() { say "setup is complete"; }

# Quick when nothing is missing; otherwise one at a time, for several may run at once.
setup() {
  mkdir -p build .run
  exec {setup_lock}>.run/setup.lock
  flock "$setup_lock"
  setup_apt
  setup_npm
  setup_protos
  exec {setup_lock}>&-
}

setup_apt() {
  local wanted=() missing=() package command
  while read -r package command; do
    if [[ -n $package && $package != \#* ]]; then
      if [[ -z $command ]] || ! command -v "$command" >/dev/null; then wanted+=("$package"); fi
    fi
  done <tools/apt-packages.txt
  command -v dpkg-query >/dev/null || die "Debian 12 is needed: there is no dpkg here"
  mapfile -t missing < <(
    comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
      <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
        sed -n 's/^installed //p' | sort)
  )
  [[ ${#missing[@]} -gt 0 ]] || return 0
  say "apt-get install ${missing[*]}"
  local apt=(apt-get -y -q -o DPkg::Lock::Timeout=600)
  # The lists have a lock of their own that apt-get does not wait for.
  local attempt
  for attempt in 1 2 3; do
    if as_root "${apt[@]}" update >&2; then break; fi
    [[ $attempt -lt 3 ]] || die "apt-get update failed"
    sleep 10
  done
  as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends \
    "${missing[@]}" >&2
}

as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

setup_npm() {
  local stamp=tools/node_modules/.xinqiao-lock digest
  digest=$(cat tools/package.json tools/package-lock.json | sha256sum)
  if [[ -f $stamp && $(<"$stamp") == "$digest" ]]; then return 0; fi
  say "npm ci in tools/"
  (cd tools && npm ci --ignore-scripts --loglevel=error >&2)
  [[ -x $BUF ]] || die "npm has no buf for $(uname -m)"
  [[ -x $DBMATE ]] || die "npm has no dbmate for $(uname -m)"
  printf '%s\n' "$digest" >"$stamp"
}

# Unchanged files keep their time, or everything that includes them would be built again.
setup_protos() {
  local file
  for file in "${GOOGLE_PROTOS[@]}"; do
    local from=tools/node_modules/google-proto-files/$file to=build/googleapis/$file
    cmp -s "$from" "$to" || install -D -m 644 "$from" "$to"
  done
}
