# Note: DagBag.process_file skips files without "airflow" or "DAG" in them
import functools
import logging
from datetime import timedelta
from typing import Sequence

import airflow
from airflow.operators.python import PythonOperator

LOGGER = logging.getLogger(__name__)


def create_dag(default_args: dict = None, catchup: bool = False, **kwargs):
    if default_args is None:
        default_args = {"start_date": airflow.utils.timezone.datetime(2024, 1, 1), "retries": 10}
    return airflow.DAG(default_args=default_args, catchup=catchup, **kwargs)


def run(config_id: str, **_kwargs):
    print(config_id)


def get_dag_id(config) -> str:
    return f'Web_API.{config["dataPipelineId"]}'


def create_dags() -> Sequence[airflow.DAG]:
    dags = []
    configs = {"x": {"dataPipelineId": "x"}, "y": {"dataPipelineId": "why", "description": "Y"}}
    for config_id, config in (
        configs.items()
    ):
        with create_dag(
            dag_id=get_dag_id(config),
            description=config.get('description'),
            schedule=None,
            dagrun_timeout=timedelta(days=1)
        ) as dag:
            PythonOperator(dag=dag, task_id="etl", python_callable=functools.partial(run, config_id=config_id))
            dags.append(dag)
    return dags


DAGS = create_dags()

FIRST_DAG = DAGS[0]
_ = (FIRST_DAG.get_task("etl") >> PythonOperator(task_id="more", python_callable=run, dag=FIRST_DAG))
