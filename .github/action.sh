#!/usr/bin/env bash
# What the GitHub Action runs; also by hand, with the same variables.
set -u
main="$(dirname "${BASH_SOURCE[0]}")/../dist/cli/main.js"
read -r -a paths <<<"${TOVMACH_PATHS}"
read -r -a more <<<"${TOVMACH_ARGS:-}"
command=${TOVMACH_COMMAND:-run}
args=("$command" "${paths[@]}")
case $command in
  run) args+=(--to "$TOVMACH_TO" --out "${TOVMACH_OUT:-out}" --provider "${TOVMACH_PROVIDER:-auto}") ;;
  plan) args+=(--to "$TOVMACH_TO" --provider "${TOVMACH_PROVIDER:-auto}") ;;
esac
node "$main" "${args[@]}" "${more[@]}"
code=$?
[ -n "${GITHUB_OUTPUT:-}" ] && echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if [ "$command" = run ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "${TOVMACH_OUT:-out}/report.md" ]; then
  cat "${TOVMACH_OUT:-out}/report.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
