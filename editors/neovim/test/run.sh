#!/usr/bin/env bash
# Drives real Neovims against the real server, once in each unit of columns: the client by itself (e2e.lua), then the
# plugin as a package (plugin.lua).
# usage: test/run.sh DABIR [NVIM]
# The last line is ALL OK when everything held; nothing else counts as success.
set -euo pipefail

dabir=$(realpath "${1:?usage: run.sh DABIR [NVIM]}")
nvim=$(command -v "${2:-nvim}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Nothing of the user's own Neovim is read or written, and the terminal of the one who runs this decides nothing.
export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache
export NVIM_LOG_FILE=$work/nvim.log LC_ALL=C.UTF-8
unset LANG LANGUAGE MLTERM KONSOLE_VERSION VTE_VERSION TERM_PROGRAM
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME"

# The plugin as Neovim's own packages have it; a copy, since :helptags writes into it.
mkdir -p "$work/packs/pack/test/start"
cp -R "$here/.." "$work/packs/pack/test/start/dabir"
rm -rf "$work/packs/pack/test/start/dabir/test" "$work/packs/pack/test/start/dabir/doc/tags"

# Neovim leaves with status 0 when a prompt meets the end of its input, so the closing line is what counts.
run() { # NAME SCRIPT ARGUMENTS...
  local name=$1 status=0
  shift
  timeout 300 "$nvim" --clean -n --headless -l "$here/$1" "${@:2}" </dev/null 2>&1 | tee "$work/out" || status=$?
  if [ "$status" -ne 0 ] || [ "$(tail -n 1 "$work/out")" != "OK $name" ]; then
    echo "FAILED: $name (status $status)"
    exit 1
  fi
}

for encoding in utf-8 utf-16 utf-32; do
  echo "-- $encoding"
  mkdir "$work/$encoding"
  run "$encoding" e2e.lua "$dabir" "$encoding" "$work/$encoding" "$nvim"
  echo "-- $encoding, as a package"
  run "plugin $encoding" plugin.lua "$dabir" "$encoding" "$work/$encoding" "$nvim" "$work/packs"
done
echo "ALL OK"
