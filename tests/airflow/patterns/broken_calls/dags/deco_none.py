from airflow import DAG
from airflow.operators.empty import EmptyOperator
def d(f): pass
@d
def g(): pass
g()

with DAG("deco_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
