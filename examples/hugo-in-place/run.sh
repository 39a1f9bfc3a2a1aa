#!/usr/bin/env bash
# A site that holds Ukrainian posts gets the English ones beside them; what a person wrote is never touched.
set -euo pipefail
tovmach run content --languages uk,en --to en,uk --layout hugo-file --memory memory.tmx --out content --quiet
find content -name '*.md' | sort
cat content/posts/budget.en.md
