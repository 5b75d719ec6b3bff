from airflow import DAG
from airflow.operators.empty import EmptyOperator
-"a"

with DAG("op_neg_str", schedule=None) as dag_:
    EmptyOperator(task_id="t")
