"""Asks CPython what it computes from known values, and checks that `src/dags/constant` says the same or "not known".

    python3 tests/python/constants.py [--count N] [--seed S] [--only FAMILY] [--python PATH ...]

writes random cases with the answers of each Python given (this one if none is) and has the test
`dags::constant::differential` replay them. Ends with 1 if any answer differs. Only the standard library is needed;
the YAML cases are left out, and it is said, where PyYAML is not installed, unless `--need-yaml` makes that an error.
`--write FILE` only writes the cases: so was `constants.jsonl` made, which `cargo test` replays.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import warnings

import constants_files
import constants_operations
from constants_values import Unwritable, Values, write

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEST = "dags::constant::differential"


def wrap(operation):
    """An operation in JSON: its name, then its operands; arguments are a tuple, keywords a dictionary."""
    return [operation[0]] + [write(part) for part in operation[1:]]


def expected(run):
    """What Python gives: a value, the names of an exception's classes, or something that cannot be written."""
    try:
        value = run()
    except (MemoryError, RecursionError):
        return None
    except Exception as error:
        return {"raises": [kind.__name__ for kind in type(error).__mro__]}
    try:
        return {"known": write(value)}
    except RecursionError:
        return {"other": "holds itself"}
    except Unwritable as reason:
        return {"other": str(reason)}


def cases(seed, count, only):
    values = Values(seed)
    families = [family for family in constants_operations.FAMILIES + constants_files.FAMILIES if only in family[0].__name__]
    makers, weights = zip(*families)
    seen = set()
    while len(seen) < count:
        family, operation, run = values.random.choices(makers, weights)[0](values)
        try:
            written = json.dumps(wrap(operation))
        except Unwritable:
            continue
        if written in seen:
            # Small families are used up; their place is left empty.
            seen.add(len(seen))
            continue
        seen.add(written)
        answer = expected(run)
        if answer is not None:
            yield {"family": family, "do": json.loads(written), **answer}


def write_cases(path, seed, count, only):
    warnings.simplefilter("ignore")
    with open(path, "w", encoding="utf-8") as out:
        for case in cases(seed, count, only):
            out.write(json.dumps(case, ensure_ascii=True) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--only", default="", help="only the families whose function's name holds this")
    parser.add_argument("--need-yaml", action="store_true")
    parser.add_argument("--write", type=pathlib.Path)
    arguments = parser.parse_args()
    if constants_files.yaml is None:
        print("constants.py: PyYAML is not installed here: no YAML cases", file=sys.stderr)
        if arguments.need_yaml:
            return 1
    if arguments.write:
        write_cases(arguments.write, arguments.seed, arguments.count, arguments.only)
        return 0
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "constants"
    folder.mkdir(parents=True, exist_ok=True)
    failed = False
    for place, python in enumerate(arguments.python or [sys.executable]):
        path = folder / f"cases-{place}.jsonl"
        command = [python, __file__, "--seed", str(arguments.seed + place), "--count", str(arguments.count), "--only", arguments.only, "--write", str(path)]
        subprocess.run(command, check=True)
        print(f"constants.py: {python}")
        replay = ["cargo", "test", "--locked", "--lib", TEST, "--", "--nocapture"]
        failed |= subprocess.run(replay, cwd=ROOT, env={**os.environ, "DAG_PUBLISH_CONSTANT_CASES": str(path)}).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
