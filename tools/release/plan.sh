#!/usr/bin/env bash
# May $VERSION be released from the commit that is checked out? Prints what later jobs need, as `name=value` lines.
# Needs gh with GH_TOKEN (contents: read, actions: read), and GITHUB_REPOSITORY, GITHUB_REF, GITHUB_SHA.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

refuse() {
    echo "::error title=not released::$1" >&2
    exit 1
}

[ "$GITHUB_REF" = refs/heads/main ] || refuse "a release is made from main, not from $GITHUB_REF"
python3 tools/release/set_version.py --check
python3 tools/release/set_owner.py --check
stands=$(python3 tools/release/set_version.py --print)
[ "$VERSION" = "$stands" ] || refuse "Cargo.toml has $stands, asked for was another version"
python3 tools/release/cut_notes.py "$VERSION" --repository "$GITHUB_REPOSITORY" >/dev/null

# The answer has every tag that begins like this one.
tags=$(gh api "repos/$GITHUB_REPOSITORY/git/matching-refs/tags/v$VERSION" --jq '.[].ref')
if grep --quiet --line-regexp --fixed-strings "refs/tags/v$VERSION" <<<"$tags"; then
    refuse "the tag v$VERSION exists: a version is released once"
fi
runs="repos/$GITHUB_REPOSITORY/actions/workflows/ci.yml/runs?head_sha=$GITHUB_SHA&status=success"
passed=$(gh api "$runs" --jq .total_count)
[ "$passed" -gt 0 ] || refuse "the workflow ci has not passed for $GITHUB_SHA: wait for it, or mend it"

echo "epoch=$(git log -1 --format=%ct)"
if [ -f Dockerfile ]; then echo image=true; else echo image=false; fi
