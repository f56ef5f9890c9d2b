#!/usr/bin/env bash
# Drives a headless Neovim against the real server, once in each unit of columns.
# usage: test/run.sh DABIR [NVIM]
# The last line is ALL OK when everything held; nothing else counts as success.
set -euo pipefail

dabir=$(realpath "${1:?usage: run.sh DABIR [NVIM]}")
nvim=${2:-nvim}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Nothing of the user's own Neovim is read or written.
export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache
export NVIM_LOG_FILE=$work/nvim.log LC_ALL=C.UTF-8
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME"

for encoding in utf-8 utf-16 utf-32; do
  echo "-- $encoding"
  mkdir "$work/$encoding"
  # Neovim leaves with status 0 when a prompt meets the end of its input, so the closing line is what counts.
  status=0
  timeout 120 "$nvim" --clean -n --headless -l "$here/e2e.lua" "$dabir" "$encoding" "$work/$encoding" \
    </dev/null 2>&1 | tee "$work/$encoding.out" || status=$?
  if [ "$status" -ne 0 ] || [ "$(tail -n 1 "$work/$encoding.out")" != "OK $encoding" ]; then
    echo "FAILED: $encoding (status $status)"
    exit 1
  fi
done
echo "ALL OK"
