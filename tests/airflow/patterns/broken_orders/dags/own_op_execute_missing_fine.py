from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.models import BaseOperator
class Mine(BaseOperator): pass
with DAG("zz") as d: Mine(task_id="x")

with DAG("own_op_execute_missing_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
