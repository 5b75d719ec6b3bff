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


def compare_all(names: list, destination: Path, version: str, binary: str, record: bool = False) -> tuple:
    """Compares each pattern, prints what is not as it should be and a line of figures; gives the figures and results."""
    options = argparse.Namespace(binary=binary, dags=None, import_root=None, seconds=60, quiet=True)
    names = names or sorted(path.name for path in PATTERNS.iterdir() if path.is_dir())
    figures = dict.fromkeys(("files", "registered", "known", "wrong", "alarms", "silent", "drifted", "perfect"), 0)
    results = {}
    for name in names:
        result = results[name] = compare_repository.compare_one(PATTERNS / name, destination, version, options, show=None)
        drift = check_record(PATTERNS / name, version.partition(".")[0], result["files"], record)
        counted = not name.startswith("cannot_know_")
        for key in ("registered", "known"):
            figures[key] += result["figures"][key] if counted else 0
        figures["files"] += len(result["files"])
        figures["drifted"] += len(drift)
        for key in ("wrong", "alarms", "silent"):
            figures[key] += len(result[key])
        bad = drift or result["wrong"] or result["alarms"] or result["silent"] or (counted and result["missed"])
        figures["perfect"] += not bad
        for line in drift:
            print(f"{name}: DagBag has changed its mind: {line}")
        if bad:
            compare_repository.show(name, version, result, quiet=True)
    figures["recall"] = figures["known"] / figures["registered"] if figures["registered"] else 1.0
    print(
        f"Airflow {version}: {len(names)} patterns, {figures['perfect']} answered in full; {figures['registered']} ids,"
        f" {figures['known']} known, recall {figures['recall']:.2%}; {figures['wrong']} wrong, {figures['alarms']} false"
        f" alarms, {figures['silent']} missed without a word, {figures['drifted']} differ from the record",
        flush=True,
    )
    return figures, results


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("names", nargs="*")
    arguments.add_argument("--binary", required=True, type=os.path.abspath)
    arguments.add_argument("--record", action="store_true")
    arguments.add_argument("--recall", type=float, default=0.99)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    destination = dagbag.scratch("patterns-")
    version = dagbag.prepare(destination, {})
    figures, results = compare_all(options.names, destination, version, options.binary, options.record)
    if options.json:
        options.json.write_text(json.dumps({"airflow": version, "repositories": results}, indent=1))
    faults = sum(figures[key] for key in ("wrong", "alarms", "silent", "drifted"))
    return 1 if faults or figures["recall"] < options.recall else 0


if __name__ == "__main__":
    sys.exit(main())
