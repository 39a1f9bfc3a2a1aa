#!/usr/bin/env bash
# One line of JSON an article, for whatever reads lines; here the segments of each language are counted.
set -euo pipefail
tovmach detect articles --languages en,uk --format ndjson | node count.mjs
