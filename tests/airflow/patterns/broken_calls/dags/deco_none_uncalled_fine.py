from airflow import DAG
from airflow.operators.empty import EmptyOperator
def d(f): pass
@d
def g(): pass

with DAG("deco_none_uncalled_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
