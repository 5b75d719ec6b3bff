"""Proves that Airflow loads the example packages: every DAG, and no import error.

Run it with the Python of an Airflow installation, 2.11 or 3; it needs no database and no scheduler:

    python tests/airflow/load_examples.py
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGES = Path(__file__).resolve().parents[2] / "examples" / "packages"
EXPECTED = {
    "pipeline_processing_example_job": 3,
    "reporting_seeder_refresh": 3,
    "generated_reports_revenue": 1,
    "generated_reports_churn": 1,
    "generated_reports_stock": 1,
}


def lay_out(dags_folder):
    """As dag-publish delivers them: <dags_folder>/<package>/dags/…"""
    with tempfile.TemporaryDirectory() as build:
        for package in sorted(path for path in PACKAGES.iterdir() if path.is_dir()):
            source = Path(build) / package.name
            shutil.copytree(package, source, ignore=shutil.ignore_patterns("__pycache__"))
            if (source / "make_dags.py").exists():
                subprocess.run([sys.executable, source / "make_dags.py"], check=True, stdout=subprocess.DEVNULL)
            shutil.copytree(source / "dags", dags_folder / package.name / "dags")


def load(dags_folder):
    from airflow import __version__

    if __version__.startswith("2."):
        from airflow.models.dagbag import DagBag

        return __version__, DagBag(str(dags_folder), include_examples=False)
    from airflow.dag_processing.dagbag import DagBag

    return __version__, DagBag(str(dags_folder))


def main():
    with tempfile.TemporaryDirectory() as home:
        dags_folder = Path(home) / "dags"
        lay_out(dags_folder)
        os.environ["AIRFLOW_HOME"] = home
        os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = str(dags_folder)
        os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
        # What Airflow does in its own processes before it loads a DAG.
        sys.path.append(str(dags_folder))
        version, bag = load(dags_folder)
    for path, error in bag.import_errors.items():
        print(f"{path}:\n{error}", file=sys.stderr)
    found = {dag_id: len(dag.tasks) for dag_id, dag in bag.dags.items()}
    print(f"Airflow {version}: {found}")
    if bag.import_errors or found != EXPECTED:
        sys.exit(f"expected {EXPECTED} and no import error")


if __name__ == "__main__":
    main()
