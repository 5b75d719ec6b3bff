#!/usr/bin/env python3
"""Types every command of docs/getting-started.md, in an empty folder, and holds what it prints against the page.

    tests/docs/run_getting_started.py --binary target/debug/dag-publish [--keep]

A fence of `sh` is run; the folder that it ends in is where the next one begins. It must succeed, or end as `<!-- exits 4 -->`
above it says. A fence of `text` right below is what it prints: `…` in a line stands for anything, a line of nothing else
for any lines. Needs bash, and nothing else: the environment is empty but for PATH and HOME.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "getting-started.md"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXITS = re.compile(r"<!-- exits (\d+) -->\s*\Z")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--keep", action="store_true", help="leave the folder, and say where it is")
    options = parser.parse_args()
    steps = read(PAGE.read_text(encoding="utf-8"))
    if len(steps) < 10:
        sys.exit(f"only {len(steps)} commands were found in {PAGE}: is this still reading it?")
    home = pathlib.Path(tempfile.mkdtemp(prefix="dag-publish-getting-started-"))
    try:
        failures = run(steps, options.binary.resolve(), home)
    finally:
        if options.keep:
            print(home)
        else:
            shutil.rmtree(home, ignore_errors=True)
    if failures:
        sys.exit(f"{failures} of {len(steps)} commands do not do what {PAGE.name} says")
    print(f"{len(steps)} commands do what {PAGE.name} says")


class Step:
    def __init__(self, line, script, code):
        self.line, self.script, self.code, self.prints = line, script, code, None


def read(page):
    """The commands of the page, each with what it prints, in order."""
    steps, end = [], 0
    for fence in FENCE.finditer(page):
        kind, text = fence.groups()
        between = page[end : fence.start()]
        line = page.count("\n", 0, fence.start()) + 1
        if kind == "sh":
            exits = EXITS.search(between)
            steps.append(Step(line, text, int(exits.group(1)) if exits else 0))
        elif kind == "text":
            if not steps or steps[-1].prints is not None or between.strip():
                sys.exit(f"{PAGE}:{line}: no command is right above what would be its output")
            steps[-1].prints = text
        end = fence.end()
    return steps


def run(steps, binary, home):
    programs = home / "programs"
    programs.mkdir()
    (programs / "dag-publish").symlink_to(binary)
    empty = home / "empty"
    empty.mkdir()
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8"}
    folder, failures = empty, 0
    for step in steps:
        # The trap tells where a step ended, also one that ends before its last line.
        script = f"trap 'pwd > {home}/folder' EXIT\nset -e\n{step.script}"
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
        folder = pathlib.Path((home / "folder").read_text().strip())
        printed = done.stdout.decode()
        for fault in faults(step, done.returncode, printed):
            failures += 1
            print(f"{PAGE}:{step.line}: {fault}\n--- it printed\n{printed}---", file=sys.stderr)
    return failures


def faults(step, code, printed):
    if code != step.code:
        yield f"ends with {code}, not {step.code}"
    if step.prints is None and printed:
        yield "prints something, and the page shows nothing"
    if step.prints is not None and not shape(step.prints).fullmatch(printed):
        yield f"does not print what the page shows\n--- the page\n{step.prints}"


def shape(text):
    """What the output must look like."""
    lines = []
    for line in text.splitlines():
        if line == "…":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(".*?".join(re.escape(part.rstrip()) for part in line.split("…")) + r"[ ]*\n")
    return re.compile("".join(lines))


if __name__ == "__main__":
    main()
