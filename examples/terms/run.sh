#!/usr/bin/env bash
# Words of the house: set, then what is written is checked against them.
set -euo pipefail
tovmach terms set city-budget 'en=municipal budget' 'uk=бюджет міста'
tovmach run articles --languages uk,en --to en --memory memory.tmx --out out --quiet
tovmach terms check --out out || echo "exit code $?"
