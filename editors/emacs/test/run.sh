#!/usr/bin/env bash
# Drives Emacs in batch against the real server, with the configuration of emacs.md.
# usage: test/run.sh DABIR [EMACS]
# The last line is ALL OK when everything held. Where Emacs cannot be had it is "SKIPPED emacs: REASON"; in CI (environment
# variable CI set) that is a failure.
set -euo pipefail

dabir=$(realpath "${1:?usage: run.sh DABIR [EMACS]}")
emacs=${2:-emacs}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
  echo "SKIPPED emacs: $1"
  [ -z "${CI:-}" ] && exit 0
  exit 1
}
has_eglot() { "$emacs" --batch --eval "(progn (package-initialize) (require 'eglot))" >/dev/null 2>&1; }

[ "$(basename "$dabir")" = dabir ] && [ -x "$dabir" ] || { echo "FAILED: $dabir is not the program dabir"; exit 1; }
if ! command -v "$emacs" >/dev/null || ! has_eglot; then
  command -v apt-get >/dev/null || skip "there is no Emacs with eglot, and no apt-get to install it"
  [ "$(id -u)" -eq 0 ] || skip "there is no Emacs with eglot, and only root may install it"
  # Emacs 28 has no eglot of its own, 29 and later have no package of that name.
  apt-get update -qq >/dev/null 2>&1 || true
  for packages in "emacs-nox elpa-eglot" "emacs-nox"; do
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends $packages \
      >/dev/null 2>&1 && break
  done
  command -v "$emacs" >/dev/null && has_eglot || skip "apt-get could not install Emacs with eglot"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/home/.emacs.d" "$work/manuscripts"
cp "$here/manuscript.md" "$work/manuscripts/manuscript.md"

status=0
env HOME="$work/home" LC_ALL=C.UTF-8 PATH="$(dirname "$dabir"):$PATH" PAGE="$here/../../emacs.md" \
  MANUSCRIPT="$work/manuscripts/manuscript.md" \
  timeout 300 "$emacs" --batch -l "$here/eglot.el" </dev/null 2>"$work/err" | tee "$work/out" || status=$?
if [ "$status" -ne 0 ] || [ "$(tail -n 1 "$work/out")" != "OK eglot" ]; then
  cat "$work/err"
  echo "FAILED: eglot (status $status)"
  exit 1
fi
echo "ALL OK"
