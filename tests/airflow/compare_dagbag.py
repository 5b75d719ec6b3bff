"""What Airflow's own DagBag registers from a folder, as JSON: {"airflow": .., "files": {path: {"dags": [..], "error": ..}}}.

    python compare_dagbag.py FOLDER

Run it with the Python of a virtual environment that has Airflow 2 or 3. `compare_repository.py` compares.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import dagbag


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder.resolve()
    real = os.dup(1)
    os.dup2(2, 1)  # what Airflow prints is not the answer
    version = dagbag.prepare(folder, {})
    sys.path.append(str(folder))
    files = {
        os.path.relpath(path, folder): {"dags": fact["dags"], "error": fact["error"]}
        for path, fact in dagbag.load_each(dagbag.listed(folder))
    }
    with os.fdopen(real, "w") as out:
        json.dump({"airflow": version, "files": dict(sorted(files.items()))}, out, indent=2)


if __name__ == "__main__":
    main()
