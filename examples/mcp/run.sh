#!/usr/bin/env bash
# A client of the server for assistants. It needs: npm install @modelcontextprotocol/sdk
set -euo pipefail
node client.mjs
