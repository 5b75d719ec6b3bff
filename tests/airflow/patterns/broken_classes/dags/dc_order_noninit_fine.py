from airflow import DAG
from airflow.operators.empty import EmptyOperator
from dataclasses import dataclass, field
@dataclass
class A:
    x: int = field(default=1, init=False)
    y: int

with DAG("dc_order_noninit_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
