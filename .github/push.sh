#!/usr/bin/env bash
# Pushes the outputs to the branch of the pull request, never with force. Whoever pushed in the meantime keeps their words: the
# branch is taken as it is now, and the run done again on it, for which memory has everything already.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=${TOVMACH_OUT:-out}
remote=refs/remotes/origin/$TOVMACH_BRANCH
say() { if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "pushed=$1" >>"$GITHUB_OUTPUT"; fi; }

for _ in 1 2 3 4 5; do
  git add -- "$out"
  git diff --cached --quiet || git commit --quiet --message 'Translations'
  known=refs/tovmach/start
  if git rev-parse --quiet --verify "$remote" >/dev/null; then known=$remote; fi
  if git diff --quiet "$known" HEAD; then
    echo 'Nothing changed.'
    say false
    exit 0
  fi
  if git push --quiet origin "HEAD:refs/heads/$TOVMACH_BRANCH"; then
    say true
    exit 0
  fi
  git switch --quiet --detach refs/tovmach/start
  bash "$here/branch.sh"
  bash "$here/action.sh" || true
done
echo '::error::The branch of the pull request changed five times while it was pushed to'
exit 1
