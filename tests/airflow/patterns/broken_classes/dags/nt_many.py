from airflow import DAG
from airflow.operators.empty import EmptyOperator
from collections import namedtuple
P = namedtuple("P", "x y")
P(1, 2, 3)

with DAG("nt_many", schedule=None) as dag_:
    EmptyOperator(task_id="t")
