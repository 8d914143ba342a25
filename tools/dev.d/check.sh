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

verb_ci() {
  timings=()
  step lint
  step build debug
  step run_tests debug
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
