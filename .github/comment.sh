#!/usr/bin/env bash
# Puts a report into one comment on a pull request, and later reports into the same comment. It needs gh and
# GH_TOKEN. What goes wrong here is told as a warning: it decides nothing.
set -u -o pipefail

warn() {
  echo "::warning title=tovmach::The pull request got no comment: $1"
  exit 0
}

number=${TOVMACH_PULL_REQUEST:-}
case $number in
  '') exit 0 ;; # Not started by a pull request.
  *[!0-9]*) warn "\"$number\" is no number" ;;
esac
command -v gh >/dev/null || warn 'there is no gh here'

# Nobody sees it; it tells the comment of this use of the action from those of others.
marker="<!-- tovmach $(printf '%s' "${TOVMACH_SUBJECT:-}" | tr -c 'a-zA-Z0-9._/' ' ') -->"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
# GitHub takes 65,536 characters; a cut character is left out.
{ printf '%s\n' "$marker"; head -c 60000 "$TOVMACH_REPORT" | iconv -c -f utf-8 -t utf-8; } >"$body"

comments=repos/$GITHUB_REPOSITORY/issues/$number/comments
ids=$(gh api --paginate "$comments?per_page=100" --jq ".[] | select(.body | startswith(\"$marker\")) | .id") ||
  warn 'its comments cannot be read'
if [ -n "$ids" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${ids%%$'\n'*}" -F "body=@$body" ||
    warn 'the old one cannot be changed'
else
  gh api --silent --method POST "$comments" -F "body=@$body" || warn 'the token may not write one'
fi
