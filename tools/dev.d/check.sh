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

# Seeds are the packs that ship and what earlier runs found worth keeping; an input that fails is
# kept beside them, and named.
verb_fuzz() {
  local seconds=${1:-60} corpus=build/fuzz/corpus
  [[ $seconds =~ ^[1-9][0-9]*$ ]] || die "fuzz takes a number of seconds"
  build fuzz fuzz_pack_text
  mkdir -p "$corpus"
  cp services/registry/packs/s[0-9]*.textproto "$corpus"
  say "fuzz pack_text for $seconds s"
  build/fuzz/bin/fuzz_pack_text -max_total_time="$seconds" -timeout=10 -verbosity=0 -print_funcs=0 \
    -print_final_stats=1 -artifact_prefix=build/fuzz/ "$corpus"
}

verb_ci() {
  timings=()
  step lint
  step build debug
  step run_tests debug
  step verb_fuzz 60
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
