#!/usr/bin/env bash
# Every row of a table is an article; --column says which column is what.
set -euo pipefail
tovmach run articles.csv --column id=id --column title=headline --column body=text --column url=link \
  --languages uk,en --to en --memory memory.tmx --out out --quiet
ls out/articles/*.md
cat out/articles/17.en.md
