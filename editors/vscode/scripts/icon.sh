#!/usr/bin/env bash
# Draws media/icon.png from media/icon.svg. Needs Chromium.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../media"
page=$(mktemp --suffix=.html)
trap 'rm -f "$page"' EXIT
printf '<style>body{margin:0}svg{display:block}</style>%s' "$(cat icon.svg)" >"$page"
"${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --default-background-color=00000000 \
  --window-size=256,256 --screenshot="$PWD/icon.png" "file://$page"
