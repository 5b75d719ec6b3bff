from airflow import DAG
from airflow.operators.empty import EmptyOperator
import re
re.sub("a", "b", None)

with DAG("re_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
