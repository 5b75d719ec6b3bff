#!/usr/bin/env python3
"""The account that this repository lies under, in every place that names it.

    tools/release/set_owner.py acme       # `OWNER/dag-publish` becomes `acme/dag-publish` in every file that git knows
    tools/release/set_owner.py --check    # says where another owner is spelled; exit code 1 when there is one

Cargo.toml (`repository`) is where the owner is read from. Only Python's standard library is used; 3.11 or later.
"""

import argparse
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAME = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"
REPOSITORY = re.compile(rf'(?m)^repository = "https://github\.com/({NAME})/dag-publish"$')
# `<owner>/dag-publish` where it can only mean the repository: an address, a `uses:`, a registry, or the placeholder.
SPELLED = re.compile(
    rf"(?:github\.com/|ghcr\.io/|\buses: |\bREPOSITORY=|--repo )(?P<owner>{NAME})/dag-publish\b"
    r"|\b(?P<placeholder>OWNER)/dag-publish\b"
)
# Not text of ours, or made by others.
LEFT_OUT = ("fuzz/seeds/", "tools/release/")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("owner", nargs="?")
    what.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    try:
        files = tracked(ROOT)
        if arguments.check:
            check(ROOT, files)
        else:
            write(ROOT, files, arguments.owner)
    except ValueError as error:
        sys.exit(f"set_owner.py: {error}")


def tracked(root):
    """The files that git knows and that are ours to change."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout
    return [name for name in names.split("\0") if name and not name.startswith(LEFT_OUT) and (root / name).is_file()]


def check(root, files):
    """Raises ValueError that names each line with an owner other than that of Cargo.toml."""
    owner = current(root)
    wrong = [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1}: `{spelled}`"
        for name, text in texts(root, files)
        for found in SPELLED.finditer(text)
        if (spelled := found["owner"] or found["placeholder"]) != owner
    ]
    if wrong:
        raise ValueError(f"Cargo.toml says `{owner}`, but " + ", ".join(wrong))


def write(root, files, owner):
    """Replaces the owner of Cargo.toml by `owner`, everywhere."""
    if not re.fullmatch(NAME, owner):
        raise ValueError(f"`{owner}` is no name of an account")
    check(root, files)
    # Not a folder of that name: `path/to/acme/dag-publish`.
    before = re.compile(
        rf"(?:(?<![\w./-])|(?<=github\.com/)|(?<=ghcr\.io/)){re.escape(current(root))}(?=/dag-publish\b)"
    )
    for name, text in texts(root, files):
        changed = before.sub(owner, text)
        if changed != text:
            (root / name).write_text(changed)


def current(root):
    """The owner that Cargo.toml names."""
    found = REPOSITORY.search((root / "Cargo.toml").read_text())
    if not found:
        raise ValueError('Cargo.toml has no line `repository = "https://github.com/<owner>/dag-publish"`')
    return found[1]


def texts(root, files):
    for name in files:
        try:
            yield name, (root / name).read_text()
        except UnicodeDecodeError:
            continue


if __name__ == "__main__":
    main()
