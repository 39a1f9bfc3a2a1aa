#!/usr/bin/env bash
# The review page as one file, for looking at where nothing is installed.
set -euo pipefail
tovmach run articles --languages uk,en --to en --memory memory.tmx --out out --quiet
tovmach review out --export review.html
grep -c 'The council adopted the city budget' review.html
