from airflow import DAG
from airflow.operators.empty import EmptyOperator
from collections import namedtuple
P = namedtuple("P", "x")
P(1)[0] = 2

with DAG("nt_setitem", schedule=None) as dag_:
    EmptyOperator(task_id="t")
