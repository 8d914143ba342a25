# shellcheck shell=bash
# Format, layering and proto rules, and what CI runs.

verb_fmt() {
  cxx_sources | xargs -0 -r clang-format -i
  "$BUF" format -w proto
}

verb_lint() {
  lint
  if [[ ${1:-} == --tidy ]]; then
    build debug
    say "clang-tidy"
    cxx_sources | grep -z '\.cc$' | xargs -0 -r -n 4 -P "$JOBS" clang-tidy -p build/debug --quiet
  fi
}

verb_tidy() { tools/tidy.py; }

# Runs every check before it fails, so that one run tells all.
lint() {
  local failed=0
  say "clang-format"
  cxx_sources | xargs -0 -r -n 32 -P "$JOBS" clang-format --dry-run -Werror || failed=1
  say "buf lint"
  "$BUF" lint || failed=1
  "$BUF" format --diff --exit-code proto || failed=1
  say "tools/tidy.py"
  tools/tidy.py || failed=1
  return "$failed"
}

cxx_sources() {
  find libs services tests -name node_modules -prune -o \( -name '*.h' -o -name '*.cc' \) -print0
}

FUZZ_TARGETS=(ledger_notes ledger_requests pack_text)

# All targets side by side. Seeds are what a target makes by itself, the packs that ship, and what
# earlier runs found worth keeping; an input that fails is kept beside them, and named.
verb_fuzz() {
  local seconds=${1:-60} target failed=0
  local -A running
  [[ $seconds =~ ^[1-9][0-9]*$ ]] || die "fuzz takes a number of seconds"
  build fuzz "${FUZZ_TARGETS[@]/#/fuzz_}"
  for target in "${FUZZ_TARGETS[@]}"; do mkdir -p "build/fuzz/corpus/$target"; done
  cp services/registry/packs/s[0-9]*.textproto build/fuzz/corpus/pack_text
  say "fuzz ${FUZZ_TARGETS[*]} for $seconds s"
  for target in "${FUZZ_TARGETS[@]}"; do
    "build/fuzz/bin/fuzz_$target" -max_total_time="$seconds" -timeout=10 -len_control=0 -verbosity=0 \
      -print_funcs=0 -print_final_stats=1 -artifact_prefix="build/fuzz/$target-" \
      "build/fuzz/corpus/$target" >"build/fuzz/$target.log" 2>&1 &
    running[$target]=$!
  done
  for target in "${FUZZ_TARGETS[@]}"; do
    wait "${running[$target]}" || failed=1
    say "fuzz $target"
    cat "build/fuzz/$target.log" >&2
  done
  return "$failed"
}

verb_ci() {
  timings=()
  step lint
  step build debug
  step run_tests debug
  step verb_fuzz 60
  # No test builds them.
  step build release benches
  step verb_demo
  printf '\n%s\n' "all passed"
  printf '  %s\n' "${timings[@]}"
}

# A failure ends the run: set -e reaches into the step because nothing here tests its result.
step() {
  local begin=$SECONDS
  "$@"
  timings+=("$(printf '%5d s  %s' $((SECONDS - begin)) "$*")")
}
