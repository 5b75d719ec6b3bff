#!/usr/bin/env python3
"""Writes the SHA-256 sums of a release's archives into the table that the action verifies downloads against.

    tools/release/add_checksums.py 0.2.0 dist action/checksums.txt

A line is `<sha256>  <version>  <target>  <file name>`; lines that start with `#` are comments. There must be one
archive for each of TARGETS, and nothing else that looks like one. Lines of other versions stay; a version that has
lines already is refused unless they are the same. Only Python's standard library is used; 3.11 or later.
"""

import argparse
import hashlib
import pathlib
import sys

TARGETS = [
    "aarch64-apple-darwin",
    "aarch64-unknown-linux-gnu",
    "x86_64-apple-darwin",
    "x86_64-unknown-linux-gnu",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version")
    parser.add_argument("folder", type=pathlib.Path, help="of the archives")
    parser.add_argument("table", type=pathlib.Path)
    arguments = parser.parse_args()
    try:
        text = arguments.table.read_text() if arguments.table.exists() else ""
        arguments.table.write_text(with_release(text, arguments.version, sums(arguments.folder, arguments.version)))
    except ValueError as error:
        sys.exit(f"add_checksums.py: {error}")


def sums(folder, version):
    """The lines of one release, sorted by target. Raises ValueError for a missing or an unknown archive."""
    expected = {f"dag-publish-{version}-{target}.tar.gz": target for target in TARGETS}
    found = {path.name for path in folder.glob("dag-publish-*.tar.gz")}
    for name in sorted(expected.keys() ^ found):
        raise ValueError(f"{folder}: {name} is {'missing' if name in expected else 'not of this release'}")
    return [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {version}  {target}  {name}"
        for name, target in expected.items()
    ]


def with_release(table, version, lines):
    """The table with `lines` at its end. Raises ValueError when it holds other sums for that version."""
    old = [line for line in table.splitlines() if line.split()[1:2] == [version] and not line.startswith("#")]
    if sorted(old) == sorted(lines):
        return table
    if old:
        raise ValueError(f"the table has other sums for {version}: a version is built once, release the next one")
    return table + ("\n" if table and not table.endswith("\n") else "") + "".join(line + "\n" for line in lines)


if __name__ == "__main__":
    main()
