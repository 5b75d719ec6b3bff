#!/usr/bin/env bash
# The action's one step: installs dag-publish, checked against the sums beside this file, and runs it once. Inputs are
# variables, never code. Written for the bash 3.2 of macOS too.
set -euo pipefail
REPOSITORY=OWNER/dag-publish
refuse() { # CODE SENTENCE: the codes are those of dag-publish
    local said=${2//[%]/%25} && said=${said//$'\r'/%0D}
    printf '::error title=dag-publish::%s\n' "${said//$'\n'/%0A}"
    printf 'result=failed\n' >>"$GITHUB_OUTPUT"
    exit "$1"
}
# NAME VALUE…: an option for each value that is not empty.
options() { while [ $# -gt 0 ]; do [ -z "$2" ] || arguments+=("--$1=$2"); shift 2; done; }
# TEXT: an argument for each line that is not empty.
lines() { while IFS= read -r line; do [ -z "$line" ] || arguments+=("$line"); done <<<"$1"; }

install_release() {
    local sums=$GITHUB_ACTION_PATH/action/checksums.txt version=$INPUT_VERSION target name sum got folder
    case "$RUNNER_OS-$RUNNER_ARCH" in
        Linux-X64) target=x86_64-unknown-linux-gnu ;;
        Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
        macOS-X64) target=x86_64-apple-darwin ;;
        macOS-ARM64) target=aarch64-apple-darwin ;;
        *) refuse 2 "There is no dag-publish for $RUNNER_OS on $RUNNER_ARCH: use Linux or macOS on X64 or ARM64." ;;
    esac
    : "${version:=$(awk '!/^#/ && NF == 4 { last = $2 } END { print last }' "$sums")}"
    [ -n "$version" ] || refuse 2 "This copy of the action knows no release: use one of its tags, or \`version: path\`."
    [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || refuse 2 "\`version\` is \`$version\`: write 1.2.3, or path."
    name=dag-publish-$version-$target
    sum=$(awk -v file="$name.tar.gz" '!/^#/ && $4 == file { print $1 }' "$sums")
    [[ $sum =~ ^[0-9a-f]{64}$ ]] || refuse 2 "This copy of the action has no checksum of $name: use the tag v$version of it."
    folder=$(mktemp -d "$RUNNER_TEMP/dag-publish.XXXXXX")
    curl --fail --silent --show-error --location --retry 3 --max-time 300 --proto-redir =https --output "$folder/$name.tar.gz" \
        "$GITHUB_SERVER_URL/$REPOSITORY/releases/download/v$version/$name.tar.gz" ||
        refuse 5 "$name could not be downloaded from $GITHUB_SERVER_URL/$REPOSITORY: the log says why."
    got=$( (sha256sum "$folder/$name.tar.gz" 2>/dev/null || shasum -a 256 "$folder/$name.tar.gz") | cut -d ' ' -f 1)
    [ "$got" = "$sum" ] || refuse 6 "$name is not what was released, so it is not run: its SHA-256 is $got, not $sum."
    tar -xzf "$folder/$name.tar.gz" -C "$folder" "$name/dag-publish"
    binary=$folder/$name/dag-publish
}

case "$INPUT_COMMAND" in validate | publish) ;; *) refuse 2 "\`command\` is \`$INPUT_COMMAND\`: write validate or publish." ;; esac
case "$INPUT_DRY_RUN" in true | false) ;; *) refuse 2 "\`dry-run\` is \`$INPUT_DRY_RUN\`: write true or false." ;; esac
arguments=("$INPUT_COMMAND" --format=github)
options package "$INPUT_PACKAGE" python "$INPUT_PYTHON" airflow "$INPUT_AIRFLOW" unresolved "$INPUT_UNRESOLVED"
if [ "$INPUT_COMMAND" = publish ]; then
    [ -n "$INPUT_ENVIRONMENT" ] || refuse 2 "\`environment\` is empty: name the one to publish to, as dev or prod."
    options env "$INPUT_ENVIRONMENT" bucket "$INPUT_BUCKET" role-arn "$INPUT_ROLE_ARN" region "$INPUT_AWS_REGION"
    [ "$INPUT_DRY_RUN" = false ] || arguments+=(--dry-run)
    # A pull request is shown what would change; it publishes nothing, whatever else is asked for.
    case "${GITHUB_EVENT_NAME:-}" in pull_request* | merge_group) arguments+=(--preview) ;; esac
fi
lines "$INPUT_ARGS"
arguments+=(--)
lines "$INPUT_PATH"
if [ "$INPUT_VERSION" = path ]; then
    binary=$(command -v dag-publish) || refuse 2 "\`version\` is \`path\`, but there is no dag-publish on PATH."
else install_release; fi
exec "$binary" "${arguments[@]}"
