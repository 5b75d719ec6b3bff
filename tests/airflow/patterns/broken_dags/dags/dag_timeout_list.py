from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", dagrun_timeout=[5])

with DAG("dag_timeout_list", schedule=None) as dag_:
    EmptyOperator(task_id="t")
