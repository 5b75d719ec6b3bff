"""The modules of Python's standard library by minor version, as `src/airflow/stdlib/table.rs`.

    python3 tests/airflow/check_stdlib.py [--write] PYTHON...

PYTHONs are interpreters of different minor versions (3.10 and later say by themselves which modules they have).
Without `--write` it fails when the table says something else of any of them than they say themselves, and for each
module that the table calls gone it tries the import.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "src" / "airflow" / "stdlib" / "table.rs"
FIRST, LAST = 9, 14
# What no interpreter here can say: 3.9 lacks `sys.stdlib_module_names`, and 3.14 is newer than they are.
# https://docs.python.org/3/whatsnew/3.10.html#removed, https://docs.python.org/3/whatsnew/3.14.html#new-modules
ONLY_9 = {"formatter", "parser", "symbol"}
NEW_14 = {"annotationlib", "compression"}
ASK = "import sys, json; print(json.dumps([sys.version_info[1], sorted(getattr(sys, 'stdlib_module_names', []))]))"


def ask(pythons):
    said = {}
    for python in pythons:
        minor, names = json.loads(subprocess.check_output([python, "-I", "-c", ASK], text=True))
        if names:
            said[minor] = {name for name in names if not name.startswith("_") or name == "__future__"}
    return said


def spans(said):
    said = dict(said)
    said[9] = said[10] | ONLY_9
    said[14] = said[13] | NEW_14
    for name in sorted(set().union(*said.values())):
        minors = [minor for minor in range(FIRST, LAST + 1) if name in said[minor]]
        assert minors == list(range(minors[0], minors[-1] + 1)), name
        yield name, minors[0], minors[-1]


def render(said):
    lines = [
        "//! Written by `tests/airflow/check_stdlib.py --write` from the interpreters' `sys.stdlib_module_names`.",
        "",
        "/// Each public module, with the first and the last minor of Python 3 that has it, within 3.9 to 3.14.",
        "#[rustfmt::skip]",
        "pub(super) const MODULES: &[(&str, (u8, u8))] = &[",
    ]
    line = "   "
    for name, first, last in spans(said):
        entry = f' ("{name}", ({first}, {last})),'
        if len(line) + len(entry) > 110:
            lines.append(line)
            line = "   "
        line += entry
    return "\n".join([*lines, line, "];"]) + "\n"


def check(pythons, said):
    table = {name: (int(a), int(b)) for name, a, b in re.findall(r'\("(\w+)", \((\d+), (\d+)\)\)', TABLE.read_text())}
    wrong = []
    for minor, names in said.items():
        told = {name for name, (first, last) in table.items() if first <= minor <= last}
        wrong += [f"3.{minor}: {name}" for name in sorted(told ^ names)]
    for python in pythons:
        minor = int(subprocess.check_output([python, "-c", "import sys; print(sys.version_info[1])"], text=True))
        gone = [name for name, (first, last) in table.items() if not first <= minor <= last]
        # -I and -S: neither this folder nor installed packages (setuptools brings a distutils) may answer.
        code = "import sys, importlib.util as u; print([n for n in sys.argv[1:] if u.find_spec(n)])"
        found = subprocess.check_output([python, "-I", "-S", "-c", code, *gone], text=True).strip()
        if found != "[]":
            wrong.append(f"3.{minor} has {found}, which the table says it lacks")
        print(f"Python 3.{minor}: {len(gone)} modules gone or not yet there")
    return wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("pythons", nargs="+")
    options = arguments.parse_args()
    said = ask(options.pythons)
    if options.write:
        TABLE.write_text(render(said))
    wrong = check(options.pythons, said)
    for line in wrong:
        print("wrong:", line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
