"""Compares `validate` with DagBag on the patterns: small repositories that compute their ids as real ones do.

    python compare_patterns.py --binary target/debug/dag-publish [--record] [--json OUT] [NAME...]

Run it with the Python of a virtual environment that has Airflow 2 or 3. Each folder below `patterns/` is a repository;
its `expected.json` holds what each Airflow registers, by file, and the kind of error that stops a file. `--record` writes
it anew. A pattern whose name begins with `cannot_know_` depends on something that only running it can tell:
`validate` has to say so, and counts neither for nor against the recall.

Exits 1 when DagBag differs from what was recorded, when an id is wrong, when something is denied that loads, when
an id is missed without a word, or when recall is below `--recall`.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import compare_repository
import dagbag

PATTERNS = Path(__file__).resolve().parent / "patterns"


def recorded(facts: dict) -> dict:
    return {path: {"dags": fact["dags"], "error": fact["type"] if fact["error"] else None} for path, fact in sorted(facts.items())}


def check_record(folder: Path, major: str, facts: dict, record: bool) -> list:
    """What DagBag does that was not recorded."""
    file = folder / "expected.json"
    expected = json.loads(file.read_text()) if file.exists() else {}
    found = recorded(facts)
    if record:
        expected[major] = found
        file.write_text(json.dumps(dict(sorted(expected.items())), indent=2) + "\n")
        return []
    known = expected.get(major, {})
    return [f"{path}: {found.get(path)}, recorded {known.get(path)}" for path in sorted(set(found) | set(known)) if found.get(path) != known.get(path)]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("names", nargs="*")
    arguments.add_argument("--binary", required=True, type=os.path.abspath)
    arguments.add_argument("--record", action="store_true")
    arguments.add_argument("--recall", type=float, default=0.99)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    options.dags = options.import_root = None
    options.seconds, options.quiet = 60, True

    destination = dagbag.scratch("patterns-")
    version = dagbag.prepare(destination, {})
    names = options.names or sorted(path.name for path in PATTERNS.iterdir() if path.is_dir())
    ids = known = drifted = wrong = alarms = silent = perfect = 0
    results = {}
    for name in names:
        result = compare_repository.compare_one(PATTERNS / name, destination, version, options, show=False)
        results[name] = result
        drift = check_record(PATTERNS / name, version.partition(".")[0], result["files"], options.record)
        figures = result["figures"]
        if not name.startswith("cannot_know_"):
            ids += figures["registered"]
            known += figures["known"]
        drifted += len(drift)
        wrong += figures["wrong"]
        alarms += len(result["alarms"])
        silent += len(result["silent"])
        bad = drift or result["wrong"] or result["alarms"] or result["silent"]
        missed = result["missed"] and not name.startswith("cannot_know_")
        perfect += not bad and not missed
        for line in drift:
            print(f"{name}: DagBag has changed its mind: {line}")
        if bad or missed:
            compare_repository.show(name, version, result, quiet=True)
        if options.record and any(fact["error"] for fact in result["files"].values()):
            print(name, {path: fact["error"] for path, fact in result["files"].items() if fact["error"]})
    recall = known / ids if ids else 1.0
    print(
        f"Airflow {version}: {len(names)} patterns, {perfect} answered in full; {ids} ids, {known} known, recall {recall:.2%};"
        f" {wrong} wrong, {alarms} false alarms, {silent} missed without a word, {drifted} differ from the record"
    )
    if options.json:
        options.json.write_text(json.dumps({"airflow": version, "repositories": results}, indent=1))
    return 1 if drifted or wrong or alarms or silent or recall < options.recall else 0


if __name__ == "__main__":
    sys.exit(main())
