#!/usr/bin/env bash
# Builds the Dockerfile for both Linux architectures around the binaries of the release, and pushes it to ghcr.io.
# Prints `name=<repository>` and `digest=sha256:...`. The Dockerfile finds the binary of its platform at
# image/linux/<amd64|arm64>/dag-publish (`COPY image/${TARGETPLATFORM}/dag-publish /usr/local/bin/`).
#
#     VERSION=0.2.0 tools/release/image.sh FOLDER     # of the archives
#
# Needs docker with buildx, GH_TOKEN (packages: write), GITHUB_ACTOR and GITHUB_REPOSITORY.
set -euo pipefail
dist=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

name=ghcr.io/${GITHUB_REPOSITORY,,}
for platform in amd64:x86_64 arm64:aarch64; do
    archive=dag-publish-$VERSION-${platform#*:}-unknown-linux-gnu
    folder=image/linux/${platform%:*}
    mkdir -p "$folder"
    tar -xzf "$dist/$archive.tar.gz" -C "$folder" --strip-components 1 "$archive/dag-publish"
done
docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin <<<"$GH_TOKEN" >&2
docker buildx create --use >&2
tags=(--tag "$name:$VERSION")
# A candidate is not what `latest` means.
case $VERSION in *-rc.*) ;; *) tags+=(--tag "$name:latest") ;; esac
# The attestation that the workflow makes stands for the builder's own.
docker buildx build --platform linux/amd64,linux/arm64 --provenance=false --push --metadata-file image/metadata.json \
    "${tags[@]}" . >&2
echo "name=$name"
echo "digest=$(python3 -c 'import json; print(json.load(open("image/metadata.json"))["containerimage.digest"])')"
