"""No DAG is claimed where there is none: `validate` over Python code that was written for something else.

    python3 tests/airflow/no_false_claims.py --binary target/release/dag-publish \\
        --airflow 2=VENV/bin/python --airflow 3=VENV/bin/python [--letters LETTERS] [PYTHON]...

The trees are the standard library of each PYTHON and the site-packages of each Airflow, its example DAGs left out.
They are validated where they lie, for the Python and the Airflow that they belong to. Fails when

- a file of a standard library is said to build a DAG, or to be unclear about one;
- a file is certain to register DAGs, and that Airflow's own DagBag registers others;
- a file is said to be no Python, and the Python that it belongs to compiles it;
- more places than `--most-unclear` cannot be known: none is a false claim, all are noise. `--show` lists them.

`--letters abc` takes the files whose names begin with one of them: always the same sample.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# Rules that say that a file is not Python, or not of this version.
NOT_PYTHON = {"syntax-error", "python-version", "encoding", "nesting-too-deep", "merge-conflict"}
# Rules that speak of a DAG, or of what happens when the file is loaded for one.
OF_DAGS = {
    "dag-id-missing", "dag-id-invalid", "dag-id-nonportable", "dag-signature", "dag-not-registered",
    "start-date-missing", "task-id-invalid", "task-id-duplicate", "task-cycle", "dag-id-duplicate",
}
# Rules that say that the import fails.
FAILS = {"exits-at-import", "import-fails", "local-import-missing", "airflow-version"}

ASK = (
    "import sys, json, sysconfig as s;"
    "print(json.dumps([sys.version_info[1], s.get_path('stdlib'), s.get_path('purelib')]))"
)
# Compiles each file as an import would; prints those that compile.
COMPILE = """
import sys, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
for path in sys.stdin.read().splitlines():
    try:
        with open(path, "rb") as file:
            compile(file.read(), path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        continue
    print(path)
"""
# Loads each file in a DagBag of its own.
LOAD = """
import sys, json
sys.path.insert(0, sys.argv[1])
import dagbag
paths = sys.stdin.read().splitlines()
dagbag.prepare(dagbag.scratch("no-false-claims-"), {})
print(json.dumps([[path, facts["dags"], facts["error"]] for path, facts in dagbag.load_each(paths)]))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/dag-publish")
    parser.add_argument("--airflow", action="append", default=[], metavar="MAJOR=PYTHON")
    parser.add_argument("--letters", help="take files whose names begin with one of these")
    parser.add_argument("--show", action="store_true", help="list the places that cannot be known")
    parser.add_argument("--most-unclear", type=int, default=20)
    parser.add_argument("pythons", nargs="*")
    options = parser.parse_args()
    wrong, unclear, files = [], set(), 0
    for tree in trees(options):
        began = time.monotonic()
        package = tree.validate(options.binary)
        wrong += tree.false_claims(package)
        unclear |= tree.unclear(package)
        count = sum(file["path"].endswith(".py") for file in package["files"])
        files += count
        print(f"{tree.name}: {count} Python files, {time.monotonic() - began:.1f} s", flush=True)
    if not files:
        raise SystemExit("no_false_claims: no tree was given")
    if options.show:
        print("\n".join(sorted(unclear)))
    if len(unclear) > options.most_unclear:
        wrong.append(f"{len(unclear)} places cannot be known, {options.most_unclear} were known: see --show")
    for line in wrong:
        print("wrong:", line)
    print(f"{files} files, {len(unclear)} unclear places, {len(wrong)} wrong")
    return 1 if wrong else 0


def trees(options):
    for python in options.pythons:
        minor, stdlib, _ = asked(python)
        yield Tree(f"Python 3.{minor}", python, minor, None, Path(stdlib), "site-packages", options.letters)
    for given in options.airflow:
        major, _, python = given.partition("=")
        minor, _, packages = asked(python)
        yield Tree(f"Airflow {major}", python, minor, major, Path(packages), "**/example_dags", options.letters)


def asked(python):
    return json.loads(subprocess.check_output([python, "-I", "-c", ASK], text=True))


class Tree:
    """A folder of Python files, and the Python and Airflow that they belong to."""

    def __init__(self, name, python, minor, airflow, folder, without, letters):
        self.name, self.python, self.minor, self.airflow, self.folder = name, python, minor, airflow, folder
        self.without, self.letters = without, letters

    def validate(self, binary):
        command = [
            str(binary), "validate", str(self.folder.parent), "--dags", self.folder.name, "--package", "tree",
            "--format", "json", "--python", f"3.{self.minor}", "--airflow", self.airflow or "3",
        ]
        for pattern in self.excluded():
            command += ["--exclude", pattern]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode not in (0, 1, 3) or not done.stdout:
            raise SystemExit(f"no_false_claims: {' '.join(command)[:300]}\n{done.stderr.decode()[-2000:]}")
        (package,) = json.loads(done.stdout)["packages"]
        if not package["files"]:
            raise SystemExit(f"no_false_claims: nothing of {self.folder} was read")
        return package

    def excluded(self):
        # What no module reads when it is imported: a package holds 10,000 files.
        patterns = [self.without, "**/*.so*", "**/*.map", "**/dist", "**/*.dist-info", "config-*"]
        # A sample that is always the same.
        return patterns + ([f"**/[!{self.letters}]*.py"] if self.letters else [])

    def false_claims(self, package):
        certain, told, refused = {}, {}, {}
        for file in package["files"]:
            if file["dags"]:
                certain[self.on_disk(file["path"])] = sorted(dag["dag_id"] for dag in file["dags"])
        for finding in package["findings"]:
            path = self.on_disk(finding["path"] or "")
            if finding["code"] in NOT_PYTHON:
                refused.setdefault(path, finding)
            elif finding["code"] in OF_DAGS | FAILS:
                told.setdefault(path, []).append(finding)
        yield from self.compiled(refused)
        if self.airflow:
            yield from self.loaded(certain, told)
        else:
            for path, ids in certain.items():
                yield f"{path}: registers {ids}"
            for path, findings in told.items():
                yield from (f"{path}:{finding['line']}: {finding['code']}: {finding['message']}" for finding in findings)

    def compiled(self, refused):
        """Files that are said to be no Python, and are."""
        if not refused:
            return
        done = subprocess.run([self.python, "-I", "-c", COMPILE], input="\n".join(refused), stdout=subprocess.PIPE,
                              text=True, check=True)
        for path in done.stdout.splitlines():
            finding = refused[path]
            yield f"{path}:{finding['line']}: Python 3.{self.minor} compiles it: {finding['code']}: {finding['message']}"

    def loaded(self, certain, told):
        """Files whose DAGs are said to register, and do not; that are said to fail, and do not."""
        paths = sorted({*certain, *told})
        if not paths:
            return
        done = subprocess.run([self.python, "-c", LOAD, str(HERE)], input="\n".join(paths), stdout=subprocess.PIPE,
                              text=True, check=True)
        answers = {path: (ids, error) for path, ids, error in json.loads(done.stdout.splitlines()[-1])}
        for path in paths:
            ids, error = answers[path]
            said = certain.get(path, [])
            if not set(said) <= set(ids):
                yield f"{path}: is said to register {said}; Airflow {self.airflow} registers {ids} ({error})"
            for finding in told.get(path, []):
                if finding["code"] in FAILS and error is None:
                    yield f"{path}:{finding['line']}: loads: {finding['code']}: {finding['message']}"
                elif finding["code"] in OF_DAGS:
                    # None of these files was written to hold a DAG, so none can hold a faulty one.
                    yield f"{path}:{finding['line']}: {finding['code']}: {finding['message']} (DagBag: {ids}, {error})"

    def unclear(self, package):
        """Tree, path and reason of each place that cannot be known."""
        name = self.airflow or self.name
        return {
            f"{name} {file['path'].partition('/')[2]}: {unknown['reason']}"
            for file in package["files"]
            for unknown in file["unresolved"]
        }

    def on_disk(self, path):
        return str(self.folder.parent / path)


if __name__ == "__main__":
    sys.exit(main())
