#!/usr/bin/env bash
# What the GitHub Action runs; also by hand, with the same variables.
set -u
main=${TOVMACH_MAIN:-$(dirname "${BASH_SOURCE[0]}")/../dist/cli/main.js}
command=${TOVMACH_COMMAND:-run}
out=${TOVMACH_OUT:-out}
scratch=${RUNNER_TEMP:-$(mktemp -d)}

# Words of an input into the array `words`: one a line where there are lines, else separated by spaces.
split() {
  local separators=' ' line
  words=()
  case $1 in *$'\n'*) separators='' ;; esac
  while IFS= read -r line || [ -n "$line" ]; do
    local parts=()
    if [ -z "$separators" ]; then parts=("$line"); else IFS=' ' read -r -a parts <<<"$line"; fi
    for part in ${parts[@]+"${parts[@]}"}; do [ -z "$part" ] || words+=("$part"); done
  done <<<"$1"
}

args=("$command")
annotations=
report=
case $command in
  run | check)
    args+=(--to "${TOVMACH_TO:-}" --out "$out" --provider "${TOVMACH_PROVIDER:-auto}")
    if [ "$command" = run ]; then
      report=$out/report.md
    else
      annotations=$scratch/tovmach-annotations.txt
      report=$scratch/tovmach-report.md
      args+=(--report text --report "github=$annotations" --report "markdown=$report")
    fi
    ;;
  plan) args+=(--to "${TOVMACH_TO:-}" --provider "${TOVMACH_PROVIDER:-auto}") ;;
  detect) ;;
  *)
    echo "::error::The input \"command\" is run, check, plan or detect"
    exit 2
    ;;
esac
split "${TOVMACH_ARGS:-}"
args+=(${words[@]+"${words[@]}"} --)
split "$TOVMACH_PATHS"
args+=(${words[@]+"${words[@]}"})

# What comes from articles is no command to GitHub.
token=tovmach-$(node -p 'crypto.randomUUID()')
echo "::stop-commands::$token"
node "$main" "${args[@]}"
code=$?
echo "::$token::"

[ -f "$annotations" ] && cat "$annotations"
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  echo "exit-code=$code" >>"$GITHUB_OUTPUT"
  [ -f "$report" ] && echo "report=$report" >>"$GITHUB_OUTPUT"
fi
# A check has put its own there.
if [ "$command" = run ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$report" ]; then
  cat "$report" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
