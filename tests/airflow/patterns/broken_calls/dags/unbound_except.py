from airflow import DAG
from airflow.operators.empty import EmptyOperator
try:
    1 / 0
except ZeroDivisionError as e:
    pass
print(e)

with DAG("unbound_except", schedule=None) as dag_:
    EmptyOperator(task_id="t")
