#!/usr/bin/env bash
# Sentences of a finished run with their translations.
set -euo pipefail
tovmach run articles --languages uk,en --to en --memory memory.tmx --out out --quiet
tovmach export pairs pairs.tsv --out out
cat pairs.tsv
