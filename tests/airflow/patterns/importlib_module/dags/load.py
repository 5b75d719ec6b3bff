import importlib

from airflow import DAG

for name in ["alpha", "beta"]:
    module = importlib.import_module(f"plugins_here.{name}")
    globals()[name] = DAG(getattr(module, "DAG_ID"), schedule=None, **module.options())
