#!/usr/bin/env python3
"""One version in every place that names it.

    tools/release/set_version.py 0.2.0      # writes it, and dates the section of CHANGELOG.md
    tools/release/set_version.py --check    # says which places disagree with Cargo.toml; exit code 1 when one does
    tools/release/set_version.py --print    # the version of Cargo.toml

A version is `1.2.3` or `1.2.3-rc.1`. Only Python's standard library is used; 3.11 or later.
"""

import argparse
import datetime
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
VERSION = r"\d+\.\d+\.\d+(?:-rc\.\d+)?"
# Where a version of ours stands: the files, and what is around it there. Each must occur at least once.
PLACES = [
    ("Cargo.toml", r'(?m)^(version = ")(?P<version>[^"]+)(")$'),
    ("Cargo.lock", r'(name = "dag-publish"\nversion = ")(?P<version>[^"]+)(")'),
    ("fuzz/Cargo.lock", r'(name = "dag-publish"\nversion = ")(?P<version>[^"]+)(")'),
    ("pyproject.toml", r'(?m)^(version = ")(?P<version>[^"]+)(")$'),
    ("pyproject.toml", rf'("dag-publish==)(?P<version>{VERSION})(")'),
]
# What readers copy: a tag of the action or of the hooks, the wheel, the image. A file need not have one.
SHOWN = rf"(/dag-publish@v|/dag-publish:|/dag-publish\n *rev: v|\bdag-publish==)(?P<version>{VERSION})()"
SHOWN_IN = ["README.md", "docs/**/*.md", "examples/**/*"]
UNRELEASED = "## [Unreleased]\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("version", nargs="?")
    what.add_argument("--check", action="store_true")
    what.add_argument("--print", action="store_true")
    arguments = parser.parse_args()
    try:
        if arguments.print:
            print(current(ROOT))
        elif arguments.check:
            check(ROOT)
        else:
            write(ROOT, arguments.version, datetime.datetime.now(datetime.UTC).date())
    except ValueError as error:
        sys.exit(f"set_version.py: {error}")


def current(root):
    """The version of Cargo.toml."""
    return re.search(PLACES[0][1], (root / "Cargo.toml").read_text())["version"]


def check(root):
    """Raises ValueError that names the places which do not have the version of Cargo.toml."""
    version = current(root)
    wrong = [
        f"{path.relative_to(root)} has {found['version']}, Cargo.toml has {version}"
        for path, pattern in places(root)
        for found in re.finditer(pattern, path.read_text())
        if found["version"] != version
    ]
    if wrong:
        raise ValueError("; ".join(wrong) + ": `set_version.py " + version + "` writes one everywhere")


def write(root, version, today):
    """Writes `version` everywhere, and gives what is unreleased in CHANGELOG.md its heading."""
    if not re.fullmatch(VERSION, version):
        raise ValueError(f"`{version}` is no version: write 1.2.3 or 1.2.3-rc.1")
    changelog = (root / "CHANGELOG.md").read_text()
    if re.search(rf"(?m)^## \[{re.escape(version)}\]", changelog):
        raise ValueError(f"CHANGELOG.md has a section for {version} already: was it released?")
    if UNRELEASED not in changelog:
        raise ValueError(f"CHANGELOG.md has no line `{UNRELEASED.strip()}` to release")
    for path, pattern in places(root):
        text = path.read_text()
        changed = re.sub(pattern, lambda found: found[1] + version + found[3], text)
        if changed != text:
            path.write_text(changed)
    heading = f"{UNRELEASED}\n## [{version}] - {today.isoformat()}\n"
    (root / "CHANGELOG.md").write_text(changelog.replace(UNRELEASED, heading, 1))


def places(root):
    """Each file with a version of ours, and the expression that finds it (groups: before, version, after)."""
    for name, pattern in PLACES:
        if not re.search(pattern, (root / name).read_text()):
            raise ValueError(f"{name} has no version where one is expected: PLACES in set_version.py is out of date")
        yield root / name, pattern
    for pattern in SHOWN_IN:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and re.search(SHOWN, path.read_text(errors="replace")):
                yield path, SHOWN


if __name__ == "__main__":
    main()
