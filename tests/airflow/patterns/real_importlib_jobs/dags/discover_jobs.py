import importlib
import pkgutil
from datetime import datetime

from airflow import DAG

import nightly

for info in pkgutil.iter_modules(nightly.__path__):
    module = importlib.import_module(f"{nightly.__name__}.{info.name}")
    if not hasattr(module, "NAME"):
        continue
    with DAG(f"nightly_{module.NAME}", start_date=datetime(2024, 1, 1), schedule=None):
        pass
