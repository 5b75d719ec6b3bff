import sys
from pathlib import Path

from airflow import DAG

sys.path.insert(0, str(Path(__file__).parent))
from refresh.types import REFRESHES, Refresh  # noqa: E402


def build(refresh: Refresh) -> DAG:
    with DAG(dag_id=refresh.identifier, start_date=refresh.start, schedule=None, catchup=False) as dag:
        pass
    return dag


for refresh in REFRESHES:
    refresh_dag = build(refresh)
