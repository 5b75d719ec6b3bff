"""Loads the jobs beside it by their paths, without importing them by name: Airflow DAGs."""

import importlib.util
from pathlib import Path

here = Path(__file__).parent / "jobs"
for path in sorted(here.glob("*.py")):
    if path.name.startswith("_"):
        continue
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    dag = module.create(prefix="loaded")
    globals()[dag.dag_id] = dag
