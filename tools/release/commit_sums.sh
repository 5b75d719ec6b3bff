#!/usr/bin/env bash
# Commits the table of sums on top of the commit that was built, and pushes that to the branch release/v$VERSION.
# Prints `commit=<id>`. Started again with the same table it makes the same commit: its date is that of its parent.
# Needs gh with GH_TOKEN (contents: write).
set -euo pipefail
table=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

cp -- "$table" action/checksums.txt
# Nothing but lines may be added: what was released before keeps its sums.
git add action/checksums.txt
removed=$(git diff --cached --numstat | cut -f2)
[ "$removed" = 0 ] || { echo "commit_sums.sh: the new table changes lines of the old one ($removed)" >&2 && exit 1; }

date=$(git log -1 --format=%cI)
GIT_AUTHOR_DATE=$date GIT_COMMITTER_DATE=$date git \
    -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
    commit --quiet --message "Add the sums of $VERSION

Built from $(git rev-parse HEAD) by the workflow release."
gh auth setup-git
git push --quiet origin "HEAD:refs/heads/release/v$VERSION"
echo "commit=$(git rev-parse HEAD)"
