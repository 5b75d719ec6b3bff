"""Holds `dag-publish`'s verdicts on Python sources against those of every CPython on this machine.

    python3 tests/python/compare.py [--mutants 20000] [--only 3.12] [--seed 1] [--program PATH] [--keep DIRECTORY]

Needs cargo, and at least one CPython of 3.9 to 3.14. Ends with 1 when a verdict on a file of the standard library or on
a string of CPython's own tests differs, or more than one in a thousand on mutants: each difference that has a reason
is listed in known_differences.txt, and explained in docs/conformance.md.
"""

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cases
from peers import HERE, CPython, Ours, build, pythons

# The share of cases that may differ; of the other kinds, none may.
MOST_DIFFERENCES = {"mutants": 0.001, "snippet mutants": 0.001, "encodings": 0.01}


def main():
    options = arguments()
    found = {version: facts for version, facts in pythons().items() if options.only in (None, version)}
    if not found:
        sys.exit("no CPython of 3.9 to 3.14 was found: what should the verdicts be compared with?")
    program = options.program or build()
    lines = (HERE / "known_differences.txt").read_text().splitlines()
    known = {line for line in lines if line and not line.startswith("#")}
    # The work is done by processes: two for each CPython, one of which waits for the other.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        compared = list(workers.map(lambda facts: of_version(facts, program, known, options), found.values()))
    rows = [row for version in compared for row in version]
    good = all(row[2] > 0 and row[5] <= row[2] * MOST_DIFFERENCES.get(row[1], 0) for row in rows)
    table([("CPython", "what", "cases", "refused by both", "known to differ", "differ", "time"), *rows])
    sys.exit(0 if good else 1)


def of_version(facts, program, known, options):
    comparison = Comparison(facts, program, known, options)
    rows = []
    for name, cases_of_kind in comparison.kinds().items():
        begin = time.monotonic()
        row = comparison.compare(name, cases_of_kind)
        rows.append((facts["full"], name, *row, f"{time.monotonic() - begin:.1f} s"))
    comparison.close()
    return rows


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=20_000, help="how many, for each CPython")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="this version alone, as 3.12")
    parser.add_argument("--program", help="the program under test, if it is built already")
    parser.add_argument("--kinds", default="files,snippets,encodings,mutants,snippet mutants", help="these alone")
    parser.add_argument("--keep", type=Path, help="a directory for the sources on which the verdicts differ")
    return parser.parse_args()


class Comparison:
    def __init__(self, facts, program, known, options):
        self.facts, self.known, self.options = facts, known, options
        self.cpython = CPython(facts["python"])
        self.ours = Ours(program, facts["version"])

    def kinds(self):
        library = self.facts["library"]
        files = ((str(path.relative_to(library)), path.read_bytes()) for path in cases.files(library))
        snippets = ((f"{name}: {text!r}", text) for text, name in cases.snippets(library, self.cpython).items())
        mutants = cases.mutants(library, self.cpython, self.options.mutants, self.options.seed)
        short = cases.snippet_mutants(library, self.cpython, self.options.mutants, self.options.seed)
        encodings = cases.encodings(self.cpython)
        kinds = {"files": files, "snippets": snippets, "encodings": encodings, "mutants": mutants, "snippet mutants": short}
        return {kind: kinds[kind] for kind in self.options.kinds.split(",")}

    def compare(self, kind, named_sources):
        """How many there were, how many both refuse, how many differ for a known reason, how many differ."""
        count = refused = known = differ = 0
        for name, source in named_sources:
            theirs, ours = self.cpython.refusal(source), self.ours.refusal(source)
            count += 1
            if (theirs is None) == (ours is None):
                refused += theirs is not None
                continue
            if f"{self.facts['version']} {kind} {name}" in self.known:
                known += 1
                continue
            differ += 1
            print(f"{self.facts['version']} {kind} {name[:300]}\n    CPython: {theirs}\n    dag-publish: {ours}", flush=True)
            if self.options.keep:
                self.options.keep.mkdir(parents=True, exist_ok=True)
                (self.options.keep / f"{self.facts['version']}-{kind}-{differ}.py").write_bytes(source)
        return count, refused, known, differ

    def close(self):
        self.cpython.close()
        self.ours.close()


def table(rows):
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(str(cell).rjust(width) for cell, width in zip(row, widths)))


if __name__ == "__main__":
    main()
