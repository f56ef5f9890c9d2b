#!/usr/bin/env bash
# A program that runs on every x86-64 Linux, and an archive of it: bash packaging/musl.sh
# Needs Rust with rustup, a C linker, Python 3 and `file`. Everything is Rust, so no compiler or headers of musl are needed.
# The last line is the path of the archive.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

TARGET=x86_64-unknown-linux-musl
target=${CARGO_TARGET_DIR:-target}
[ -d "$(rustc --print target-libdir --target "$TARGET")" ] || rustup target add "$TARGET"

CARGO_PROFILE_RELEASE_STRIP=symbols cargo build --quiet --release --locked --target "$TARGET" --bin dabir
dabir=$target/$TARGET/release/dabir

file "$dabir"
# `ldd` ends with 1 for a static program of the old kind and with 0 for one that can be loaded anywhere.
linked=$(ldd "$dabir" 2>&1 || true)
grep -q 'statically linked\|not a dynamic executable' <<<"$linked" || { echo "not static: $linked" >&2; exit 1; }
version=$("$dabir" --version)
echo "$version, $(stat -c %s "$dabir") bytes"

# The sample has mistakes, so the status is 1.
status=0
"$dabir" check --format concise examples/manuscript.md || status=$?
[ "$status" -eq 1 ] || { echo "the sample ended with $status" >&2; exit 1; }

name=dabir-${version#dabir }-$TARGET
folder=$target/packaging/$name
rm -rf "$folder"
mkdir -p "$folder"
cp "$dabir" README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT NOTICE "$folder"
bash packaging/extras.sh "$dabir" "$folder"
python3 packaging/third_party.py "$TARGET" >"$folder/third-party.txt"
# The same files give the same archive.
tar --create --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 --directory "$target/packaging" "$name" |
  gzip --no-name --best >"$folder.tar.gz"
rm -r "$folder"
echo "$folder.tar.gz"
