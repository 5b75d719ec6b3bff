from airflow import DAG
from airflow.operators.empty import EmptyOperator
EmptyOperator(task_id="x", dag=None)

with DAG("op_dag_none_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
