#!/usr/bin/env bash
# A Debian package: bash packaging/deb.sh [PROFILE]
# Needs Rust, Python 3 and, for `$auto` in depends, dpkg-dev. PROFILE is `release`; `dev` builds faster and is for tests.
# The last line is the path of the package; the status is 3 when cargo-deb cannot be installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

CARGO_DEB=3.8.0
profile=${1:-release}
target=${CARGO_TARGET_DIR:-target}
tools=$target/packaging/tools
built=$target/${profile/#dev/debug}

# In a folder of its own, so that another version that is there already stays what it is.
if [ "$("$tools/bin/cargo-deb" --version 2>/dev/null)" != "cargo-deb $CARGO_DEB" ]; then
  cargo install --quiet --locked --root "$tools" --target-dir "$tools/build" "cargo-deb@$CARGO_DEB" >&2 || exit 3
  rm -rf "$tools/build"
fi

cargo build --quiet --locked --profile "$profile" --bin dabir >&2
bash packaging/extras.sh "$built/dabir" "$built/packaging"
# cargo-deb leaves what lies beside the program as it is.
gzip --no-name --best "$built"/packaging/man/*.1
host=$(rustc -vV | sed -n 's/^host: //p')
python3 packaging/third_party.py "$host" >"$built/packaging/third-party.txt"
"$tools/bin/cargo-deb" --quiet --no-build --strip --profile "$profile" --output "$target/packaging/"
