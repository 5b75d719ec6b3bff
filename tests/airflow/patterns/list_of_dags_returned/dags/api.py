from typing import Sequence

import airflow
from airflow import DAG


def create_dags(ids) -> Sequence[airflow.DAG]:
    dags = []
    for config_id in ids:
        with DAG(dag_id=f"Web_API.{config_id}", schedule=None) as dag:
            dags.append(dag)
    return dags


DAGS = create_dags(["one", "two"])

FIRST_DAG = DAGS[0]
