# shellcheck shell=bash
# Builds, tests, benchmarks, and the demo that runs on them.

JOBS=$(nproc)

verb_build() {
  local preset=debug
  if [[ ${1:-} == @(debug|tsan|release) ]]; then preset=$1 && shift; fi
  build "$preset" "$@"
}

# One at a time for each preset.
build() {
  local preset=$1
  shift
  local dir=build/$preset
  mkdir -p "$dir"
  exec {build_lock}>"$dir/lock"
  flock "$build_lock"
  say "build $preset${*:+ $*}"
  if [[ ! -f $dir/build.ninja || CMakePresets.json -nt $dir/CMakeCache.txt ]]; then
    cmake --preset "$preset" >&2
  fi
  cmake --build "$dir" -j "$JOBS" ${1:+--target "$@"} >&2
  exec {build_lock}>&-
}

verb_test() {
  local preset=debug
  if [[ ${1:-} == @(debug|tsan|release) ]]; then preset=$1 && shift; fi
  local label
  for label in "$@"; do
    [[ $label == @(unit|postgres|e2e) ]] || die "tests are labelled unit, postgres or e2e"
  done
  build "$preset"
  run_tests "$preset" "$@"
}

# The tests with one of the given labels, or all, against a private PostgreSQL of this run.
run_tests() {
  local preset=$1 labels failed=0
  shift
  labels=$(IFS='|' && printf '%s' "$*")
  with_scratch
  if [[ $labels != unit ]]; then start_scratch fast; fi
  say "test $preset ${*:-all}"
  local select=()
  if [[ -n $labels ]]; then select+=(-L "^($labels)\$"); fi
  if [[ $preset == tsan ]]; then select+=(-LE '^grpc$'); fi
  ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$JOBS" \
    --output-junit "$scratch/report.xml" "${select[@]}" || failed=$?
  summary "$scratch/report.xml"
  clean_scratch
  return "$failed"
}

# The closing line, from ctest's report.
summary() {
  local tests failures
  tests=$(sed -n 's/^\ttests="\([0-9]*\)"/\1/p' "$1")
  failures=$(sed -n 's/^\tfailures="\([0-9]*\)"/\1/p' "$1")
  printf '%d passed, %d failed\n' $((${tests:-0} - ${failures:-0})) "${failures:-0}"
}

# A folder of this run, removed however the run ends.
with_scratch() {
  sweep
  scratch=$TOP/.run/test-$$
  mkdir -p "$scratch"
  trap clean_scratch EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# Databases that tests and benchmarks make for themselves are copies of xinqiao_template.
start_scratch() {
  say "start a private PostgreSQL"
  pg_start "$scratch/postgres" "$1"
  pg_create "$scratch/postgres" xinqiao_template
  XINQIAO_TEST_DATABASE_URL=$(pg_url "$scratch/postgres" postgres postgres)
  export XINQIAO_TEST_DATABASE_URL XINQIAO_TEST_TEMPLATE=xinqiao_template
}

clean_scratch() {
  if [[ -e $scratch/postgres ]]; then pg_remove "$scratch/postgres"; fi
  rm -rf "$scratch"
}

# Removes what runs that were killed left behind.
sweep() {
  local left
  for left in "$TOP"/.run/test-*; do
    [[ -d $left && ! -d /proc/${left##*-} ]] || continue
    if [[ -e $left/postgres ]]; then pg_remove "$left/postgres"; fi
    rm -rf "$left"
  done
}

verb_golden() { XINQIAO_UPDATE_GOLDEN=1 verb_test "$@"; }

verb_demo() { demo demo "$@"; }

verb_up() { demo up "$@"; }

verb_down() { run_demo down "$@"; }

demo() {
  case " $* " in
    *' --help '* | *' -h '*) ;;
    *) build release services ;;
  esac
  run_demo "$@"
}

# Passes on what is to end this shell, and ends when run.py has stopped everything.
run_demo() {
  /usr/bin/python3 tools/demo/run.py "$@" &
  local run=$! code forwarded=yes
  trap 'forwarded=yes; kill "$run" 2>/dev/null || true' HUP INT TERM
  # A signal ends wait, too.
  while [[ $forwarded ]]; do
    forwarded='' code=0
    wait "$run" || code=$?
  done
  trap - HUP INT TERM
  return "$code"
}

# Passes the JSON lines of every benchmark on, and prints a table of them on standard error.
verb_bench() {
  local names=() options=() argument
  for argument in "$@"; do
    if [[ $argument == --* ]]; then options+=("$argument"); else names+=("$argument"); fi
  done
  if [[ ${#names[@]} -gt 0 ]]; then
    build release "${names[@]/#/bench_}"
  else
    build release benches
    mapfile -t names < <(find build/release/bin -name 'bench_*' | sort | sed 's/.*\/bench_//')
  fi
  with_scratch
  start_scratch durable
  local name failed=0
  for name in "${names[@]}"; do
    say "bench $name ${options[*]}"
    XINQIAO_BUILD_DIR=$TOP/build/release "build/release/bin/bench_$name" "${options[@]}" |
      tee -a "$scratch/lines.json" || failed=1
  done
  if [[ -f $scratch/lines.json ]]; then tools/bench_table.py "$scratch/lines.json" >&2; fi
  clean_scratch
  return "$failed"
}
