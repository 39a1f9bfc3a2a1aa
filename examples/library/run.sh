#!/usr/bin/env bash
# The library in a program of one's own.
set -euo pipefail
node program.mjs
