#!/usr/bin/env bash
# Makes the picture of Neovim: diagnostics, hover and proposals on a manuscript in two scripts, in a terminal that orders and
# joins Persian letters (mlterm under Xvfb). For people to look at; it checks only that all three are on the screen.
# usage: test/screenshot.sh DABIR NVIM OUT.png
# On Debian: apt-get install mlterm xvfb imagemagick fonts-dejavu-core fonts-noto-core
set -euo pipefail

dabir=$(realpath "${1:?usage: screenshot.sh DABIR NVIM OUT.png}")
nvim=$(command -v "${2:?usage: screenshot.sh DABIR NVIM OUT.png}")
out=$(realpath "${3:?usage: screenshot.sh DABIR NVIM OUT.png}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for program in Xvfb mlterm import convert; do
  command -v "$program" >/dev/null || { echo "FAILED: there is no $program"; exit 1; }
done

work=$(mktemp -d)
started=()
finish() {
  for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

mkdir -p "$work/home/.mlterm" "$work/manuscripts"
cat >"$work/manuscripts/thesis.md" <<'TEXT'
# کتاب و چاپ در ایران

دبیر حافظهٔ دیوان بود (نراقی، ۱۳۵۰؛ بیهقی، ۱۳۸۸: ۱۹).

What print did (Eisenstein, 1979; Ong, 1982) is still debated.

# منابع

بابازاده، شهلا (۱۳۷8). تاریخ چاپ در ایران. تهران: طهوری.

بیهقی، ابوالفضل (۱۳۸۸). تاریخ بیهقی. تهران: سخن.

# References

Eisenstein, Elizabeth L. (1979). *The Printing Press*. Cambridge: CUP.

Ong , Walter J. (1982). *Orality and Literacy*. London: Methuen.

# یادداشت

از دبیران چنین یاد شده است (بیهقی، ۱۳۸۸).










TEXT
cat >"$work/init.lua" <<'LUA'
vim.cmd("filetype plugin off")
vim.o.termbidi, vim.o.termguicolors, vim.o.background = true, true, "dark"
vim.o.ruler, vim.o.showcmd, vim.o.laststatus, vim.o.cmdheight, vim.o.showmode = false, false, 0, 1, false
vim.o.completeopt, vim.o.winborder, vim.o.wrap, vim.o.signcolumn = "menu,menuone,noselect", "single", false, "no"
vim.opt.fillchars = { eob = " " }
vim.opt.shortmess:append("cFI")
vim.opt.runtimepath:prepend(vim.env.PLUGIN)
vim.cmd.colorscheme("habamax")
vim.api.nvim_set_hl(0, "NormalFloat", { bg = "#262626" })
vim.api.nvim_set_hl(0, "FloatBorder", { fg = "#5f8787", bg = "#262626" })
vim.diagnostic.config({ virtual_lines = true, update_in_insert = true })
require("dabir").setup({ cmd = { vim.env.DABIR, "lsp" }, settings = { locale = "en", ignore = { "entry-not-cited" } } })
-- The hover stays while the proposals are shown, so that one picture has both.
function _G.hover() vim.lsp.buf.hover({ close_events = {}, focusable = false, anchor_bias = "below" }) end
function _G.seen()
  local floats = vim.iter(vim.api.nvim_list_wins()):filter(function(w) return vim.api.nvim_win_get_config(w).relative ~= "" end)
  vim.cmd("redraw!")
  return ("%d %s %d"):format(#vim.diagnostic.get(0), floats:next() ~= nil, vim.fn.pumvisible())
end
LUA
# mlterm: its own bidi on, and the border of a float parts what is ordered by itself.
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

# A display of our own; Xvfb picks a free number.
Xvfb -displayfd 3 -screen 0 1500x1400x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
started+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

env -u MLTERM -u TMUX HOME="$work/home" LC_ALL=C.UTF-8 XDG_CONFIG_HOME="$work/config" XDG_STATE_HOME="$work/state" XDG_DATA_HOME="$work/data" \
  NVIM_LOG_FILE="$work/nvim.log" PLUGIN="$here/.." DABIR="$dabir" \
  mlterm -g 98x44+0+0 -e "$nvim" --clean -n -u "$work/init.lua" --listen "$work/socket" "$work/manuscripts/thesis.md" \
  >"$work/mlterm.log" 2>&1 &
started+=($!)

keys() { "$nvim" --server "$work/socket" --remote-send "$1"; }
await() { # WHAT
  for _ in $(seq 100); do
    seen=$("$nvim" --server "$work/socket" --remote-expr 'v:lua.seen()' 2>/dev/null) || seen=
    [[ $seen == $1 ]] && return
    sleep 0.1
  done
  echo "FAILED: diagnostics, hover and proposals are \"$seen\", not \"$1\""
  exit 1
}
await '3 false 0'
keys '21G0<Cmd>call search("بیهقی")<CR><Cmd>lua hover()<CR>'
await '3 true 0'
keys 'GAهمچنین (Ba<C-x><C-o>'
await '* true 1'
sleep 1
import -window root "$work/shot.png"
# The black of the display, then the empty part of the terminal.
convert "$work/shot.png" -trim +repage -trim +repage -bordercolor '#1c1c1c' -border 12 "$out"
echo "wrote $out"
