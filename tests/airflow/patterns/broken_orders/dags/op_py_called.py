from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator
def f(): return 1
with DAG("zz") as d: PythonOperator(task_id="x", python_callable=f())

with DAG("op_py_called", schedule=None) as dag_:
    EmptyOperator(task_id="t")
