#!/usr/bin/env bash
# Man pages and completions, made by the program itself: extras.sh DABIR FOLDER
set -euo pipefail

dabir=$1
out=$2
rm -rf "$out/man" "$out/completions"
mkdir -p "$out/man" "$out/completions"

"$dabir" man >"$out/man/dabir.1"
# The first page names all others.
for name in $(grep -o '^dabir\\-[a-z]*(1)' "$out/man/dabir.1" | sed 's/dabir\\-//; s/(1)//'); do
  "$dabir" man "$name" >"$out/man/dabir-$name.1"
done

# The names under which each shell looks for them.
"$dabir" completions bash >"$out/completions/dabir"
"$dabir" completions zsh >"$out/completions/_dabir"
"$dabir" completions fish >"$out/completions/dabir.fish"
