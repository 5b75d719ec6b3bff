#!/usr/bin/env bash
# Publishes the draft v$VERSION, which makes its tag at $COMMIT (checked out here), then fetches what is attached as a
# user would and holds it against the table that was tagged.
# Needs gh with GH_TOKEN (contents: write), and GITHUB_REPOSITORY.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

gh release edit "v$VERSION" --repo "$GITHUB_REPOSITORY" --draft=false
tagged=$(gh api "repos/$GITHUB_REPOSITORY/git/ref/tags/v$VERSION" --jq .object.sha)
[ "$tagged" = "$COMMIT" ] || { echo "publish.sh: v$VERSION is tagged at $tagged, not at $COMMIT" >&2 && exit 1; }

folder=$(mktemp -d)
gh release download "v$VERSION" --repo "$GITHUB_REPOSITORY" --dir "$folder" --pattern 'dag-publish-*.tar.gz'
awk -v version="$VERSION" '$1 !~ /^#/ && $2 == version { print $1 "  " $4 }' action/checksums.txt >"$folder/sums"
[ "$(wc -l <"$folder/sums")" -eq 4 ] || { echo "publish.sh: v$VERSION has not four lines in the table" >&2 && exit 1; }
(cd "$folder" && sha256sum --check --strict sums)
echo "v$VERSION is published. Next: merge the branch release/v$VERSION into main, with a merge commit." \
    >>"$GITHUB_STEP_SUMMARY"
