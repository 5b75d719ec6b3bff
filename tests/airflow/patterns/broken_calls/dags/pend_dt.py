from airflow import DAG
from airflow.operators.empty import EmptyOperator
import pendulum
pendulum.datetime(2020, 13, 1)

with DAG("pend_dt", schedule=None) as dag_:
    EmptyOperator(task_id="t")
