"""The airflow DAG stays inside its wrapper, and in the globals of the wrapper's module: nobody sees it."""
from datetime import datetime

from plat.core.base import PlatDag

wrapped = PlatDag(dag_id="price-not-shown", start_date=datetime(2025, 1, 5), schedule_interval="@daily")
