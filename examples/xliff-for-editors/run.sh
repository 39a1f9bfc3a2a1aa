#!/usr/bin/env bash
# Out to a translator's tool as XLIFF, back with the translator's words, which the next run writes.
set -euo pipefail
echo 'Роботи почнуться в останній день травня.' >>articles/budget.txt
tovmach export xliff articles --languages uk,en --to en --memory memory.tmx --out xliff
# Here somebody works on the file; this line stands for a tool and a person.
node fill.mjs xliff/*.xlf 'Роботи почнуться в останній день травня.' 'Works begin on the last day of May.'
tovmach import xliff xliff/*.xlf
tovmach run articles --languages uk,en --to en --memory memory.tmx --out out --quiet
cat out/budget.en.md
