#!/usr/bin/env python3
"""The notes of one release: its section of CHANGELOG.md, and how to verify what is attached.

    tools/release/cut_notes.py 0.2.0 --repository OWNER/dag-publish > notes.md

Without a section for that version, or with an empty one, it fails. Only Python's standard library is used; 3.11 or
later.
"""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
VERIFY = """
## Verify a download

```sh
gh attestation verify dag-publish-{version}-x86_64-unknown-linux-gnu.tar.gz --repo {repository}
sha256sum --check --ignore-missing SHA256SUMS
```
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version")
    parser.add_argument("--repository", required=True, help="owner/name, for the command that verifies")
    arguments = parser.parse_args()
    try:
        notes = section((ROOT / "CHANGELOG.md").read_text(), arguments.version)
    except ValueError as error:
        sys.exit(f"cut_notes.py: {error}")
    print(notes + "\n" + VERIFY.format(version=arguments.version, repository=arguments.repository), end="")


def section(changelog, version):
    """The text under `## [version]`, without its heading, up to the next such heading or the links at the end."""
    heading = re.search(rf"(?m)^## \[{re.escape(version)}\].*\n", changelog)
    if not heading:
        raise ValueError(f"CHANGELOG.md has no section `## [{version}]`: `set_version.py {version}` makes it")
    rest = changelog[heading.end() :]
    end = re.search(r"(?m)^(## |\[[^\]]+\]: )", rest)
    text = rest[: end.start() if end else len(rest)].strip("\n")
    if not text.strip():
        raise ValueError(f"the section of {version} in CHANGELOG.md is empty: say what users notice")
    return text


if __name__ == "__main__":
    main()
