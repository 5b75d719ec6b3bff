#!/usr/bin/env bash
# Makes the draft of the release v$VERSION for a commit, or brings the one of an earlier try up to date. Nobody sees a
# draft, and it has no tag yet: publish.sh makes both.
#
#     VERSION=0.2.0 tools/release/draft.sh FOLDER COMMIT     # FOLDER has dist/ and notes.md
#
# Needs gh with GH_TOKEN (contents: write), and GITHUB_REPOSITORY.
set -euo pipefail
folder=$1 commit=$2

options=(--repo "$GITHUB_REPOSITORY" --title "$VERSION" --notes-file "$folder/notes.md" --target "$commit")
case $VERSION in *-rc.*) options+=(--prerelease) ;; esac
# That there is none must be the answer: a question that failed would lead to a second draft.
state=$(gh release view "v$VERSION" --repo "$GITHUB_REPOSITORY" --json isDraft --jq .isDraft 2>&1) || {
    [ "$state" = "release not found" ] || { echo "draft.sh: is there a draft? $state" >&2 && exit 1; }
    state=none
}
case $state in
    none) gh release create "v$VERSION" --draft "${options[@]}" ;;
    true) gh release edit "v$VERSION" --draft "${options[@]}" ;;
    *) echo "draft.sh: v$VERSION is published already: a version is released once" >&2 && exit 1 ;;
esac
gh release upload "v$VERSION" --repo "$GITHUB_REPOSITORY" --clobber -- \
    "$folder"/dist/*.tar.gz "$folder"/dist/*.whl "$folder"/dist/SHA256SUMS
