import importlib
import pkgutil

import sources
from airflow import DAG

for info in pkgutil.iter_modules(sources.__path__):
    module = importlib.import_module(f"sources.{info.name}")
    for table in module.TABLES:
        globals()[f"{info.name}_{table}"] = DAG(f"{info.name}.{table}", schedule=None)
