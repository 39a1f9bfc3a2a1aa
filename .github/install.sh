#!/usr/bin/env bash
# Installs the published package, and says in GITHUB_ENV where its program is. Nothing is compiled on a runner.
#
# TOVMACH_PACKAGE: what npm installs, separated by spaces: tovmach@0.2.0, a tarball, and optional peers such as deepl-node;
# empty: the version this action belongs to.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
read -r -a packages <<<"${TOVMACH_PACKAGE:-}"
if [ ${#packages[@]} -eq 0 ]; then
  packages=("tovmach@$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).version' "$here/package.json")")
fi
for package in "${packages[@]}"; do
  case $package in
    -*)
      echo "::error::The input \"package\" names packages; $package is an option"
      exit 2
      ;;
  esac
done
folder=${RUNNER_TEMP:-$(mktemp -d)}/tovmach
mkdir -p "$folder"
# A file is named as seen from the workspace.
for index in "${!packages[@]}"; do
  case ${packages[index]} in
    ./* | ../* | /*) packages[index]=$(cd "$(dirname "${packages[index]}")" && pwd)/$(basename "${packages[index]}") ;;
  esac
done
if ! npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel error "${packages[@]}"; then
  echo "::error::npm could not install ${packages[*]}; name another version, a tarball or a registry (npm_config_registry)"
  exit 1
fi
main=$folder/node_modules/tovmach/dist/cli/main.js
if [ ! -f "$main" ]; then
  echo "::error::${packages[*]} holds no tovmach: the first of the input \"package\" is tovmach@VERSION or its tarball"
  exit 2
fi
[ -z "${GITHUB_ENV:-}" ] || echo "TOVMACH_MAIN=$main" >>"$GITHUB_ENV"
echo "tovmach $(node "$main" --version)"
