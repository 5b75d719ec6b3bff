"""How long Airflow's DagBag takes for DAG files, one after the other in one process that has imported Airflow before.

    VENV/bin/python benches/dagbag_speed.py FOLDER < PATHS

Prints JSON: the version, the files, the seconds of wall and CPU time for all of them, and the DAGs that it found.
Starting Python and importing Airflow is not counted, which is DagBag's best case.
"""

import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/airflow"))
import dagbag  # noqa: E402


def main():
    paths = sys.stdin.read().splitlines()
    version = dagbag.prepare(pathlib.Path(sys.argv[1]), {})
    try:
        from airflow.dag_processing.dagbag import DagBag

        options = {}
    except ImportError:
        from airflow.models.dagbag import DagBag

        options = {"include_examples": False}
    # What the first file alone would pay for.
    DagBag(paths[0], **options)
    ids, wall, cpu = [], time.perf_counter(), time.process_time()
    for path in paths[1:]:
        ids += DagBag(path, **options).dags
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"version": version, "files": len(paths) - 1, "wall": wall, "cpu": cpu, "dags": sorted(ids)}))


if __name__ == "__main__":
    main()
