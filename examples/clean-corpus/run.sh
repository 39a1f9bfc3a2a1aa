#!/usr/bin/env bash
# Text by language, nothing translated and nothing sent.
set -euo pipefail
tovmach clean articles --languages en,uk --out corpus --quiet
for file in corpus/*.ndjson; do echo "$file"; cat "$file"; done
