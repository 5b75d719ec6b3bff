from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass
from typing import ClassVar
@dataclass
class A:
    x: ClassVar[list] = []

with DAG("dc_mutable_classvar_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
