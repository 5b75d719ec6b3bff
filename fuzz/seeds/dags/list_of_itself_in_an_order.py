x = []
x.append(x)
from airflow import DAG
from airflow.operators.bash import BashOperator
with DAG("a"):
    t = BashOperator(task_id="t", bash_command="ls", env=x)
    t >> x
