#!/usr/bin/env bash
# A run that goes on watching, and tells a CMS after each. Here the CMS is listen.mjs, which ends after two notices.
set -euo pipefail
export TOVMACH_NOTIFY_SECRET=a-secret-both-sides-know
coproc LISTEN { node listen.mjs; }
read -r address <&"${LISTEN[0]}"
tovmach run articles --languages uk,en --to en --memory memory.tmx --out out --quiet --watch --notify "$address" &
trap 'kill -INT $! 2>/dev/null || true; wait 2>/dev/null' EXIT
read -r first <&"${LISTEN[0]}"
echo "$first"
echo 'Рада ухвалила бюджет міста на наступний рік.' >articles/council.txt
read -r second <&"${LISTEN[0]}"
echo "$second"
