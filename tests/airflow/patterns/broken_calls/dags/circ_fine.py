from airflow import DAG
from airflow.operators.empty import EmptyOperator
import circ_c

with DAG("circ_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
