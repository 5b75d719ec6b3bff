#!/usr/bin/env python3
"""The GitHub Action, run as a runner runs it: `action.yml` is read, its steps are run, and what they leave is judged.

    cargo build
    python3 tests/action/run.py --binary target/debug/dag-publish [TEST…]

Installs what it needs (requirements.txt, pinned) below target/ci/action. Buckets are folders, and downloads come from
a server on loopback, so nothing else is needed: Linux, bash, curl, tar, git. Python 3.11 or later. A TEST is the name
of one, as `test_packages` or `test_download.Download.test_a_wrong_sum_is_refused`.
"""

import argparse
import hashlib
import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REQUIREMENTS = HERE / "requirements.txt"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/debug/dag-publish")
    parser.add_argument("tests", nargs="*")
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()
    if not binary.is_file():
        sys.exit(f"run.py: there is no {binary}: build it first, `cargo build`")
    python = installed()
    if pathlib.Path(sys.prefix) != python.parent.parent:
        command = [python, __file__, "--binary", binary, *arguments.tests]
        sys.exit(subprocess.run(command, stdin=subprocess.DEVNULL).returncode)
    os.environ["DAG_PUBLISH_TEST_BINARY"] = str(binary)
    sys.path.insert(0, str(HERE))
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromNames(arguments.tests) if arguments.tests else loader.discover(str(HERE))
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    if not result.testsRun:
        sys.exit("run.py: no test was run")
    sys.exit(not result.wasSuccessful())


def installed():
    """The Python of a virtual environment that has what requirements.txt names."""
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
    place = target / "ci/action"
    mark, wanted = place / "installed", hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    python = place / "bin/python"
    if not mark.is_file() or mark.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
        subprocess.run([*pip, "-r", REQUIREMENTS], check=True, stdin=subprocess.DEVNULL)
        mark.write_text(wanted)
    return python


if __name__ == "__main__":
    main()
