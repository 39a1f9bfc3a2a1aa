#!/usr/bin/env bash
# The library over HTTP: a server on this machine, and a client in any language that speaks HTTP.
set -euo pipefail
export TOVMACH_SERVE_TOKEN=an-example-token-of-enough-letters
tovmach serve --languages uk,en --to en --memory memory.tmx --port 0 >server.log 2>&1 &
trap 'kill %1; wait 2>/dev/null' EXIT
until address=$(grep -o 'http://127.0.0.1:[0-9]*' server.log | head -1); [ -n "$address" ]; do sleep 0.1; done
node client.mjs "$address"
