#!/usr/bin/env python3
"""The archive of one target: the binary, the licences, README and CHANGELOG.

    tools/release/pack.py 0.2.0 x86_64-unknown-linux-gnu target/x86_64-unknown-linux-gnu/release/dag-publish dist

writes `dist/dag-publish-0.2.0-x86_64-unknown-linux-gnu.tar.gz` with one folder of the same name. The same files give
the same bytes: owners, times (SOURCE_DATE_EPOCH, or 0) and order are fixed. Only Python's standard library is used;
3.11 or later.
"""

import argparse
import gzip
import io
import os
import pathlib
import tarfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BESIDE = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version")
    parser.add_argument("target", help="as Rust names it")
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path, help="where the archive is written; made when missing")
    arguments = parser.parse_args()
    name = f"dag-publish-{arguments.version}-{arguments.target}"
    files = {"dag-publish": arguments.binary.read_bytes()} | {name: (ROOT / name).read_bytes() for name in BESIDE}
    arguments.folder.mkdir(parents=True, exist_ok=True)
    path = arguments.folder / f"{name}.tar.gz"
    path.write_bytes(archive(name, files, int(os.environ.get("SOURCE_DATE_EPOCH", "0"))))
    print(path)


def archive(folder, files, mtime):
    """The bytes of a tar.gz with `files` (name to bytes) below `folder`; `mtime` in seconds since 1970."""
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=buffer, mode="wb", mtime=mtime) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for name in sorted(files):
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size, member.mtime = len(files[name]), mtime
            member.mode = 0o755 if name == "dag-publish" else 0o644
            tar.addfile(member, io.BytesIO(files[name]))
    return buffer.getvalue()


if __name__ == "__main__":
    main()
