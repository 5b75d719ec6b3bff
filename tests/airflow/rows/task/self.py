# A task that follows itself
# 2: error AirflowDagCycleException
# 3: error AirflowDagCycleException
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    a = EmptyOperator(task_id="a")
    a >> a
