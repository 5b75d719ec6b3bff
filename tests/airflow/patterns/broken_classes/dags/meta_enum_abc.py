from airflow import DAG
from airflow.operators.empty import EmptyOperator
from abc import ABC
from enum import Enum
class E(ABC, Enum):
    A = 1

with DAG("meta_enum_abc", schedule=None) as dag_:
    EmptyOperator(task_id="t")
