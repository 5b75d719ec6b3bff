"""Proves that Airflow loads a folder that dag-sync filled as the documents in it say.

    python tests/airflow/load_synced.py DEST [--syntax regexp|glob] [--import-error PATH]... [--plant]

Run it with the Python of an Airflow installation, 2.11 or 3. Airflow 2 gets an empty SQLite database in a temporary
folder. For every folder in DEST that has a metadata.json, one DagBag over DEST registers from it

    exactly the dag_ids of its `dags`, each from the file that is named with it, and
    besides only what comes from a file that is listed under `unresolved`.

Nothing else is registered, nothing twice, and no file fails to import but those that are expected: PATH is below DEST.
With --plant, files that would register `planted_…` are first put wherever dag-sync works in DEST/.dag-sync, and into
every tree that it keeps there: Airflow must not walk any of it. Ends with 1 and says what is wrong.
"""

import argparse
import json
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

STATE = ".dag-sync"
PLANTED = 'from airflow import DAG\n\nwith DAG("planted_{number}", schedule=None):\n    pass\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dest", type=Path)
    parser.add_argument("--syntax", choices=["regexp", "glob"], help="[core] dag_ignore_file_syntax")
    parser.add_argument("--import-error", action="append", default=[], metavar="PATH")
    parser.add_argument("--plant", action="store_true")
    options = parser.parse_args()
    dest = options.dest.resolve()
    planted = plant(dest) if options.plant else []
    try:
        version, registered, errors = load(dest, options.syntax)
    finally:
        for path in planted:
            path.unlink()
    wrong, known, unknown = compare(dest, registered)
    wrong += [f"{path} fails to import: {error}" for path, error in errors if path not in options.import_error]
    failed = {path for path, _ in errors}
    wrong += [f"{path} was expected to fail to import" for path in options.import_error if path not in failed]
    print(
        f"Airflow {version}, {options.syntax or 'its own'} syntax: {len(registered)} ids registered, {known} certain,"
        f" {unknown} from unresolved files, {len(planted)} files planted"
    )
    for line in wrong:
        print(f"  wrong: {line}")
    sys.exit(bool(wrong))


def plant(dest):
    """A DAG file in every place that dag-sync uses for a while; gives their paths."""
    state = dest / STATE
    trees = [state, state / "staging" / "pipeline_processing@r9@nonce" / "dags"]
    trees += [path for path in (state / "retired").rglob("*") if path.is_dir()]
    if not any(path.name == "dags" for path in trees[2:]):
        sys.exit(f"{state}/retired holds no tree of a package: this would prove nothing")
    planted = []
    for number, folder in enumerate(trees):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"planted_{number}.py"
        path.write_text(PLANTED.format(number=number))
        planted.append(path)
    return planted


def load(dest, syntax):
    """What one DagBag over the folder registers: {(path, dag_id)}; and what it could not import."""
    home = tempfile.mkdtemp(prefix="load-synced-")
    try:
        os.environ["AIRFLOW_HOME"] = home
        os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = str(dest)
        os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
        os.environ["AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT"] = "120"
        os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{home}/airflow.db"
        if syntax:
            os.environ["AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX"] = syntax
        # A released file is all that should lie in a package's folder.
        sys.dont_write_bytecode = True
        # What Airflow does in its own processes before it loads a DAG.
        sys.path.append(str(dest))
        with open(os.devnull, "w") as silence:
            real, sys.stdout = sys.stdout, silence
            version, bag = fill(dest)
            sys.stdout = real
    finally:
        shutil.rmtree(home, ignore_errors=True)
    within = lambda path: os.path.relpath(path, dest)
    # A SubDAG belongs to its DAG.
    dags = [dag for dag in bag.dags.values() if not getattr(dag, "parent_dag", None)]
    registered = {(within(dag.fileloc), dag.dag_id) for dag in dags}
    errors = [(within(path), error.strip().splitlines()[-1]) for path, error in bag.import_errors.items()]
    return version, registered, errors


def fill(dest):
    from airflow import __version__

    logging.disable(logging.CRITICAL)
    if __version__.startswith("2."):
        from airflow.models.dagbag import DagBag
        from airflow.utils.db import initdb

        initdb(load_connections=False)  # some example DAGs look into the database when they are loaded
        return __version__, DagBag(str(dest), include_examples=False)
    from airflow.dag_processing.dagbag import DagBag

    return __version__, DagBag(str(dest))


def compare(dest, registered):
    wrong, known, unknown, explained = [], 0, 0, set()
    for folder in sorted(path.parent.name for path in dest.glob("*/metadata.json")):
        document = json.loads((dest / folder / "metadata.json").read_text())
        certain = {(f"{folder}/dags/{dag['path']}", dag["dag_id"]) for dag in document["dags"]}
        unresolved = {f"{folder}/dags/{place['path']}" for place in document["unresolved"]}
        own = {entry for entry in registered if entry[0].startswith(f"{folder}/")}
        wrong += [f"{path}: `{dag_id}` is not registered" for path, dag_id in sorted(certain - own)]
        beyond = {entry for entry in own - certain if entry[0] in unresolved}
        known, unknown, explained = known + len(certain & own), unknown + len(beyond), explained | certain | beyond
    wrong += [f"{path}: `{dag_id}` is registered, and no document says so" for path, dag_id in sorted(registered - explained)]
    return wrong, known, unknown


if __name__ == "__main__":
    main()
