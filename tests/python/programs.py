"""Runs random DAG files with Python, and checks that `validate` says of them what they do.

    python3 tests/python/programs.py --binary target/debug/dag-publish [--count N] [--seed FIRST] [--keep FOLDER]
    python3 tests/python/programs.py --show SEED

Each program (`programs_statements.py`) is run several times, with other values of the environment each time, in a stand-in
for Airflow that only notes which DAGs register. Fails when an id is certain that some run does not register, when a
file is denied that every run loads, or when an id that every run registers is neither known nor its file unresolved.
Prints how many of the ids that always register are known. Needs Python 3.10 or later.
"""

import argparse
import collections
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import types
import warnings
from pathlib import Path

from programs_expressions import SWITCHES
from programs_statements import Program

ROOT = Path(__file__).resolve().parents[2]
RUNS = 6
VALUES = [None, "", "a", "b", "zz", "a_b", "0"]
# Errors that say nothing of whether the file loads.
OF_FILES_THAT_LOAD = {"dag-id-duplicate", "dag-id-nonportable", "no-dags"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/debug/dag-publish")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="of the first program")
    parser.add_argument("--show", type=int, metavar="SEED", help="print a program and what its runs register")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the programs with faults there")
    options = parser.parse_args()
    if options.show is not None:
        print(Program(options.show).text())
        for run in observe(options.show)[1]:
            print("#", run)
        return 0
    seeds = range(options.seed, options.seed + options.count)
    with multiprocessing.Pool() as pool:
        observed = dict(pool.imap_unordered(observe, seeds, chunksize=20))
    with tempfile.TemporaryDirectory(prefix="programs-") as scratch:
        said, findings = validate(options.binary, Path(scratch), seeds)
    faults, counts = [], collections.Counter()
    for seed in seeds:
        faults += [(seed, fault) for fault in compare(observed[seed], said.get(seed), findings[seed], counts)]
    for seed, fault in faults:
        print(f"seed {seed}: {fault}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"p{seed}.py").write_text(Program(seed).text())
    share = 100 * counts["known"] / max(counts["always"], 1)
    print(
        f"{len(seeds)} programs, {counts['loads']} load; {counts['always']} ids always register, {counts['known']} known", end=" "
    )
    print(f"({share:.1f} %), {counts['wrong']} wrong; {len(faults)} faults")
    return 1 if faults or not counts["known"] else 0


# What they do.


class Registry:
    """A stand-in for Airflow: what registers from one run of one module."""

    def __init__(self):
        self.entered = []
        registry = self

        class DAG:
            def __init__(self, dag_id, **_):
                if not isinstance(dag_id, str):
                    raise TypeError("a DAG without an id")
                self.dag_id = dag_id
                frame = sys._getframe(1)
                while frame.f_code.co_filename == __file__:
                    frame = frame.f_back
                self.line = frame.f_lineno

            def __enter__(self):
                registry.entered.append(self)
                return self

            def __exit__(self, *_):
                return None

        def dag(dag_id, **_):
            def decorate(function):
                def call(*args, **kwargs):
                    with DAG(dag_id) as made:
                        function(*args, **kwargs)
                    return made

                return call

            return decorate

        self.DAG, self.dag = DAG, dag

    def modules(self):
        airflow, decorators = types.ModuleType("airflow"), types.ModuleType("airflow.decorators")
        airflow.DAG, decorators.dag, airflow.decorators = self.DAG, self.dag, decorators
        return {"airflow": airflow, "airflow.decorators": decorators}


def observe(seed):
    warnings.simplefilter("ignore", SyntaxWarning)
    code = compile(Program(seed).text(), f"p{seed}.py", "exec")
    chance = random.Random(seed)
    runs = []
    for number in range(RUNS):
        environment = {}
        for switch in range(1, SWITCHES + 1):
            value = chance.choice(VALUES) if number else None
            if value is not None:
                environment[f"SWITCH_{switch}"] = value
        runs.append(run(code, environment))
    return seed, runs


def run(code, environment):
    registry = Registry()
    for name in [name for name in os.environ if name.startswith("SWITCH_")]:
        del os.environ[name]
    os.environ.update(environment)
    module = types.ModuleType("program")
    sys.modules.update(registry.modules(), program=module)
    error = None
    try:
        exec(code, module.__dict__)
    except Exception as raised:
        error = f"{type(raised).__name__}: {raised}"
    held = [*registry.entered, *module.__dict__.values()]
    dags = [value for value in held if isinstance(value, registry.DAG) and not error]
    return {"dags": {value.dag_id for value in dags}, "lines": {value.line for value in dags}, "error": error}


# What is said of them.


def validate(binary, package, seeds):
    """What is said of each program's file, and what is found in it."""
    (package / "dags").mkdir()
    for seed in seeds:
        (package / "dags" / f"p{seed}.py").write_text(Program(seed).text())
    command = [str(binary), "validate", "--package", "programs", "--dags", "dags", "--airflow", "3", "--format", "json"]
    command += ["--python", "3.%d" % sys.version_info[1], str(package)]
    done = subprocess.run(command, capture_output=True)
    try:
        (report,) = json.loads(done.stdout)["packages"]
    except ValueError:
        error = done.stderr.decode()[-2000:]
        raise SystemExit(f"programs: {' '.join(command)} ended with {done.returncode}\n{error}") from None
    findings = collections.defaultdict(list)
    for finding in report["findings"]:
        if finding["path"]:
            findings[seed_of(finding["path"])].append(finding)
    return {seed_of(file["path"]): file for file in report["files"]}, findings


def seed_of(path):
    return int(Path(path).stem[1:])


def compare(runs, file, findings, counts):
    """Faults of what is said of one program; counts what is known of it."""
    file = file or {"dags": [], "unresolved": []}
    certain = {entry["dag_id"] for entry in file["dags"]}
    always = set.intersection(*(run["dags"] for run in runs))
    ever, lines = (set.union(*(run[key] for run in runs)) for key in ("dags", "lines"))
    raised = sorted({run["error"] for run in runs if run["error"]})
    counts["loads"] += not raised
    counts["always"] += len(always)
    counts["known"] += len(always & certain)
    counts["wrong"] += len(certain - always)
    if certain - always:
        yield f"wrong: {sorted(certain - always)[:3]} {raised[:2]}"
    errors = [finding for finding in findings if finding["severity"] == "error" and is_false(finding, ever, lines)]
    if errors and not raised:
        yield f"denied: {errors[0]['code']} {errors[0]['line']}: {errors[0]['message']}"
    elif always - certain and not file["unresolved"] and not errors:
        yield f"silent: {sorted(always - certain)[:3]}"


def is_false(finding, ever, lines):
    """Whether an error is none if the file loads, and DAGs with these ids, built in these lines, may register."""
    if finding["code"] != "dag-not-registered":
        return finding["code"] not in OF_FILES_THAT_LOAD
    named = re.match(r"DAG `(.*)` does", finding["message"])
    if named:
        return named[1] in ever
    return finding["line"] in lines and not finding["message"].startswith("Not every DAG")


if __name__ == "__main__":
    sys.exit(main())
