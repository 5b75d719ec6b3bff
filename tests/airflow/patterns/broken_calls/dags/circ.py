from airflow import DAG
from airflow.operators.empty import EmptyOperator
import circ_a

with DAG("circ", schedule=None) as dag_:
    EmptyOperator(task_id="t")
