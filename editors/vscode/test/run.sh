#!/usr/bin/env bash
# Builds, packs and installs the extension, and drives it with Chromium in two real VS Codes (code-server): the oldest that
# the manifest allows, and the newest.
#
# usage: test/run.sh DABIR OUT_DIR
# DABIR is the server's program; screenshots go to OUT_DIR. The work folder is DABIR_VSCODE_WORK, where what was installed
# is found again the next time, or a temporary one. What cannot be installed is a line "SKIPPED name: reason", and a failure
# where CI is set. The last line is ALL OK when everything was run and held; nothing else counts as success.
set -euo pipefail

server=$(realpath "${1:?usage: run.sh DABIR OUT_DIR}")
out=${2:?usage: run.sh DABIR OUT_DIR}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$out"
out=$(realpath "$out")
if [ -n "${DABIR_VSCODE_WORK:-}" ]; then
  mkdir -p "$DABIR_VSCODE_WORK"
  work=$(realpath "$DABIR_VSCODE_WORK")
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi

DRIVER=playwright-core@1.65.1
# code-server, and the Node that it needs.
OLDEST=(4.17.1 18.20.8)
NEWEST=(4.139.1 24.21.0)

step() { printf '== %s (%d s)\n' "$1" "$SECONDS"; }

# A part that cannot be had: no success, and in CI a failure.
skip() {
  echo "SKIPPED $1: $2"
  if [ -n "${CI:-}" ]; then exit 1; fi
  skipped=1
}

# Everything after this needs the part, so there is nothing left to do.
skip_rest() {
  skip "$@"
  exit 0
}

skipped=
quiet_npm() { npm "$@" --ignore-scripts --no-audit --no-fund --loglevel=error; }

# apt, once more when it fails: the first installation of Chromium is known to stumble.
system_packages() {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "$@"
}
need_system() {
  local name=$1
  shift
  step "installing $name"
  system_packages "$@" >"$work/apt.log" 2>&1 || system_packages "$@" >>"$work/apt.log" 2>&1 || true
}

has_chromium() { command -v "${CHROMIUM:-chromium}" >/dev/null; }
has_compiler() { command -v make >/dev/null && command -v g++ >/dev/null && command -v python3 >/dev/null; }
has_arabic() { fc-list ':lang=fa' 2>/dev/null | grep -q .; }

command -v npm >/dev/null || skip_rest node "Node 20 with npm is needed"
[ "$(node -p 'Number(process.versions.node.split(".")[0])')" -ge 20 ] || skip_rest node "version 20 is needed, this is $(node --version)"
has_chromium || need_system chromium chromium
has_chromium || skip_rest chromium "no program chromium, and apt could not install it: $(tail -n 1 "$work/apt.log")"
has_arabic || need_system fonts fontconfig fonts-noto-core
has_arabic || skip_rest fonts "no font for Persian, and apt could not install one: $(tail -n 1 "$work/apt.log")"

step "the extension's packages"
# A copy, so that nothing is built in the repository.
copy=$work/repository/editors/vscode
mkdir -p "$copy"
find "$copy" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
tar -C "$here" --exclude=./node_modules --exclude=./out --exclude=./server --exclude='*.vsix' -cf - . | tar -C "$copy" -xf -
cp "$here/../../NOTICE" "$work/repository/NOTICE"
if ! cmp -s "$copy/package-lock.json" "$work/installed-lock.json"; then
  (cd "$copy" && quiet_npm ci) || skip_rest npm "the extension's packages cannot be installed"
  cp "$copy/package-lock.json" "$work/installed-lock.json"
fi

# Installation scripts would compile and download what no test uses, and fail where they cannot.
install_editor() {
  local home=$1 version=$2 node=$3
  [ "$(cat "$home/installed" 2>/dev/null)" != "$version $node" ] || return 0
  mkdir -p "$home"
  echo '{"private": true}' >"$home/package.json"
  local code=$home/node_modules/code-server/lib/vscode
  (cd "$home" && quiet_npm install --omit=dev "code-server@$version" "$node_package@$node") \
    && (cd "$code" && quiet_npm install --omit=dev --legacy-peer-deps) \
    && (cd "$code/extensions" && quiet_npm install --omit=dev) \
    && ln -sfn node_modules "$code/node_modules.asar" \
    && ln -sfn "../$node_package/bin/node" "$home/node_modules/.bin/node" \
    && echo "$version $node" >"$home/installed"
}

# The one native part that a test looks at: without it the editor keeps no logs.
has_logs() { [ -e "$1/node_modules/@vscode/spdlog/build/Release/spdlog.node" ]; }
compile_logs() {
  local home=$1 code=$1/node_modules/code-server/lib/vscode
  has_logs "$code" && return
  has_compiler || need_system "a compiler" make g++ python3
  (
    cd "$code"
    export PATH=$home/node_modules/.bin:$PATH npm_config_nodedir=$home/node_modules/$node_package
    npm rebuild @vscode/spdlog --loglevel=error
  ) >"$home/spdlog.log" 2>&1 || true
  has_logs "$code" || skip log "the editor's module for logs cannot be compiled: $(tail -n 1 "$home/spdlog.log")"
}

node_package=$(node -p '`node-${process.platform}-${process.arch}`')
step "the driver"
[ -d "$work/node_modules/playwright-core" ] || (cd "$work" && quiet_npm install --no-save "$DRIVER") \
  || skip_rest driver "playwright-core cannot be installed"
for editor in oldest newest; do
  declare -n pins=${editor^^}
  step "the $editor editor: code-server ${pins[0]}"
  install_editor "$work/$editor" "${pins[@]}" >"$work/$editor.log" 2>&1 \
    || skip_rest code-server "it cannot be installed: $(tail -n 1 "$work/$editor.log")"
  compile_logs "$work/$editor"
done
allowed=$(node -p "require('$copy/package.json').engines.vscode.match(/\d+\.\d+/)[0]")
oldest=$(node -p "require('$work/oldest/node_modules/code-server/lib/vscode/package.json').version.match(/\d+\.\d+/)[0]")
[ "$allowed" = "$oldest" ] || { echo "the manifest allows VS Code $allowed, the oldest tried is $oldest" >&2; exit 1; }

step "types, lints, unit tests"
(cd "$copy" && npm run --silent check)

step "the settings are those of the server"
if "$server" schema >"$work/schema.json" 2>/dev/null; then
  (cd "$copy" && node scripts/settings.mjs --check "$work/schema.json")
else
  skip settings "this server has no command schema"
fi

step "packages"
mkdir -p "$work/packages"
rm -f "$work/packages/"*
(cd "$copy" && DABIR_BINARY=$server npm run --silent package -- --out "$work/packages")

(cd "$copy/test/empty" && node "$copy/node_modules/@vscode/vsce/vsce" package --no-dependencies --allow-missing-repository \
  --skip-license --out "$work/packages/empty.vsix" >/dev/null)

# Both at the same time: each waits more than it works.
step "in the editors"
declare -A driven
for editor in oldest newest; do
  mkdir -p "$out/$editor"
  node "$copy/test/run.mjs" "$server" "$work/packages" "$work/$editor" "$out/$editor" >"$work/$editor.out" 2>&1 &
  driven[$editor]=$!
done
failed=
for editor in oldest newest; do
  wait "${driven[$editor]}" || failed=1
  step "in the $editor editor"
  cat "$work/$editor.out"
done
[ -z "$failed" ]

step "done"
if [ -z "$skipped" ]; then echo "ALL OK"; fi
