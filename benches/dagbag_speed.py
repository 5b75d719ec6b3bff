"""How long Airflow's DagBag takes for DAG files.

    VENV/bin/python benches/dagbag_speed.py FOLDER < PATHS
    VENV/bin/python benches/dagbag_speed.py --once FOLDER

The first loads the files one after the other in one process that has imported Airflow before, and prints JSON: the
version, the files, the seconds of wall and CPU time for all of them, and the DAGs that it found. Starting Python and
importing Airflow is not counted, which is DagBag's best case.

The second is what a step of a CI does: it loads a folder with one DagBag, prints how many DAGs that gave, and ends with
1 when a file did not load. It is timed from outside.
"""

import json
import pathlib
import sys
import time


def main():
    match sys.argv[1:]:
        case ["--once", folder]:
            return once(folder)
        case [folder]:
            return one_by_one(pathlib.Path(folder), sys.stdin.read().splitlines())
        case _:
            sys.exit(__doc__)


def once(folder):
    DagBag, options = airflows_dagbag()
    bag = DagBag(folder, **options)
    print(len(bag.dags))
    return 1 if bag.import_errors else 0


def one_by_one(folder, paths):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/airflow"))
    import dagbag

    version = dagbag.prepare(folder, {})
    DagBag, options = airflows_dagbag()
    # What the first file alone would pay for.
    DagBag(paths[0], **options)
    ids, wall, cpu = [], time.perf_counter(), time.process_time()
    for path in paths[1:]:
        ids += DagBag(path, **options).dags
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"version": version, "files": len(paths) - 1, "wall": wall, "cpu": cpu, "dags": sorted(ids)}))
    return 0


def airflows_dagbag():
    try:
        from airflow.dag_processing.dagbag import DagBag

        return DagBag, {}
    except ImportError:
        from airflow.models.dagbag import DagBag

        return DagBag, {"include_examples": False}


if __name__ == "__main__":
    sys.exit(main())
