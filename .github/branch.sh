#!/usr/bin/env bash
# Starts from the branch of the pull request, if there is one, with the present commit merged into it: what was edited there
# stays, and a run takes it into memory. Where both sides changed an output, the branch's words win.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
branch=$TOVMACH_BRANCH
git config user.name >/dev/null || git config user.name 'github-actions[bot]'
git config user.email >/dev/null || git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
main=${TOVMACH_MAIN:-$(cd "$here/.." && pwd)/dist/cli/main.js}
git config merge.tovmach-lock.name 'state of the outputs'
git config merge.tovmach-lock.driver "node '$main' lock merge %O %A %B"
git config merge.tovmach-ours.driver true
attributes=$(git rev-parse --git-path info/attributes)
mkdir -p "$(dirname "$attributes")"
# Ledgers, manifest and report are made anew; half of one and half of another would be neither.
grep -qs 'merge=tovmach-lock' "$attributes" || cat >>"$attributes" <<'ATTRIBUTES'
tovmach.lock merge=tovmach-lock
*.segments.json merge=tovmach-ours
manifest.json merge=tovmach-ours
report.md merge=tovmach-ours
ATTRIBUTES

start=$(git rev-parse HEAD)
git update-ref refs/tovmach/start "$start"
if [ -z "$(git ls-remote --heads origin "refs/heads/$branch")" ]; then
  git update-ref -d "refs/remotes/origin/$branch"
  git switch --quiet --force-create "$branch"
  exit 0
fi
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then git fetch --quiet --unshallow origin; fi
git fetch --quiet origin "+refs/heads/$branch:refs/remotes/origin/$branch"
git switch --quiet --force-create "$branch" "refs/remotes/origin/$branch"
if ! git merge --quiet --no-edit -X ours "$start"; then
  # An output that one side removed and the other changed stays where it is there.
  git diff --name-only --diff-filter=U -z | while IFS= read -r -d '' file; do
    if [ -e "$file" ]; then git add -- "$file"; else git rm --quiet --cached -- "$file"; fi
  done
  git commit --quiet --no-edit
fi
