"""Builds an Airflow DAG of each class that is found in a package."""

import importlib
import inspect
import pkgutil

import flows
from flows.base import Flow

for info in pkgutil.iter_modules(flows.__path__):
    module = importlib.import_module(f"flows.{info.name}")
    for name, kind in inspect.getmembers(module, inspect.isclass):
        if issubclass(kind, Flow) and kind is not Flow:
            globals()[f"flow_{name}"] = kind().dag()
