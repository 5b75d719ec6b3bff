from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator
from airflow.utils.task_group import TaskGroup

with DAG("within_one_dag", start_date=datetime(2024, 1, 1), schedule=None) as dag:
    a = BashOperator(task_id="a", bash_command="ls")
    with TaskGroup("g") as g:
        b = BashOperator(task_id="b", bash_command=a.output)
        PythonOperator(task_id="c", python_callable=print, op_args=[a.output, {"b": b.output["rows"]}])
    g >> BashOperator.partial(task_id="d").expand(bash_command=a.output)
    a.dag = dag
