"""What Airflow's own DagBag registers from a folder, as JSON, and how a `validate --format json` report compares.

    python compare_dagbag.py FOLDER                    prints {"airflow": .., "files": {path: {"dags": [..], "error": ..}}}
    python compare_dagbag.py FOLDER --report FILE      compares with a report; exit 1 when a certain id is wrong
                             [--prefix dags/]          what stands before the paths in the report

Run it with the Python of a virtual environment that has Airflow 2 or 3. No scheduler; Airflow 2
gets an empty SQLite database in a temporary folder.
"""

import argparse
import json
import logging
import os
import sys
import tempfile
from pathlib import Path


def load(folder: Path) -> dict:
    home = tempfile.mkdtemp(prefix="dagbag-")
    os.environ.setdefault("AIRFLOW_HOME", home)
    os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
    os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = str(folder)
    os.environ["AIRFLOW__CORE__UNIT_TEST_MODE"] = "False"
    os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = "sqlite:///" + os.path.join(home, "airflow.db")
    os.environ["AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT"] = "120"
    sys.path.insert(0, str(folder))
    import airflow

    logging.disable(logging.CRITICAL)
    if airflow.__version__.startswith("2."):
        from airflow.models.dagbag import DagBag
        from airflow.utils.db import initdb
        from airflow.utils.file import list_py_file_paths

        initdb(load_connections=False)  # some example DAGs look into the database when they are loaded
        arguments = {"include_examples": False}
    else:
        from airflow.dag_processing.dagbag import DagBag
        try:
            from airflow.dag_processing.importers.python_importer import list_py_file_paths
        except ImportError:
            from airflow.utils.file import list_py_file_paths
        arguments = {}
    files = {}
    for path in sorted(map(str, list_py_file_paths(str(folder), safe_mode=True))):
        # One DagBag a file, as production does it: duplicates across files do not hide each other.
        bag = DagBag(path, **arguments)
        name = os.path.relpath(path, folder)
        ids = sorted(d for d, dag in bag.dags.items() if not getattr(dag, "parent_dag", None))
        error = next(iter(bag.import_errors.values()), None)
        files[name] = {"dags": ids, "error": error.strip().splitlines()[-1] if error else None}
    return {"airflow": airflow.__version__, "files": files}


def compare(truth: dict, report: dict, prefix: str) -> int:
    wrong, known, total, said = [], 0, 0, 0
    for package in report["packages"]:
        told = {f["path"].removeprefix(prefix): f for f in package["files"]}
        for path, fact in truth["files"].items():
            file = told.get(path, {"dags": [], "unresolved": []})
            certain = {d["dag_id"] for d in file["dags"]}
            wrong += [f"{path}: `{i}` is not registered" for i in sorted(certain - set(fact["dags"]))]
            missed = set(fact["dags"]) - certain
            total += len(fact["dags"])
            known += len(certain & set(fact["dags"]))
            if missed and file["unresolved"]:
                said += len(missed)
            elif missed:
                wrong += [f"{path}: `{i}` registers, and nothing is said of it" for i in sorted(missed)]
        for path in sorted(set(told) - set(truth["files"])):
            wrong += [f"{path}: `{d['dag_id']}`, in a file Airflow skips" for d in told[path]["dags"]]
    print(f"Airflow {truth['airflow']}: {total} ids registered, {known} known, {said} said to be unknown")
    for line in wrong:
        print("  wrong:", line)
    return 1 if wrong else 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--report", type=Path)
    arguments.add_argument("--prefix", default="dags/")
    options = arguments.parse_args()
    real = sys.stdout
    sys.stdout = sys.stderr  # DAG files print
    truth = load(options.folder.resolve())
    sys.stdout = real
    if options.report is None:
        print(json.dumps(truth, indent=2))
        return 0
    return compare(truth, json.loads(options.report.read_text()), options.prefix)


if __name__ == "__main__":
    sys.exit(main())
