#!/usr/bin/env bash
# Python counts letters by code points: --offsets codepoint, and text[start:end] is the segment.
set -euo pipefail
tovmach detect articles --languages en,uk --format json --offsets codepoint >ledger.json
python3 read.py
