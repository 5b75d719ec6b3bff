from airflow import DAG
from airflow.operators.empty import EmptyOperator
try:
    pass
except 5:
    pass

with DAG("except_unraised_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
