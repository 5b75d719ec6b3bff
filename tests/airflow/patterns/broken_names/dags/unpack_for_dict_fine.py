from airflow import DAG
from airflow.operators.empty import EmptyOperator
for k, v in {"ab": 1}: pass

with DAG("unpack_for_dict_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
