#!/usr/bin/env bash
# Takes pictures of Neovim on a manuscript in two scripts, in a terminal that orders and joins Persian letters (mlterm on a
# display of its own, Xvfb): findings.png with diagnostics, hover and proposals, fix.png with the fixes that are offered.
# Each is taken when its words are on the screen, and must have their colours.
# usage: test/pictures.sh DABIR NVIM OUT_DIR
# The last line is ALL OK when everything held. Where the programs cannot be had it is "SKIPPED pictures: REASON"; in CI
# (environment variable CI set) that is a failure.
set -euo pipefail

usage="usage: pictures.sh DABIR NVIM OUT_DIR"
dabir=$(realpath "${1:?$usage}")
nvim=$(realpath "$(command -v "${2:?$usage}")")
mkdir -p "${3:?$usage}"
out=$(realpath "$3")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
  echo "SKIPPED pictures: $1"
  [ -z "${CI:-}" ] && exit 0
  exit 1
}
has_programs() { for program in Xvfb mlterm import convert fc-list; do command -v "$program" >/dev/null || return 1; done; }
has_font() { [ -n "$(fc-list 'DejaVu Sans Mono')" ]; }

if ! has_programs || ! has_font; then
  command -v apt-get >/dev/null || skip "Xvfb, mlterm, ImageMagick or DejaVu Sans Mono is missing, and apt-get to install it"
  [ "$(id -u)" -eq 0 ] || skip "Xvfb, mlterm, ImageMagick or DejaVu Sans Mono is missing, and only root may install it"
  apt-get update -qq >/dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends \
    mlterm xvfb imagemagick fontconfig fonts-dejavu-core >/dev/null 2>&1 || true
  has_programs && has_font || skip "apt-get could not install mlterm, xvfb, imagemagick and fonts-dejavu-core"
fi

work=$(mktemp -d)
started=()
finish() {
  for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

mkdir -p "$work/home/.mlterm"
cp "$here/pictures.md" "$work/thesis.md"
# Bidi is on; the border of a float parts what is ordered by itself.
cat >"$work/home/.mlterm/main" <<'CONF'
type_engine = xft
use_anti_alias = true
use_ctl = true
bidi_mode = normal
bidi_separators = │
use_scrollbar = false
fontsize = 20
line_space = 6
fg_color = #bcbcbc
bg_color = #1c1c1c
CONF
cat >"$work/home/.mlterm/aafont" <<'CONF'
DEFAULT = DejaVu Sans Mono
ISO10646_UCS4_1 = DejaVu Sans Mono
U+0600-06FF = DejaVu Sans Mono
U+FB50-FDFF = DejaVu Sans Mono
U+FE70-FEFF = DejaVu Sans Mono
CONF
cp "$work/home/.mlterm/aafont" "$work/home/.mlterm/font"

# Xvfb picks a free number.
Xvfb -displayfd 3 -screen 0 1500x1400x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
started+=($!)
for _ in $(seq 600); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

terminal() { # ROWS
  socket=$work/socket-$1
  env -u MLTERM -u TMUX HOME="$work/home" LC_ALL=C.UTF-8 XDG_CONFIG_HOME="$work/config" XDG_STATE_HOME="$work/state" \
    XDG_DATA_HOME="$work/data" NVIM_LOG_FILE="$work/nvim.log" PLUGIN="$here/.." DABIR="$dabir" \
    mlterm -g "98x$1+0+0" -e "$nvim" --clean -n -u "$here/pictures.lua" --listen "$socket" "$work/thesis.md" \
    >"$work/mlterm.log" 2>&1 &
  started+=($!)
}
ask() { timeout 5 "$nvim" --server "$socket" --remote-expr "$1" 2>/dev/null; }
keys() { "$nvim" --server "$socket" --remote-send "$1"; }
await() { # WORDS... that must be on the screen
  local screen= words missing end=$((SECONDS + 60))
  while [ "$SECONDS" -lt "$end" ]; do
    screen=$(ask 'v:lua.screen()') || screen=
    missing=
    for words in "$@"; do [[ $screen == *"$words"* ]] || missing+="\"$words\" "; done
    [ -n "$missing" ] || return 0
    sleep 0.1
  done
  printf 'FAILED: %sis not on the screen, but\n%s\n' "$missing" "$screen"
  exit 1
}
picture() { # NAME COLOURS...
  sleep 1
  import -window root "$work/shot.png"
  # The black of the display, then the empty part of the terminal.
  convert "$work/shot.png" -trim +repage -trim +repage -bordercolor '#1c1c1c' -border 12 "$out/$1.png"
  convert "$out/$1.png" -depth 8 -format %c histogram:info:- >"$work/colours"
  for colour in "${@:2}"; do
    grep -q "$colour" "$work/colours" || { echo "FAILED: nothing in $1.png is $colour"; exit 1; }
  done
  echo "ok    $1.png"
}

findings=(
  'cite-no-entry: `نراقی، ۱۳۵۰` has no entry in the reference list'
  'digits-mixed: the number `۱۳۷8` mixes digits of two sets'
  'punct-space-before: a space stands before `,` in `Ong ,`'
)
hover=('author: بیهقی، ابوالفضل' 'title: تاریخ بیهقی' 'publisher: سخن')
proposals=('همچنین (Ba' 'بابازاده، ۱۳۷۸: …' 'بیهقی، ۱۳۸۸: …')

terminal 44
await "${findings[@]}"
keys '21G0<Cmd>call search("بیهقی")<CR><Cmd>lua hover()<CR>'
await "${hover[@]}"
keys 'GAهمچنین (Ba<C-x><C-o>'
await "${findings[@]}" "${hover[@]}" "${proposals[@]}"
# A diagnostic, a float's border, a menu.
picture findings '#FFA500' '#5F8787' '#3A3A3A'
kill "${started[-1]}"

terminal 29
await "${findings[@]}"
keys '9Ggra'
await 'Code actions:' '1: Write `۱۳۷۸`' 'Type number and <Enter>'
picture fix '#FFA500'
keys '1<CR>'
await 'شهلا (۱۳۷۸). تاریخ' "${findings[0]}" "${findings[2]}"
echo "ALL OK"
