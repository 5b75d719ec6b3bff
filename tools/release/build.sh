#!/usr/bin/env bash
# What a release has for one target, in dist/: the archive and the wheel, from one build. Or `sdist`: the source.
#
#     VERSION=0.2.0 tools/release/build.sh x86_64-unknown-linux-gnu
#
# On Linux zig links, so that the binary needs no newer glibc than 2.17 (manylinux2014); on macOS Apple's own tools do.
# Needs Rust with the target's standard library (on its own platform it is there) and Python 3.11 or later. PROFILE=dev
# tries the script in less time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=$1
# The oldest macOS that Rust's own standard library runs on.
case $target in
    aarch64-apple-darwin) export MACOSX_DEPLOYMENT_TARGET=11.0 ;;
    x86_64-apple-darwin) export MACOSX_DEPLOYMENT_TARGET=10.12 ;;
esac
tools=${CARGO_TARGET_DIR:-$PWD/target}/release-tools
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --requirement tools/release/requirements.txt
export PATH="$tools/bin:$PATH"
mkdir -p dist
dist=$PWD/dist

if [ "$target" = sdist ]; then
    (cd packaging/wheel && maturin sdist --out "$dist")
    exit
fi
profile=${PROFILE:-release}
options=(--profile "$profile" --locked --target "$target" --out "$dist")
case $target in
    *-linux-gnu) options+=(--zig --compatibility manylinux2014) ;;
    *-apple-darwin) ;;
    *) echo "build.sh: no release is built for $target" >&2 && exit 2 ;;
esac
(cd packaging/wheel && maturin build "${options[@]}")

binary=${CARGO_TARGET_DIR:-target}/$target/${profile/#dev/debug}/dag-publish
said=$("$binary" --version)
[ "$said" = "dag-publish $VERSION" ] || { echo "build.sh: $binary says \`$said\`, not $VERSION" >&2 && exit 1; }
"$binary" validate examples/packages/pipeline_processing examples/packages/reporting_seeder
python3 tools/release/pack.py "$VERSION" "$target" "$binary" dist
