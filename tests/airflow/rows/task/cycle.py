# A cycle
# 2: error AirflowDagCycleException
# 3: error AirflowDagCycleException
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    a = EmptyOperator(task_id="a")
    b = EmptyOperator(task_id="b")
    a >> b >> a
