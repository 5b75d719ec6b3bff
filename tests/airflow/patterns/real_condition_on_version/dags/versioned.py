from datetime import datetime

import airflow
from airflow import DAG
from packaging.version import Version

IS_THREE = Version(airflow.__version__) >= Version("3.0.0")
key = "schedule" if IS_THREE else "schedule_interval"

with DAG(f"versioned_{'three' if IS_THREE else 'two'}", start_date=datetime(2024, 1, 1), **{key: None}):
    pass

if airflow.__version__.startswith("2"):
    with DAG("only_two", start_date=datetime(2024, 1, 1), schedule=None):
        pass
